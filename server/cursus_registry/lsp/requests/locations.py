"""What requests about uses of a step share: the projects that are open, and places as locations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.references import Reference
from cursus_registry.files.uris import to_uri
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


def to_json_location(server: Server, one: Reference) -> dict[str, Any]:
    """The same as JSON: of an answer with hundreds of places the protocol's classes would be most of the work."""
    place = one.source.range(one.span, server.session.encoding)
    document = server.session.documents.at(one.path)
    uri, (start, end) = document.shown(place) if document else (_uri(one.path), place)
    return {"uri": uri, "range": {"start": start._asdict(), "end": end._asdict()}}


_uri = lru_cache(maxsize=4096)(to_uri)
