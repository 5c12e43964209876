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
    whole, name = ranges_in(server, snapshot, target.path, (target.span, target.name_span))
    source = snapshot.view.index.files[target.path].source
    shown = to_lsp_location(target.path, source.range(target.name_span, server.session.encoding), server.session)
    is_open = server.session.documents.at(target.path) is not None
    return shown.uri if is_open else server.publisher.uri(target.path), whole, name


def ranges_in(server: Server, snapshot: Snapshot, path: str, spans: Sequence[Span]) -> list[lsp.Range]:
    """Stretches of a file of the project, for the client."""
    source = snapshot.view.index.files[path].source
    places = (source.range(span, server.session.encoding) for span in spans)
    return [to_lsp_location(path, place, server.session).range for place in places]
