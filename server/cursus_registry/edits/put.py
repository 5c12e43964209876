"""An entry of given fields put into a table: a new one at its end, or the one of that name made to say something else.

Every way of writing it is tried out: the text must read as asked for, and say nothing else that it did not say before.
It must not know why an entry is written, nor where the text goes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from cursus_registry.edits.fields import insert_fields, remove_field
from cursus_registry.edits.lines import indent_unit
from cursus_registry.edits.literals import entry_literal, literal
from cursus_registry.edits.strings import DOUBLE_QUOTE, quote_of
from cursus_registry.edits.tables import insert_block, insert_table, remove_entry
from cursus_registry.facts.entry import Entry
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read import read_source
from cursus_registry.text import Edit, SourceText, apply_edits

_Way: TypeAlias = Callable[[], FileFacts | None]
_MOST_EDITS = 200


def put_entry(facts: FileFacts, variables: Sequence[str], name: str, fields: Mapping[str, Any]) -> SourceText | None:
    """The text of a registry with an entry in one of these tables: where it has one of that name, that one, else the
    first table that is a dictionary, else a new table of the first variable.

    An entry that is there keeps its place and its comments; fields that say the same stay as they are written. None
    if the tables are put together in a way that cannot be edited. Raises ValueError for a value without a literal.
    """
    wanted = read_entry(facts, variables[0], entry_literal(name, fields))
    if facts.broken or not facts.readable or wanted is None:
        return None
    table = _table_with(facts, variables, name)
    ordinal = None if table is None else last_ordinal(table, name)
    ways: Iterator[_Way]
    if table is not None and ordinal is not None:
        ways = _ways_to_change(facts, table, ordinal, fields, wanted)
    else:
        ways = iter([lambda: _with_new(facts, variables, name, fields)])
    for way in ways:
        after = way()
        if after is not None and _is_as_asked(facts, after, variables, wanted):
            return after.source
    return None


def last_ordinal(table: Table, name: str) -> int | None:
    """The number of the entry of a name that counts: of several the last, as in Python."""
    return max((at for at, entry in enumerate(table.entries) if entry.name == name), default=None)


def display_of(facts: FileFacts, variables: Sequence[str]) -> Table | None:
    """The first of some variables that is written as a dictionary in this file."""
    known = (one for one in _known(facts, variables) if one.alias_of is None)
    return next((one for one in known if facts.source.data[one.span.start : one.span.end].startswith(b"{")), None)


def read_entry(facts: FileFacts, variable: str, block: str) -> Entry | None:
    """What an entry would say if it stood alone in a table of a file like this one."""
    read = read_source(facts.path, facts.place, SourceText.from_str(f"{variable} = {{\n{block}\n}}\n")).facts
    table = read.table(variable)
    return table.entries[0] if table is not None and len(table.entries) == 1 else None


def says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries have equal fields; `1`, `True` and `1.0` are not equal."""
    left, right = one.as_dict(), other.as_dict()
    same = left.keys() == right.keys() and all(repr(value) == repr(right[name]) for name, value in left.items())
    return same and one.name == other.name and one.shape is other.shape and one.complete == other.complete


def _known(facts: FileFacts, variables: Sequence[str]) -> list[Table]:
    return [facts.tables[name] for name in variables if name in facts.tables]


def _table_with(facts: FileFacts, variables: Sequence[str], name: str) -> Table | None:
    return next((table for table in _known(facts, variables) if last_ordinal(table, name) is not None), None)


def _with_new(facts: FileFacts, variables: Sequence[str], name: str, fields: Mapping[str, Any]) -> FileFacts | None:
    table = display_of(facts, variables)
    quote = DOUBLE_QUOTE
    if table is not None and table.entries:
        quote = quote_of(facts.source.slice(table.name_span(len(table.entries) - 1)))
    block = entry_literal(name, fields, indent_unit(facts.source), quote)
    if table is not None:
        return _edited(facts, insert_block(facts, _literal_part(table), block))
    return None if _known(facts, variables) else _edited(facts, insert_table(facts, variables[0], block))


def _literal_part(table: Table) -> Table:
    """The table without what later statements add to it."""
    starts = [start for start in table.starts if table.span.start <= start < table.span.end]
    inside = table.entries[: len(starts)]
    if starts != list(table.starts[: len(starts)]):
        return table
    return replace(table, entries=inside, starts=array("Q", starts))


def _ways_to_change(
    facts: FileFacts, table: Table, ordinal: int, fields: Mapping[str, Any], wanted: Entry
) -> Iterator[_Way]:
    """Field by field; the whole dictionary in its place; the entry taken out, and put in anew."""
    yield lambda: _field_by_field(facts, table.variable, fields, wanted)
    yield lambda: _in_place(facts, table, ordinal, fields)
    yield lambda: _anew(facts, table, ordinal, fields)


def _field_by_field(facts: FileFacts, variable: str, fields: Mapping[str, Any], wanted: Entry) -> FileFacts | None:
    """One edit after the other, each in the text that the one before has left."""
    after: FileFacts | None = facts
    for _ in range(_MOST_EDITS):
        table = after.table(variable) if after is not None else None
        ordinal = last_ordinal(table, wanted.name) if table is not None else None
        if after is None or table is None or ordinal is None:
            return None
        if says_the_same(table.entries[ordinal], wanted):
            return after
        after = _edited(after, _next_edit(after, table, ordinal, fields, wanted))
    return None


def _next_edit(facts: FileFacts, table: Table, ordinal: int, fields: Mapping[str, Any], wanted: Entry) -> Edit | None:
    """What is too much taken out, then what differs written again, then what is missing added."""
    entry = table.entries[ordinal]
    surplus = next((at for at, name in enumerate(entry.fields) if name not in fields), None)
    if surplus is not None:
        return remove_field(facts, table, ordinal, surplus)
    known = entry.as_dict()
    other = next((name for name in known if repr(known[name]) != repr(wanted.value(name))), None)
    if other is None:
        missing = {name: value for name, value in fields.items() if name not in known}
        return insert_fields(facts, table, ordinal, missing) if missing else None
    found = entry.find(other)
    start, inside = table.starts[ordinal], table.entry_span(ordinal)
    if found is None or not (inside.start < found.key_span.start + start and found.value_span.end + start < inside.end):
        return None
    span = found.value_span.shifted(start)
    quote = quote_of(facts.source.slice(span), quote_of(facts.source.slice(found.key_span.shifted(start))))
    return Edit(span, literal(fields[other], quote))


def _in_place(facts: FileFacts, table: Table, ordinal: int, fields: Mapping[str, Any]) -> FileFacts | None:
    """Another dictionary in the place of the entry's."""
    if remove_entry(facts, table, ordinal) is None:
        return None
    entry = table.entries[ordinal]
    dictionary = literal(dict(fields), quote_of(facts.source.slice(table.name_span(ordinal))))
    return _edited(facts, Edit(entry.value_span.shifted(table.starts[ordinal]), dictionary))


def _anew(facts: FileFacts, table: Table, ordinal: int, fields: Mapping[str, Any]) -> FileFacts | None:
    after = _edited(facts, remove_entry(facts, table, ordinal))
    name = table.entries[ordinal].name
    return None if after is None else _with_new(after, (table.variable,), name, fields)


def _edited(facts: FileFacts, edit: Edit | None) -> FileFacts | None:
    """What the text says after an edit; None if there is none, or the text does not parse any more."""
    if edit is None:
        return None
    source = SourceText(apply_edits(facts.source.data, (edit,)))
    after = read_source(facts.path, facts.place, source).facts
    return None if after.broken or not after.readable else after


def _is_as_asked(before: FileFacts, after: FileFacts, variables: Sequence[str], wanted: Entry) -> bool:
    """Whether the entry is there and says what it shall, and every other entry of every table what it said."""
    found = [table for table in _known(after, variables) if last_ordinal(table, wanted.name) is not None]
    if len(found) != 1 or not says_the_same(found[0].entries[last_ordinal(found[0], wanted.name) or 0], wanted):
        return False
    names = {*before.tables, *after.tables}
    return all(_others(before, name, found[0], wanted) == _others(after, name, found[0], wanted) for name in names)


def _others(facts: FileFacts, variable: str, changed: Table, wanted: Entry) -> list[Entry]:
    table = facts.table(variable)
    entries = table.entries if table is not None else ()
    return [one for one in entries if variable != changed.variable or one.name != wanted.name]
