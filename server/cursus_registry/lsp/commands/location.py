"""Where a declaration stands, as JSON for the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot

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
