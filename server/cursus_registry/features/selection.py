"""What a selection grows to, step by step: value, field, entry, table, file. Nothing off our own ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cursus_registry.facts.entry import Entry
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.features.place import PlaceKind, find_place, origin_of
from cursus_registry.layout import REGISTRIES
from cursus_registry.project import Snapshot
from cursus_registry.syntax.quotes import inside_quotes
from cursus_registry.text import Span


def selections(snapshot: Snapshot, path: str, offset: int) -> list[Span]:
    """The stretches around an offset, each in the next one; of a look-up the step's name and the whole name."""
    facts = snapshot.facts(path)
    if facts is None:
        return []
    around = list(_in_tables(facts, offset)) if facts.place.kind in REGISTRIES else []
    if around:
        around.append(Span(0, len(facts.source.data)))
    place = find_place(snapshot, path, offset)
    if place is not None and place.kind is PlaceKind.MENTION:
        around = [origin_of(snapshot, place), place.span, *around]
    return _growing(around, offset)


def _growing(spans: Iterable[Span], offset: int) -> list[Span]:
    """Those around the offset that are larger than the one before."""
    kept: list[Span] = []
    for span in spans:
        inside = not kept or (span.start <= kept[-1].start and kept[-1].end <= span.end)
        if span.contains(offset) and inside and (not kept or span != kept[-1]):
            kept.append(span)
    return kept


def _in_tables(facts: FileFacts, offset: int) -> Iterator[Span]:
    for table in facts.tables.values():
        whole = Span(table.variable_span.start, max(table.span.end, table.variable_span.end))
        for ordinal, entry in enumerate(table.entries):
            if table.entry_span(ordinal).contains(offset):
                yield from _in_entry(facts, table, ordinal, entry, offset)
        for span in (table.variable_span, table.span, whole):
            if span.contains(offset) and span.end:
                yield span


def _in_entry(facts: FileFacts, table: Table, ordinal: int, entry: Entry, offset: int) -> Iterator[Span]:
    start = table.starts[ordinal]
    tokens = [entry.name_span.shifted(start)]
    for field in entry.items():
        key, value = field.key_span.shifted(start), field.value_span.shifted(start)
        if Span(key.start, max(key.end, value.end)).contains(offset):
            tokens += [key, value, Span(key.start, max(key.end, value.end))]
    for span in tokens:
        if span.contains(offset):
            yield inside_quotes(facts.source.data, span)
            yield span
    yield entry.value_span.shifted(start)
    yield table.entry_span(ordinal)
