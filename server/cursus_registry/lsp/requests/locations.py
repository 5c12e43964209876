"""What requests about uses of a step share: the projects that are open, and places as locations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.references import Reference
from cursus_registry.lsp.to_lsp import to_lsp_location
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def all_snapshots(server: Server, first: str) -> list[Snapshot]:
    """The present state of every project that is open; that of a root first, the others by their roots."""
    ordered = sorted(server.session.projects.items(), key=lambda one: (one[0] != first, one[0]))
    return [project.snapshot for _, project in ordered]


def to_location(server: Server, one: Reference) -> lsp.Location:
    """A place for the client."""
    return to_lsp_location(one.path, one.source.range(one.span, server.session.encoding), server.session)
