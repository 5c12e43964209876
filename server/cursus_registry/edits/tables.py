"""Entries of tables, and tables: put in, taken out, copied. Knows nothing of fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cursus_registry.edits.displays import (
    append_item,
    code_between,
    dedented,
    indent_unit,
    indented,
    line_end,
    remove_from,
)
from cursus_registry.edits.scalars import DOUBLE, is_interface
from cursus_registry.edits.strings import quote_of, quoted
from cursus_registry.facts.entry import Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.registry import METADATA
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import Edit, Span

_LINE_END = re.compile(rb"\r\n|\n|\r")


def insert_entry(facts: FileFacts, table: Table, name: str, text: str) -> Edit | None:
    """An entry at the end of a table, laid out and quoted as its other entries are.

    `text` is the dictionary as source, dedented (see `entry_source`). None if the table is no dictionary display.
    """
    data = facts.source.data
    if is_interface(facts) or data[table.span.start : table.span.start + 1] != b"{":
        return None
    if table.entries and table.entries[-1].shape is Shape.DAMAGED:
        return None
    quote = quote_of(facts.source.slice(table.name_span(len(table.entries) - 1))) if table.entries else '"'
    return append_item(facts.source, table.span, f"{quoted(name, quote)}: {text}", spread=True)


def remove_entry(facts: FileFacts, table: Table, ordinal: int) -> Edit | None:
    """An entry taken out with its comma; with its lines, the comment lines directly above and the comment at its end,
    if it has its lines for itself. None if it is no `name: value` of a dictionary display.
    """
    entry, start = table.entries[ordinal], table.starts[ordinal]
    name_end, value_start = entry.name_span.end + start, entry.value_span.start + start
    if is_interface(facts) or entry.shape is Shape.DAMAGED:
        return None
    if code_between(facts.source.data, name_end, value_start) != [b":"]:
        return None
    before = table.entry_span(ordinal - 1).end if ordinal else table.span.start
    floor = next((at for at in (before, table.span.start) if 0 < at <= start), 0)
    return remove_from(facts.source, table.entry_span(ordinal), floor)


def entry_source(facts: FileFacts, table: Table, ordinal: int) -> str:
    """The dictionary of an entry as source, dedented: what `insert_entry` takes, to move or copy the entry."""
    return dedented(facts.source, table.entries[ordinal].value_span.shifted(table.starts[ordinal]))


def insert_table(facts: FileFacts, variable: str, entries: Sequence[tuple[str, str]] = ()) -> Edit:
    """A new table behind the others, else at the end of the file, with a blank line between; empty, or with some
    entries given by name and dictionary as source. Only for a file that parses.
    """
    source = facts.source
    newline = line_end(source, Span(0, 0))
    indent = indent_unit(source)
    lines = [indented(f"{quoted(name, DOUBLE)}: {text},", indent, newline) for name, text in entries]
    inside = "".join(f"{newline}{indent}{line}" for line in lines)
    table = f"{variable} = {{{inside}{newline if inside else ''}}}"
    at = _end_of_tables(facts)
    before, behind = source.data[:at].rstrip(), source.data[at:]
    gap = newline * 2 if before else ""
    if not behind.strip():
        return Edit(Span(len(before), len(source.data)), f"{gap}{table}{newline}")
    blank = behind[: len(behind) - len(behind.lstrip())]
    return Edit(Span(at, at), f"{gap}{table}{newline * max(2 - len(_LINE_END.findall(blank)), 0)}")


def _end_of_tables(facts: FileFacts) -> int:
    """The end of the line on which the last table ends, its whole statement taken; the end of a file without any."""
    source = facts.source
    tables = [table for table in facts.tables.values() if table.span.end]
    steps = [table for table in tables if table.variable != METADATA]
    at = max((table.span.end for table in steps or tables), default=None)
    if at is None:
        return len(source.data)
    for statement in parse_python(source.data).root.named_children:
        end = source.line_span(source.line_at(at)).end
        if statement.start_byte <= end:
            at = max(at, len(source.data[: statement.end_byte].rstrip()))
    return source.line_span(source.line_at(at)).end
