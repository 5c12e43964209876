"""What an item of a hierarchy is known by when it comes back: the project's root, and what its feature tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.features.place import Target
from cursus_registry.lsp.to_lsp import to_lsp_location
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def read_data(data: Any, names: Sequence[str]) -> dict[str, str | None] | None:
    """The texts of those names, None where there is none; None as a whole for what is none of ours."""
    if not isinstance(data, dict) or not isinstance(data.get("root"), str):
        return None
    said = {name: data.get(name) for name in names}
    return said if all(value is None or isinstance(value, str) for value in said.values()) else None


def snapshot_at(server: Server, data: Any) -> Snapshot | None:
    """The present state of the project that an item is from, if it is still open."""
    root = data.get("root") if isinstance(data, dict) else None
    project = server.session.projects.get(root) if isinstance(root, str) else None
    if project is None:
        return None
    server.work.prepare(f"{project.root.rstrip('/')}/")
    return project.snapshot


def uri_and_ranges(server: Server, snapshot: Snapshot, target: Target) -> tuple[str, lsp.Range, lsp.Range]:
    """Where an item stands: its document, as a whole, and its name."""
    whole, name = (_location(server, snapshot, target.path, span) for span in (target.span, target.name_span))
    return name.uri, whole.range, name.range


def ranges_in(server: Server, snapshot: Snapshot, target: Target, spans: Sequence[Span]) -> list[lsp.Range]:
    """Stretches of the document that an item is shown in, for the client; of an open notebook those in its cell."""
    uri = _location(server, snapshot, target.path, target.name_span).uri
    found = [_location(server, snapshot, target.path, span) for span in spans]
    return [one.range for one in found if one.uri == uri]


def _location(server: Server, snapshot: Snapshot, path: str, span: Span) -> lsp.Location:
    source = snapshot.view.index.files[path].source
    return to_lsp_location(path, source.range(span, server.session.encoding), server.session)
