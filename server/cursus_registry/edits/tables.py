"""Entries of tables, and tables: put in, taken out, copied. Knows nothing of fields."""

from __future__ import annotations

from itertools import pairwise

from cursus_registry.edits.displays import (
    append_block,
    append_item,
    block_of,
    code_between,
    inner_block,
    remove_from,
    reorder_items,
)
from cursus_registry.edits.lines import LINE_END, dedented, indent_at, indent_unit, indented, line_end
from cursus_registry.edits.ownership import is_own
from cursus_registry.edits.scalars import is_interface
from cursus_registry.edits.strings import DOUBLE_QUOTE, quote_of, quoted
from cursus_registry.facts.entry import Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.registry import METADATA
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import Edit, Span

_CONSTANTS = frozenset({b"True", b"False", b"None"})


def insert_entry(facts: FileFacts, table: Table, name: str, text: str) -> Edit | None:
    """An entry at the end of a table, laid out and quoted as its other entries are.

    `text` is the dictionary as source, dedented (see `entry_source`). None if the table is no dictionary display.
    """
    if not _is_display(facts, table):
        return None
    if not table.entries:
        return append_block(facts.source, table.span, f"{quoted(name, DOUBLE_QUOTE)}: {text},")
    quote = quote_of(facts.source.slice(table.name_span(len(table.entries) - 1)))
    return append_item(facts.source, table.span, f"{quoted(name, quote)}: {text}", table.starts[-1])


def insert_block(facts: FileFacts, table: Table, block: str) -> Edit | None:
    """Entries as lines, comments among them (see `entry_block`), at the end of a table, on lines of their own."""
    floor = table.starts[-1] if table.entries else 0
    return append_block(facts.source, table.span, block, floor) if _is_display(facts, table) else None


def remove_entry(facts: FileFacts, table: Table, ordinal: int) -> Edit | None:
    """An entry taken out with its comma; with its lines, the comment lines directly above and the comment at its end,
    if it has its lines for itself. None if it is no `name: value` of a dictionary display.
    """
    if not _is_item(facts, table, ordinal):
        return None
    return remove_from(facts.source, table.entry_span(ordinal), _floor(table, ordinal))


def sort_entries(facts: FileFacts, table: Table) -> tuple[Edit, ...]:
    """The entries of a table by name, each with its lines and comments; of one name the later one stays the later.

    No edits where they are in order, or where the table is more than one dictionary display of `name: value`.
    """
    spans = [table.entry_span(ordinal) for ordinal in range(len(table.entries))]
    if len(spans) < 2 or not _is_display(facts, table) or not _has_only(facts, table, spans):
        return ()
    names = [entry.name for entry in table.entries]
    order = sorted(range(len(names)), key=lambda at: (names[at].casefold(), names[at]))
    return () if order == list(range(len(names))) else reorder_items(facts.source, spans, order) or ()


def _has_only(facts: FileFacts, table: Table, spans: list[Span]) -> bool:
    """Whether a display has these entries, in this order, and nothing else."""
    if any(entry.shape is Shape.SPREAD for entry in table.entries):
        return False
    if not all(_is_item(facts, table, ordinal) for ordinal in range(len(spans))):
        return False
    inside = Span(table.span.start + 1, table.span.end - 1)
    bounds = [Span(inside.start, inside.start), *spans, Span(inside.end, inside.end)]
    if any(one.end > two.start for one, two in pairwise(bounds)):
        return False
    between = [code_between(facts.source.data, one.end, two.start) for one, two in pairwise(bounds)]
    return not between[0] and between[-1] in ([], [b","]) and all(code == [b","] for code in between[1:-1])


def entry_source(facts: FileFacts, table: Table, ordinal: int) -> str:
    """The dictionary of an entry as source, dedented: what `insert_entry` takes, to move or copy the entry."""
    span = table.entries[ordinal].value_span.shifted(table.starts[ordinal])
    return dedented(facts.source, span, len(indent_at(facts.source, span.start)))


def entry_block(facts: FileFacts, table: Table, ordinal: int) -> str | None:
    """What `remove_entry` takes out, as lines at the left margin with a comma: what `insert_block` takes."""
    if not _is_item(facts, table, ordinal):
        return None
    return block_of(facts.source, table.entry_span(ordinal), _floor(table, ordinal))


def table_block(facts: FileFacts, table: Table) -> str | None:
    """All entries of a table, with the comments among them, as lines: what `insert_block` takes."""
    return inner_block(facts.source, table.span) if _is_display(facts, table) else None


def is_self_contained(block: str) -> bool:
    """Whether source names nothing that would have to be defined where it is put."""
    data = block.encode("utf-8", "surrogatepass")
    return all(data[token.start : token.end] in _CONSTANTS for token in tokens(data) if token.kind is Kind.NAME)


def insert_table(facts: FileFacts, variable: str, block: str = "") -> Edit:
    """A new table behind the others, else at the end of the file, with a blank line between; empty, or with entries
    as lines (see `entry_block`). Only for a file that parses.
    """
    source = facts.source
    newline, indent = line_end(source), indent_unit(source)
    inside = f"{newline}{indent}{indented(block, indent, newline)}{newline}" if block else ""
    table = f"{variable} = {{{inside}}}"
    at = _end_of_tables(facts)
    before, behind = source.data[:at].rstrip(), source.data[at:]
    gap = newline * 2 if before else ""
    if not behind.strip():
        return Edit(Span(len(before), len(source.data)), f"{gap}{table}{newline}")
    blank = behind[: len(behind) - len(behind.lstrip())]
    return Edit(Span(at, at), f"{gap}{table}{newline * max(2 - len(LINE_END.findall(blank)), 0)}")


def _is_display(facts: FileFacts, table: Table) -> bool:
    opening = facts.source.data[table.span.start : table.span.start + 1]
    last = table.entry_span(len(table.entries) - 1) if table.entries else table.span
    damaged = table.entries and table.entries[-1].shape is Shape.DAMAGED
    is_inside = table.span.start <= last.start and last.end <= table.span.end
    return opening == b"{" and is_inside and not damaged and not is_interface(facts)


def _is_item(facts: FileFacts, table: Table, ordinal: int) -> bool:
    """Whether an entry is a `name: value` between commas or brackets, and its table's own."""
    entry, start = table.entries[ordinal], table.starts[ordinal]
    if is_interface(facts) or entry.shape is Shape.DAMAGED:
        return False
    between = code_between(facts.source.data, entry.name_span.end + start, entry.value_span.start + start)
    return between == [b":"] and is_own(facts, table, table.entry_span(ordinal))


def _floor(table: Table, ordinal: int) -> int:
    """A place before an entry from which on the tokens between can be told."""
    before = table.entry_span(ordinal - 1).end if ordinal else table.span.start
    start = table.starts[ordinal]
    return next((at for at in (before, table.span.start) if 0 < at <= start), 0)


def _end_of_tables(facts: FileFacts) -> int:
    """The end of the line on which the last table ends, its whole statement taken; the end of a file without any."""
    source = facts.source
    tables = [table for table in facts.tables.values() if table.span.end]
    steps = [table for table in tables if table.variable != METADATA]
    at = max((table.span.end for table in steps or tables), default=None)
    if at is None:
        return len(source.data)
    depth = 0
    for token in tokens(source.data, at):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.kind is Kind.NEWLINE and depth <= 0:
            return token.start
    return len(source.data)
