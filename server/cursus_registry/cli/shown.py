"""How a declaration is shown by commands as plain data: its place, its entry. It must not know why one is shown."""

from __future__ import annotations

from typing import Any

from cursus_registry.cli.formats.json import to_json
from cursus_registry.features.explanation import range_of
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import effective_entry, plain_value


def location_json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """The path from the root, and the stretch of the name."""
    path, span = range_of(snapshot, row)
    return {"path": path, "range": to_json(span)}


def candidate_json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """A declaration among others."""
    return {
        "qualified_name": row.qualified_name,
        "registry_type": row.registry_type.value,
        "location": location_json(snapshot, row),
    }


def chosen_json(snapshot: Snapshot, row: Declaration | None) -> dict[str, Any]:
    """The declaration that is meant, with its effective entry and where each field of it comes from."""
    fields = effective_entry(snapshot.view, row) if row else None
    return {
        "namespace": row.namespace if row else None,
        "qualified_name": row.qualified_name if row else None,
        "entry": {name: plain_value(field.value) for name, field in fields.items()} if fields is not None else None,
        "provenance": {name: field.namespace for name, field in fields.items()} if fields is not None else None,
        "location": location_json(snapshot, row) if row else None,
    }
