"""Where in a registry the cursor is: at a table's names, an entry's fields, a value, or an item of a list.

Read from the tokens between the start of the entry and the cursor, so that broken text does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.registry import METADATA
from cursus_registry.features.completion.token import TypedToken, token_at, typed_token
from cursus_registry.syntax.lexer import Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A place in a table. Without `entry` it is a name's place; without `field` that of a field's name.

    `colon` is true if a colon follows already. `ordinal` is that of the entry which it belongs to, if it is known.
    """

    table: Table
    token: TypedToken
    entry: str | None
    ordinal: int | None
    field: str | None
    colon: bool


def find_table_place(facts: FileFacts, data: bytes, offset: int) -> TablePlace | None:
    """The place at an offset; None outside all tables, in comments, and where nothing can be proposed."""
    table = _table_at(facts, data, offset)
    if table is None:
        return None
    ordinal = _entry_before(table, offset)
    start = table.starts[ordinal] if ordinal is not None else table.span.start + 1
    if table.variable == METADATA:
        ordinal, start = None, table.span.start
    line_end = data.find(b"\n", offset)
    stream = list(tokens(data, start, line_end if line_end >= 0 else len(data)))
    if any(token.kind is Kind.COMMENT and token.start < offset <= token.end for token in stream):
        return None
    code = [token for token in stream if token.kind < Kind.NEWLINE]
    under = token_at(data, code, offset)
    if under is None and any(token.kind is Kind.STRING and offset in (token.start, token.end) for token in code):
        return None
    before = [token for token in code if token.end <= offset and token is not under]
    typed = typed_token(data, under, offset)
    before = [token for token in before if token.end <= typed.span.start]
    behind = under.end if under and under.kind is Kind.STRING else typed.span.end
    after = next(tokens(data, behind, line_end if line_end >= 0 else len(data)), None)
    colon = after is not None and after.kind is Kind.COLON
    place = _place(data, table, ordinal, before, typed, colon=colon)
    is_last = under is not None and under.kind is Kind.STRING and (after is None or after.kind is Kind.CLOSE)
    if place is None or place.field is not None or not is_last:
        return place
    return replace(place, token=place.token.reopened(data, behind))


def _place(
    data: bytes, table: Table, ordinal: int | None, before: list[Token], typed: TypedToken, *, colon: bool
) -> TablePlace | None:
    depth, key, in_value, name = 0, None, False, None
    last: Token | None = None
    for token in before:
        if token.kind is Kind.OPEN:
            depth += 1
        elif token.kind is Kind.CLOSE:
            depth -= 1
        if depth <= 1 and token.kind is Kind.COMMA:
            key, in_value = None, False
        elif depth == 1 and token.kind is Kind.COLON:
            key, in_value = (_string(data, last) if last else None), True
        elif depth == 0 and token.kind is Kind.STRING and name is None:
            name = _string(data, token)
        last = token
    if depth <= 0:
        ended = last is None or last.kind in {Kind.COMMA, Kind.CLOSE} or table.variable == METADATA
        is_its_own = last is None and ordinal is not None and typed.span.start > table.starts[ordinal]
        return TablePlace(table, typed, None, ordinal if is_its_own else None, None, colon) if ended else None
    entry = METADATA if table.variable == METADATA else name or ""
    if depth == 1 and not in_value:
        return TablePlace(table, typed, entry, ordinal, None, colon)
    return TablePlace(table, typed, entry, ordinal, key, colon) if key is not None and depth <= 2 else None


def _table_at(facts: FileFacts, data: bytes, offset: int) -> Table | None:
    """The table around an offset; a broken one reaches to where something else begins."""
    for table in facts.tables.values():
        if not table.span.end or table.alias_of or data[table.span.start : table.span.start + 1] != b"{":
            continue
        if table.span.start < offset < table.span.end:
            return table
        if facts.broken and offset >= table.span.end and not data[table.span.end : offset].strip():
            return table
    return None


def _entry_before(table: Table, offset: int) -> int | None:
    found = None
    for ordinal, start in enumerate(table.starts):
        if start <= offset:
            found = ordinal
    return found


def _string(data: bytes, token: Token) -> str | None:
    inside = typed_token(data, token, token.start + 1)
    return inside.typed if token.kind is Kind.STRING else None
