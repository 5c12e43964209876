"""Where a step stands in one file: its declarations, their fields, its mentions, the classes of a config file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cursus_registry.facts.model import FileFacts
from cursus_registry.features.place import Place, PlaceKind, find_place, steps_at
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import entry_below
from cursus_registry.text import Span


class Use(Enum):
    """What a stretch does with the step: declares it, mentions it, or belongs to either."""

    WRITE = "write"
    READ = "read"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Highlight:
    """One stretch of the file."""

    span: Span
    use: Use


def highlights(snapshot: Snapshot, path: str, offset: int) -> list[Highlight]:
    """The step at a place, everywhere in its file, in the order of the text; empty where no step stands.

    An override and the entry that it is laid over are one step; so is what mentions either of them, on whatever
    surface, with or without a job type. A name that is no step here stands for itself.
    """
    facts = snapshot.facts(path)
    place = find_place(snapshot, path, offset) if facts else None
    if facts is None or place is None or place.is_metadata or place.kind is PlaceKind.FIELD_VALUE:
        return []
    rows = _same_step(snapshot, path, place)
    if not rows and place.mention is not None:
        return list(_of_the_same_name(snapshot, facts, place.mention.name))
    found = [*_declared(snapshot, facts, rows), *_mentioned(snapshot, facts, rows), *_classes(snapshot, facts, rows)]
    return sorted(found, key=lambda one: one.span)


def _same_step(snapshot: Snapshot, path: str, place: Place) -> tuple[Declaration, ...]:
    rows = _rows_of(snapshot, path, place)
    below = [row for one in rows if (row := entry_below(snapshot.view, one))]
    names = {row.name for row in rows}
    over = [
        row
        for name in names
        for row in snapshot.view.index.names.get(name, ())
        if entry_below(snapshot.view, row) in rows
    ]
    return tuple(dict.fromkeys((*rows, *below, *over)))


def _rows_of(snapshot: Snapshot, path: str, place: Place) -> tuple[Declaration, ...]:
    """The declarations that a place is about; a field is about the entry that it stands in."""
    if place.kind is not PlaceKind.FIELD_NAME or place.item is None:
        return steps_at(snapshot, path, place)
    table, ordinal = place.item.table.variable, place.item.ordinal
    rows = snapshot.view.index.rows.get(path, ())
    return tuple(row for row in rows if (row.variable, row.ordinal) == (table, ordinal))


def _declared(snapshot: Snapshot, facts: FileFacts, rows: tuple[Declaration, ...]) -> Iterator[Highlight]:
    for row in rows:
        if row.path != facts.path:
            continue
        table = snapshot.view.table_of(row)
        yield Highlight(table.name_span(row.ordinal), Use.WRITE)
        start = table.starts[row.ordinal]
        for field in snapshot.view.entry(row).items():
            yield Highlight(field.key_span.shifted(start), Use.TEXT)


def _of_the_same_name(snapshot: Snapshot, facts: FileFacts, name: str) -> Iterator[Highlight]:
    for mention in facts.mentions:
        if mention.name == name and snapshot.view.is_certain(mention):
            yield Highlight(mention.span, Use.READ)


def _classes(snapshot: Snapshot, facts: FileFacts, rows: tuple[Declaration, ...]) -> Iterator[Highlight]:
    for config_type in facts.config_types:
        if snapshot.view.look_up(config_type.step, facts.place.workspace).declaration in rows:
            yield Highlight(config_type.span, Use.TEXT)


def _mentioned(snapshot: Snapshot, facts: FileFacts, rows: tuple[Declaration, ...]) -> Iterator[Highlight]:
    view = snapshot.view
    for mention in facts.mentions:
        told, workspace = view.workspace_of(facts, mention)
        if not told or not any(mention.name.startswith(row.name) for row in rows):
            continue
        found = view.look_up(mention.name, workspace)
        if found.declaration in rows and view.is_certain(mention):
            end = mention.span.start + len(found.name.encode("utf-8", "surrogatepass"))
            yield Highlight(Span(mention.span.start, end), Use.READ)
