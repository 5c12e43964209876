"""Where something stands, as JSON for the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.index.declaration import Declaration
from cursus_registry.lsp.to_lsp import to_lsp_location
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def location_json(server: Server, snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """The protocol's `Location` of a declaration's name."""
    source = snapshot.view.index.files[row.path].source
    start, end = source.range(snapshot.view.name_span(row), server.session.encoding)
    return {
        "uri": server.publisher.uri(row.path),
        "range": {"start": start._asdict(), "end": end._asdict()},
    }


def place_json(server: Server, snapshot: Snapshot, path: str, span: Span) -> dict[str, Any]:
    """The `Location` of a stretch of a file of the project, of a notebook that is open in its cell."""
    place = snapshot.view.index.files[path].source.range(span, server.session.encoding)
    found = to_lsp_location(path, place, server.session)
    start, end = found.range.start, found.range.end
    return {
        "uri": found.uri if server.session.documents.at(path) else server.publisher.uri(path),
        "range": {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        },
    }


def declaration_json(server: Server, snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """A declaration: what it is called, whose it is, of which kind, and where its name stands."""
    return {
        "name": row.name,
        "qualifiedName": row.qualified_name,
        "namespace": row.namespace,
        "kind": row.registry_type.value,
        "location": location_json(server, snapshot, row),
    }
