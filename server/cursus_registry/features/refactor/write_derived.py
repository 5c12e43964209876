"""The fields that entries leave to convention, written out: of one entry, or of all in a table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cursus_registry.edits.entries import insert_fields
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.entry import Shape
from cursus_registry.facts.model import Table
from cursus_registry.facts.registry import INTERFACE, STEP_TABLES
from cursus_registry.features.refactor.model import REWRITE, Refactoring, Spot, by_hand
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.names import VALID_CHARACTERS


def offer(spot: Spot) -> Iterator[Refactoring]:
    """For the entry at a place, and for its table if others of it leave something out as well."""
    table = spot.table
    if table is None or table.variable not in {*STEP_TABLES, INTERFACE} or table.alias_of is not None:
        return
    open_ones = [ordinal for ordinal in range(len(table.entries)) if _left_out(table, ordinal)]
    if spot.row is not None and spot.row.ordinal in open_ones:
        title = f"Write out the derived fields of '{spot.row.name}'"
        yield Refactoring(REWRITE, title, partial(_write, spot, table, [spot.row.ordinal]))
    if len(open_ones) > 1 or (open_ones and spot.row is None):
        title = f"Write out all derived fields in {table.variable}"
        yield Refactoring(REWRITE, title, partial(_write, spot, table, open_ones))


def _left_out(table: Table, ordinal: int) -> dict[str, str]:
    entry = table.entries[ordinal]
    if entry.shape is not Shape.MAPPING or not entry.complete or not VALID_CHARACTERS.match(entry.name):
        return {}
    return {name: value for name, value in derived_values(entry.name).items() if name not in entry.fields}


def _write(spot: Spot, table: Table, ordinals: list[int]) -> tuple[FileEdits, ...]:
    edits = [insert_fields(spot.facts, table, ordinal, _left_out(table, ordinal)) for ordinal in ordinals]
    found = [edit for edit in edits if edit is not None]
    if not found:
        raise by_hand(spot)
    return spot.in_file(*found)
