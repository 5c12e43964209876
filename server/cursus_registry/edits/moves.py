"""Entries moved and copied between tables and files. Knows which variable holds a table, not why an entry moves."""

from __future__ import annotations

from collections.abc import Sequence

from cursus_registry.edits.tables import (
    entry_block,
    insert_block,
    insert_table,
    is_self_contained,
    remove_entry,
    table_block,
)
from cursus_registry.facts.entry import Entry, Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.text import Edit


def move_entry(facts: FileFacts, table: Table, ordinal: int, variables: Sequence[str]) -> tuple[Edit, ...]:
    """An entry with its comments, taken from one table to another of the same file; the latter is made if need be.

    Of the variables the first that is a dictionary there counts. No edits where something would be lost: the entry
    is not whole, or names what may not be defined yet where it goes.
    """
    added = copy_entry(facts, table, ordinal, facts, variables)
    removed = remove_entry(facts, table, ordinal)
    return (added, removed) if added and removed else ()


def copy_entry(
    source: FileFacts, table: Table, ordinal: int, target: FileFacts, variables: Sequence[str]
) -> Edit | None:
    """An entry with its comments, put into a table of another file, or of the same one (see `move_entry`)."""
    block = entry_block(source, table, ordinal) if is_whole(table.entries[ordinal]) else None
    if block is None or not is_self_contained(block):
        return None
    known = [target.tables[name] for name in variables if name in target.tables]
    displays = [one for one in known if one.alias_of is None and one.span.end]
    if displays:
        return insert_block(target, displays[0], block)
    return None if known or target.broken or not target.readable else insert_table(target, variables[0], block)


def merge_tables(facts: FileFacts, source: Table, target: Table) -> tuple[Edit, ...]:
    """All entries of a table put into another one above it, of which the table becomes another name.

    No edits where a name stands in both, where either is not a whole dictionary, or where an entry names what may not
    be defined yet.
    """
    names = {entry.name for entry in source.entries}
    if facts.broken or not (source.complete and target.complete) or names & {one.name for one in target.entries}:
        return ()
    if not all(source.span.start <= start < source.span.end for start in source.starts):
        return ()  # some are added by statements further down
    block = table_block(facts, source)
    added = insert_block(facts, target, block) if block is not None and is_self_contained(block) else None
    return (added, Edit(source.span, target.variable)) if added else ()


def is_whole(entry: Entry) -> bool:
    """Whether all of an entry could be read."""
    return entry.shape is Shape.MAPPING and entry.complete and not entry.problems
