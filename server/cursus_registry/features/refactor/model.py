"""The shapes of refactorings: the place that is asked about, what is offered there, why one cannot be made.

It must not know which refactorings there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import le

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.text import Edit, Span
from cursus_registry.turns import Turns

_EDGES = b" \t\r\n,"
EXTRACT, MOVE, REWRITE = "refactor.extract", "refactor.move", "refactor.rewrite"


class CannotRefactorError(ValueError):
    """A refactoring that cannot be made here; the message says why."""


@dataclass(frozen=True, slots=True)
class Refactoring:
    """One change that is offered: its kind as editors name kinds, and how its edits are made once it is chosen.

    `make` raises CannotRefactorError; what takes long is made in turns. `disabled` says why it cannot be had here, for
    people who look. `is_tried`: what is made has been tried on the project already.
    """

    kind: str
    title: str
    make: Callable[[], tuple[FileEdits, ...] | Turns[tuple[FileEdits, ...]]]
    disabled: str = ""
    is_tried: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """The stretch of a file that is asked about. `table` is the one around it, `row` the step's entry around it."""

    snapshot: Snapshot
    facts: FileFacts
    span: Span
    table: Table | None
    row: Declaration | None

    @property
    def workspace(self) -> str | None:
        """The workspace whose folder the file is in."""
        return self.facts.place.workspace

    def in_file(self, *edits: Edit) -> tuple[FileEdits, ...]:
        """Edits of this file."""
        return (FileEdits(self.facts.path, self.facts.source, edits),)


def spot_at(snapshot: Snapshot, facts: FileFacts, span: Span) -> Spot:
    """What is around a stretch of a file, the blanks and commas at its ends left out."""
    span = _trimmed(facts.source.data, span)
    for table in facts.tables.values():
        if not _contains(table.span, span) and not _contains(table.variable_span, span):
            continue
        for ordinal in _around(table, span):
            rows = snapshot.view.index.rows.get(facts.path, ())
            row = next((one for one in rows if (one.variable, one.ordinal) == (table.variable, ordinal)), None)
            return Spot(snapshot, facts, span, table, row)
        return Spot(snapshot, facts, span, table, None)
    return Spot(snapshot, facts, span, None, None)


def by_hand(spot: Spot) -> CannotRefactorError:
    """The refusal where a table is written in a way that cannot be edited."""
    return CannotRefactorError(
        f"{spot.snapshot.relative(spot.facts.path)} is written in a way that cannot be edited here; do it by hand"
    )


def _trimmed(data: bytes, span: Span) -> Span:
    """What a person who marks whole lines means."""
    text = data[span.start : span.end]
    start = span.end - len(text.lstrip(_EDGES))
    return Span(start, start + len(text.strip(_EDGES))) if text.strip(_EDGES) else span


def _contains(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer.end > outer.start


def _around(table: Table, span: Span) -> Iterator[int]:
    """The entry around a stretch: found by halving where the table's entries stand in their order."""
    starts = table.starts
    in_order = all(map(le, starts, islice(starts, 1, None)))
    last = bisect_right(starts, span.start)
    for ordinal in range(max(last - 1, 0), last) if in_order else range(len(starts)):
        if _contains(table.entry_span(ordinal), span):
            yield ordinal
