"""How declarations are shown by commands: their places, and their fields. It must not know why one is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cursus_registry.cli.formats.json import to_json
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import EffectiveField, plain_value
from cursus_registry.text import Encoding, Range


def place_of(snapshot: Snapshot, row: Declaration) -> tuple[str, int, int]:
    """The path from the root, and line and column of the name, from 1."""
    path, span = _place(snapshot, row)
    return path, span.start.line + 1, span.start.character + 1


def location_json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    """The same as plain data, with the end of the name."""
    path, span = _place(snapshot, row)
    return {"path": path, "range": to_json(span)}


def entry_lines(fields: Mapping[str, EffectiveField]) -> Iterator[str]:
    """An effective entry, a field a line, with where each comes from."""
    width = max((len(name) for name in fields), default=0)
    for name, field in fields.items():
        value = plain_value(field.value)
        yield f"  {name:<{width}}  {value if isinstance(value, str) else repr(value)}  [{field.namespace}]"


def _place(snapshot: Snapshot, row: Declaration) -> tuple[str, Range]:
    path = row.path.removeprefix(f"{snapshot.root.rstrip('/')}/")
    source = snapshot.view.index.files[row.path].source
    return path, source.range(snapshot.view.name_span(row), Encoding.UTF32)
