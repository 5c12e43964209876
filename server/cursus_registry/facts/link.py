"""Puts the values of other files' names where a file's facts refer to them. Where those come from, it must not know."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read_entry import NOT_STATIC, with_article
from cursus_registry.facts.read_items import Items, laid_over
from cursus_registry.facts.values import (
    UNKNOWN,
    DictValue,
    ListValue,
    Reference,
    Spread,
    Value,
    merge,
    parts_of,
    value_type,
)
from cursus_registry.text import Span

Resolve = Callable[[Reference], Value]
"""The value that a reference leads to, with no reference left in it."""


def link_facts(facts: FileFacts, resolve: Resolve) -> FileFacts:
    """The facts with every reference followed. What leads nowhere is unknown, and CUR003 says so where it stands."""
    problems = list(facts.problems)
    tables = {name: _link_table(table, resolve, problems) for name, table in facts.tables.items()}
    ordered = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.span))
    return replace(facts, tables=tables, problems=ordered, references=False)


def has_references(tables: Iterable[Table]) -> bool:
    """Whether any entry refers to what another file defines."""
    entries = (entry for table in tables for entry in table.entries if not entry.pure or entry.shape is Shape.SPREAD)
    return any(_refers(value) for entry in entries for value in entry.values)


def follow(value: Value, resolve: Resolve) -> Value:
    """A value with its references followed."""
    match value:
        case Reference():
            return resolve(value)
        case ListValue(kind, items):
            return ListValue(kind, tuple(_followed_items(items, resolve))) if _refers(value) else value
        case DictValue(keys, values, complete):
            if not _refers(value):
                return value
            parts = (
                resolve(key.source) if isinstance(key, Spread) else DictValue((key,), (follow(item, resolve),), True)
                for key, item in zip(keys, values, strict=True)
            )
            return merge([DictValue((), (), complete), *parts])
    return value


def _followed_items(items: Iterable[Value], resolve: Resolve) -> Iterator[Value]:
    for item in items:
        inner = resolve(item.source) if isinstance(item, Spread) else None
        if isinstance(inner, ListValue):
            yield from inner.items
        else:
            yield UNKNOWN if isinstance(item, Spread) else follow(item, resolve)


def _refers(value: Value) -> bool:
    return any(isinstance(part, Reference | Spread) for part in parts_of(value))


def _link_table(table: Table, resolve: Resolve, problems: list[Problem]) -> Table:
    if not has_references([table]):
        return table
    parts = [Items()]
    for entry, start in zip(table.entries, table.starts, strict=True):
        if entry.shape is Shape.SPREAD:
            parts += [_spread_table(table, entry, start, resolve), Items()]
        else:
            linked = entry if entry.pure else _link_entry(entry, resolve)
            parts[-1].add(linked, start)
            new = linked.problems[len(entry.problems) :]
            problems += [problem._replace(span=problem.span.shifted(start)) for problem in new]
    items = laid_over(parts, display=parts[::2])
    for part in parts[1::2]:
        problems += part.all_problems()
    return replace(table, entries=tuple(items.entries), starts=items.starts, complete=table.complete and items.complete)


def _spread_table(table: Table, mark: Entry, start: int, resolve: Resolve) -> Items:
    """The entries of another file's table; all stand where its name does."""
    span = mark.value_span.shifted(start)
    [spread] = mark.values
    value = resolve(spread.source) if isinstance(spread, Spread) else UNKNOWN
    if not isinstance(value, DictValue):
        return Items(problems=[_problem(value, span, f"entries of {table.variable}")], complete=False)
    items = Items(complete=value.complete)
    if not value.complete:
        items.problems.append(_problem(UNKNOWN, span, f"entries of {table.variable}"))
    for key, item in zip(value.keys, value.values, strict=True):
        if isinstance(key, str):
            items.add(_entry_of(key, item, len(span)), start)
        else:
            message = f"a step name is {with_article(value_type(key))}, not a string"
            items.problems.append(Problem("CUR004", span, message))
    return items


def _entry_of(name: str, value: Value, length: int) -> Entry:
    place = (0, length, 0, length)
    if not isinstance(value, DictValue):
        shape = Shape.UNKNOWN if value is UNKNOWN else Shape.OTHER
        problem = _problem(value, Span(0, length), f"the entry of {name!r}")
        return Entry(name, (), (), shape, False, array("I", place), (problem,), pure=False)
    fields = tuple(key if isinstance(key, str) else None for key in value.keys)
    places = array("I", place * (len(fields) + 1))
    return Entry(name, fields, value.values, Shape.MAPPING, value.complete, places, pure=False)


class _Field(NamedTuple):
    name: str | None
    value: Value
    place: tuple[int, int, int, int]
    spread: bool


def _link_entry(entry: Entry, resolve: Resolve) -> Entry:
    fields: list[_Field] = []
    problems = list(entry.problems)
    shape, complete = entry.shape, entry.complete
    for field in entry.items():
        place = (*field.key_span, *field.value_span)
        if not isinstance(field.value, Spread):
            value = follow(field.value, resolve)
            if value is UNKNOWN and field.value is not UNKNOWN:
                problems.append(_problem(value, field.value_span, f"{field.name!r} of {entry.name!r}"))
            fields.append(_Field(field.name, value, place, spread=False))
            continue
        source = resolve(field.value.source)
        if isinstance(source, DictValue):
            pairs = zip(source.keys, source.values, strict=True)
            fields += [_Field(key if isinstance(key, str) else None, item, place, spread=True) for key, item in pairs]
        elif len(entry.fields) == 1:
            shape = Shape.UNKNOWN if source is UNKNOWN else Shape.OTHER
        if not isinstance(source, DictValue) or not source.complete:
            complete = False
            problem = _problem(
                UNKNOWN if isinstance(source, DictValue) else source, field.value_span, _fields_of(entry)
            )
            problems.append(problem)
    return replace(_rebuilt(entry, fields), shape=shape, complete=complete, problems=tuple(problems))


def _rebuilt(entry: Entry, fields: list[_Field]) -> Entry:
    """The entry with other fields; of a name that a spread brings too the last counts."""
    later: set[str | None] = set()
    later_spread: set[str | None] = set()
    kept: list[_Field] = []
    for field in reversed(fields):
        if field.name is None or field.name not in (later if field.spread else later_spread):
            kept.append(field)
        later.add(field.name)
        if field.spread:
            later_spread.add(field.name)
    kept.reverse()
    places = array("I", entry.places[:4])
    for field in kept:
        places.extend(field.place)
    names, values = tuple(field.name for field in kept), tuple(field.value for field in kept)
    return replace(entry, fields=names, values=values, places=places)


def _fields_of(entry: Entry) -> str:
    return f"fields of {entry.name!r}"


def _problem(value: Value, span: Span, what: str) -> Problem:
    if value is UNKNOWN:
        return Problem("CUR003", span, f"{what}: {NOT_STATIC}")
    return Problem("CUR005", span, f"{what}: {with_article(value_type(value))} stands here, not a dictionary")
