"""How the place of a declaration is shown by commands as plain data. It must not know why one is shown."""

from __future__ import annotations

from typing import Any

from cursus_registry.cli.formats.json import to_json
from cursus_registry.features.explanation import range_of
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot


def location_json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """The path from the root, and the stretch of the name."""
    path, span = range_of(snapshot, row)
    return {"path": path, "range": to_json(span)}
