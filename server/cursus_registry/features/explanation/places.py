"""Where declarations stand, and the fields of one, as lines for people. It must not know why one is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import EffectiveField, plain_value
from cursus_registry.text import Encoding, Range


def place_of(snapshot: Snapshot, row: Declaration) -> tuple[str, int, int]:
    """The path from the root, and line and column of the name, from 1."""
    path, span = range_of(snapshot, row)
    return path, span.start.line + 1, span.start.character + 1


def range_of(snapshot: Snapshot, row: Declaration) -> tuple[str, Range]:
    """The path from the root, and the stretch of the name, columns in characters."""
    source = snapshot.view.index.files[row.path].source
    return snapshot.shown(row.path), source.range(snapshot.view.name_span(row), Encoding.UTF32)


def entry_lines(fields: Mapping[str, EffectiveField]) -> Iterator[str]:
    """An effective entry, a field a line, with where each comes from."""
    width = max((len(name) for name in fields), default=0)
    for name, field in fields.items():
        value = plain_value(field.value)
        yield f"  {name:<{width}}  {value if isinstance(value, str) else repr(value)}  [{field.namespace}]"
