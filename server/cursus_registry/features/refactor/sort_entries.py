"""The entries of a table in the order of their names, each with its comments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cursus_registry.edits.entries import sort_entries
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import Table
from cursus_registry.facts.registry import INTERFACE, METADATA
from cursus_registry.features.refactor.model import REWRITE, Refactoring, Spot, by_hand

_OTHERS = frozenset({METADATA, INTERFACE})


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The sorting of the table around a place, unless it is in order."""
    table = spot.table
    if table is None or table.variable in _OTHERS or spot.facts.broken or table.alias_of is not None:
        return
    names = [(entry.name.casefold(), entry.name) for entry in table.entries]
    if names != sorted(names):
        yield Refactoring(REWRITE, f"Sort the entries of {table.variable}", partial(_sort, spot, table))


def _sort(spot: Spot, table: Table) -> tuple[FileEdits, ...]:
    edits = sort_entries(spot.facts, table)
    if not edits:
        raise by_hand(spot)
    return spot.in_file(*edits)
