"""Fields of an entry and items of a list: one more, one less. Knows no tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.edits.displays import append_item, code_between, remove_from
from cursus_registry.edits.literals import literal
from cursus_registry.edits.ownership import is_own
from cursus_registry.edits.scalars import insert_line, is_interface
from cursus_registry.edits.strings import quote_of, quoted
from cursus_registry.facts.entry import Entry, Shape
from cursus_registry.facts.literal import parse_item_spans
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.text import Edit, Span

FieldValue = str | int | list[str]


def insert_field(facts: FileFacts, table: Table, ordinal: int, name: str, value: FieldValue) -> Edit | None:
    """A field at the end of an entry's dictionary, laid out and quoted as its other fields are.

    None for an entry that is no dictionary display in this file.
    """
    entry, start = table.entries[ordinal], table.starts[ordinal]
    span = entry.value_span.shifted(start)
    if is_interface(facts):
        return insert_line(facts.source, span, name, value)
    if not _is_display(facts, table, ordinal):
        return None
    quote = _quote(facts, entry, start)
    return append_item(facts.source, span, f"{quoted(name, quote)}: {literal(value, quote)}")


def insert_fields(facts: FileFacts, table: Table, ordinal: int, fields: Mapping[str, Any]) -> Edit | None:
    """Several fields at the end of an entry's dictionary, in one edit: on lines of their own if the first gets one.

    None for an entry that is no dictionary display in this file. Raises ValueError for a value without a literal.
    """
    entry, start = table.entries[ordinal], table.starts[ordinal]
    span = entry.value_span.shifted(start)
    if is_interface(facts):
        lines = [insert_line(facts.source, span, name, value) for name, value in fields.items()]
        texts = [line.new_text for line in lines if line]
        return Edit(lines[0].span, "".join(texts)) if lines[0] and len(texts) == len(lines) else None
    if not _is_display(facts, table, ordinal):
        return None
    quote = _quote(facts, entry, start)
    items = [f"{quoted(name, quote)}: {literal(value, quote)}" for name, value in fields.items()]
    first = append_item(facts.source, span, items[0])
    separator = ",\n" if first and len(first.new_text.splitlines()) > 1 else ", "
    return append_item(facts.source, span, separator.join(items))


def remove_field(facts: FileFacts, table: Table, ordinal: int, field_index: int) -> Edit | None:
    """One field taken out of an entry's dictionary, with its comma and its line if it has one for itself."""
    entry, start = table.entries[ordinal], table.starts[ordinal]
    if is_interface(facts) or not _is_display(facts, table, ordinal):
        return None
    fields = [Span(field.key_span.start, field.value_span.end).shifted(start) for field in entry.items()]
    field = list(entry.items())[field_index]
    between = code_between(facts.source.data, field.key_span.end + start, field.value_span.start + start)
    item = fields[field_index]
    inside = entry.value_span.shifted(start)
    if between != [b":"] or not (inside.start < item.start and item.end < inside.end):
        return None
    floor = max((other.end for other in fields if inside.start < other.end <= item.start), default=inside.start)
    return remove_from(facts.source, item, floor)


def remove_item(facts: FileFacts, list_span: Span, index: int) -> Edit | None:
    """One item taken out of the list display at a stretch; None if there is none, or a set would become a dict."""
    opening = facts.source.data[list_span.start : list_span.start + 1]
    if is_interface(facts) or opening not in {b"[", b"(", b"{"}:
        return None
    items = parse_item_spans(facts.source.data, list_span)
    if not 0 <= index < len(items) or (opening == b"{" and len(items) == 1):
        return None
    floor = items[index - 1].end if index else list_span.start
    if opening == b"(" and len(items) == 2 and index == 0:
        return _lone(facts, items, list_span)
    return remove_from(facts.source, items[index], floor, keep_comma=opening == b"(")


def _is_display(facts: FileFacts, table: Table, ordinal: int) -> bool:
    """Whether an entry is a whole dictionary display, right behind its name, and its table's own."""
    entry, start = table.entries[ordinal], table.starts[ordinal]
    span = entry.value_span.shifted(start)
    data = facts.source.data
    if entry.shape is not Shape.MAPPING or data[span.start : span.start + 1] != b"{":
        return False
    between = code_between(data, entry.name_span.end + start, span.start)
    is_whole = bool(between) and between[-1] in {b":", b"="} and data[span.end - 1 : span.end] == b"}"
    return is_whole and is_own(facts, table, span)


def _lone(facts: FileFacts, items: list[Span], list_span: Span) -> Edit:
    """The first of two items of a tuple taken out: the one that stays needs a comma."""
    kept = items[1]
    has_comma = b"," in code_between(facts.source.data, kept.end, list_span.end)
    return Edit(Span(items[0].start, kept.end), facts.source.slice(kept) + ("" if has_comma else ","))


def _quote(facts: FileFacts, entry: Entry, start: int) -> str:
    spans = [field.key_span for field in entry.items() if field.name is not None][-1:] or [entry.name_span]
    return quote_of(facts.source.slice(spans[0].shifted(start)))
