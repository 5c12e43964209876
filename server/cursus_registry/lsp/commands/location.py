"""Where something stands, as JSON for the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.index.declaration import Declaration
from cursus_registry.lsp.json_location import to_json_location
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def location_json(server: Server, snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """The protocol's `Location` of a declaration's name."""
    return place_json(server, snapshot, row.path, snapshot.view.name_span(row))


def place_json(server: Server, snapshot: Snapshot, path: str, span: Span) -> dict[str, Any]:
    """The `Location` of a stretch of a file of the project, of a notebook that is open in its cell."""
    return to_json_location(server, path, snapshot.view.index.files[path].source, span)


def declaration_json(server: Server, snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """A declaration: what it is called, whose it is, of which kind, and where its name stands."""
    return {
        "name": row.name,
        "qualifiedName": row.qualified_name,
        "namespace": row.namespace,
        "kind": row.registry_type.value,
        "location": location_json(server, snapshot, row),
    }
