"""A workspace's entry moved between its steps and its overrides, in one file, with its comments.

A step that becomes an override inherits what it leaves out; an override that becomes a step has what it inherited
written out. It must not know other workspaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from cursus_registry.checks.fixing import step_variables
from cursus_registry.edits.difference import line_edits
from cursus_registry.edits.entries import insert_fields, is_whole, move_entry
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read import read_source
from cursus_registry.facts.registry import OVERRIDES
from cursus_registry.facts.values import DictValue, ListValue, Value
from cursus_registry.features.refactor.model import MOVE, CannotRefactorError, Refactoring, Spot, by_hand
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import derived_values, effective_entry, entry_below, plain_value
from cursus_registry.text import SourceText, apply_edits


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The move that makes sense for the entry at a place."""
    row = spot.row
    if row is None or spot.table is None or _is_twice(spot.facts, row.name):
        return
    if row.registry_type is RegistryType.WORKSPACE and row.name in spot.snapshot.view.base.steps:
        yield Refactoring(MOVE, f"Move '{row.name}' to {OVERRIDES}", partial(_to_overrides, spot, row, spot.table))
    if row.registry_type is RegistryType.OVERRIDE and entry_below(spot.snapshot.view, row) is not None:
        yield Refactoring(MOVE, f"Move '{row.name}' to the workspace's steps", partial(_to_steps, spot, row))


def _is_twice(facts: FileFacts, name: str) -> bool:
    return [entry.name for table in facts.tables.values() for entry in table.entries].count(name) > 1


def _to_overrides(spot: Spot, row: Declaration, table: Table) -> tuple[FileEdits, ...]:
    edits = move_entry(spot.facts, table, row.ordinal, (OVERRIDES,))
    if not edits:
        raise by_hand(spot)
    return spot.in_file(*edits)


def _to_steps(spot: Spot, row: Declaration) -> tuple[FileEdits, ...]:
    """The fields that it inherits are written first, and the entry that says it all is moved then."""
    facts, inherited = spot.facts, _inherited(spot, row)
    if inherited:
        edit = insert_fields(facts, facts.tables[row.variable], row.ordinal, inherited)
        if edit is None:
            raise by_hand(spot)
        written = SourceText(apply_edits(facts.source.data, (edit,)))
        facts = read_source(facts.path, facts.place, written).facts
    edits = move_entry(facts, facts.tables[row.variable], row.ordinal, step_variables(spot.snapshot.view, facts))
    if facts.broken or not edits:
        raise by_hand(spot)
    after = SourceText(apply_edits(facts.source.data, edits))
    return spot.in_file(*line_edits(spot.facts.source, after))


def _inherited(spot: Spot, row: Declaration) -> dict[str, Any]:
    """What an override has from below, but for what its name says anyway."""
    below = entry_below(spot.snapshot.view, row)
    if below is None or not is_whole(spot.snapshot.view.entry(below)):
        raise CannotRefactorError(f"what '{row.name}' inherits cannot be read in full")
    own, derived = spot.snapshot.view.entry(row).as_dict(), derived_values(row.name)
    found: dict[str, Any] = {}
    for name, field in effective_entry(spot.snapshot.view, row).items():
        if name in own or derived.get(name) == field.value:
            continue
        if not _is_known(field.value):
            raise CannotRefactorError(f"only running the core could tell what '{name}' of '{row.name}' is")
        found[name] = plain_value(field.value)
    return found


def _is_known(value: Value) -> bool:
    match value:
        case None | str() | bool() | int() | float():
            return True
        case ListValue(_, items):
            return all(map(_is_known, items))
        case DictValue(keys, values, True):
            return all(isinstance(key, str) for key in keys) and all(map(_is_known, values))
    return False
