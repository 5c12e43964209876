"""What can still be said of one entry in a broken text: its name, the fields that are whole, and the first fault.

Called for the pieces that `syntax.chunks` cuts; it must not look beyond the piece it is given.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.read_items import NO_SCOPE, Items, ItemsReader, Memo, Scope
from cursus_registry.facts.read_value import Lookup, no_names, read_value
from cursus_registry.facts.values import UNKNOWN, Value
from cursus_registry.syntax.chunks import Chunk, Region, may_lack_colon
from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.syntax.python import dictionary_of, parse_python
from cursus_registry.text import Span


def salvage_table(data: bytes, region: Region, memo: Memo, scope: Scope = NO_SCOPE) -> Items:
    """Read a broken table piece by piece."""
    reader = ItemsReader(region.variable, data, memo, scope)
    items = Items()
    for chunk in region.chunks:
        items.extend(_salvage_chunk(reader, chunk, region))
    return items


def _salvage_chunk(reader: ItemsReader, code: Chunk, region: Region) -> Items:
    """Read one piece of a table; the last one may end with the bracket that closes the table."""
    last = code[-1].end == region.span.end
    closed = last and sum((token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE) for token in code) < 0
    data = reader.data
    found = _read_whole(reader, code[:-1] if closed else code)
    if found is not None:
        if not closed:
            _blame_end(found, code[-1], last=last)
        return found
    close = _entry_close(data, code)
    found = _read_whole(reader, code[: close + 1]) if close is not None else None
    if close is None or found is None:
        return _Reader(data, code, reader.scope.lookup).read_entry()
    rest = code[close + 1 :]
    _blame_rest(found, data, rest[1:] if rest[0].kind is Kind.COMMA else rest)
    return found


def salvage_fields(data: bytes, name: str, start: int, name_end: int, span: Span) -> tuple[Entry, Problem | None]:
    """Read a broken dictionary that is not in a table, such as the metadata; places are relative to `start`."""
    code = tuple(token for token in tokens(data, span.start, span.end) if token.kind < Kind.NEWLINE)
    reader = _Reader(data, code, at=1, opening=code[0])
    reader.read_fields()
    head = (0, name_end - start, span.start - start, span.end - start)
    return reader.entry(name, head, start), reader.problem


def _entry_close(data: bytes, code: Chunk) -> int | None:
    """The index of the bracket that closes the dictionary of an entry that is written as it should be."""
    heads = [data[token.start : token.end] for token in code[1:3]]
    if heads != [b":", b"{"]:
        return None
    depth = 0
    for index, token in enumerate(code):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if index > 1 and depth == 0:
            return index
    return None


def _read_whole(reader: ItemsReader, code: Chunk) -> Items | None:
    """What some tokens say if they are whole entries, a comma behind them or not."""
    items = Items()
    if not code:
        return items
    inner = code[:-1] if code[-1].kind is Kind.COMMA else code
    if not inner or inner[-1].kind is Kind.COMMA:
        return None
    start, end = inner[0].start, inner[-1].end
    known = reader.memo.get(reader.data[start:end])
    if known:
        items.add(known, start)
        return items
    parsed = parse_python(b"{" + reader.data[start:end] + b"}")
    node = dictionary_of(parsed)
    return None if node is None else replace(reader, data=parsed.data, shift=start - 1).read(node)


def _blame_end(items: Items, end: Token, *, last: bool) -> None:
    if last:
        items.problems.append(_fault(end, "the table is not closed: '}' is missing"))
    elif end.kind is not Kind.COMMA:
        items.problems.append(_fault(end, "',' is missing between two entries"))


def _blame_rest(items: Items, data: bytes, rest: Chunk) -> None:
    """What stands behind an entry that is whole."""
    items.problems.append(_fault(rest[0], f"{_shown(data, rest[0])} is not expected here"))
    items.complete = not _hides_names(rest)


def _hides_names(rest: Chunk) -> bool:
    """Whether text that was not understood could hold another name, in quotes or by an operator such as `**`."""
    return any(token.kind in {Kind.STRING, Kind.UNCLOSED, Kind.OTHER} for token in rest)


def _fault(token: Token, message: str) -> Problem:
    return Problem("CUR001", Span(token.start, token.end), message)


def _shown(data: bytes, token: Token) -> str:
    text = data[token.start : token.end].decode("utf-8", "replace")
    return repr(text if len(text) <= 30 else f"{text[:29]}…")


@dataclass(slots=True)
class _Reader:
    """One damaged entry, token by token; keeps the first fault only."""

    data: bytes
    code: Chunk
    lookup: Lookup = no_names
    at: int = 0
    opening: Token | None = None
    problem: Problem | None = None
    fields: list[tuple[str, Value, Token, Span]] = field(default_factory=list)

    def read_entry(self) -> Items:
        """The entry that the tokens begin with, if they begin with a name."""
        head = self.code[0]
        name = self._string(head)
        self.at = 1
        if name is None or not (self._is(b":") or may_lack_colon(self.data, head)):
            self._blame(head, self._why(head))
            return self._items(None, self.code)
        if self._is(b":"):
            self.at += 1
        else:
            self._blame(head, "':' is missing after the name")
        if self.at >= len(self.code):
            self._blame(head, "the entry has no value yet")
            return self._items(None, ())
        if self._is(b"{"):
            self.opening = self.code[self.at]
            self.at += 1
        else:
            self._blame(self.code[self.at], "'{' is missing before the fields")
        first = self.code[self.at - 1]
        self.read_fields()
        self._blame(head, "the entry cannot be read")
        end = self.code[min(self.at, len(self.code)) - 1].end
        places = (0, head.end - head.start, first.start - head.start, end - head.start)
        return self._items(self.entry(name, places, head.start), self.code[self.at :])

    def _items(self, entry: Entry | None, rest: Chunk) -> Items:
        items = Items(problems=[self.problem] if self.problem else [], complete=not _hides_names(rest))
        if entry:
            items.add(entry, self.code[0].start)
        return items

    def read_fields(self) -> None:
        while self.at < len(self.code):
            token = self.code[self.at]
            if self._is(b"}"):
                self.at += 1
                return
            if token.kind is Kind.COMMA:
                self.at += 1
            elif token.kind is Kind.STRING:
                self._read_field()
            else:
                self._blame(token, self._why(token))
                self.at += 1
        if self.opening is not None:
            self._blame(self.opening, "'{' is never closed")

    def entry(self, name: str, head: tuple[int, int, int, int], start: int) -> Entry:
        places = array("I", head)
        for _, _, key, span in self.fields:
            places.extend((key.start - start, key.end - start, span.start - start, span.end - start))
        names = tuple(found for found, _, _, _ in self.fields)
        values = tuple(value for _, value, _, _ in self.fields)
        return Entry(name, names, values, Shape.DAMAGED, False, places)

    def _read_field(self) -> None:
        key = self.code[self.at]
        name = self._string(key)
        self.at += 1
        if not self._is(b":"):
            self._blame(key, "':' is missing after the field name")
            return
        self.at += 1
        value = self._value_tokens()
        if not value:
            self._blame(key, "the field has no value yet")
            return
        span = Span(value[0].start, value[-1].end)
        if name is not None:
            self.fields.append((name, self._evaluate(span), key, span))

    def _value_tokens(self) -> list[Token]:
        """The tokens up to the comma or bracket that ends a value, or to the next field."""
        found: list[Token] = []
        depth = 0
        while self.at < len(self.code):
            token = self.code[self.at]
            if depth == 0 and (token.kind is Kind.COMMA or token.kind is Kind.CLOSE):
                break
            if self._starts_field() and (depth == 0 or token.first):
                previous = found[-1] if found else token
                self._blame(previous, "',' is missing between two fields" if depth == 0 else "a bracket is not closed")
                break
            if token.kind is Kind.UNCLOSED:
                self._blame(token, "the string is not closed")
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            found.append(token)
            self.at += 1
        return found

    def _starts_field(self) -> bool:
        follows = self.at + 1 < len(self.code) and self.code[self.at + 1].kind is Kind.COLON
        return follows and self.code[self.at].kind is Kind.STRING

    def _evaluate(self, span: Span) -> Value:
        parsed = parse_python(b"(" + self.data[span.start : span.end] + b")")
        if parsed.has_error or len(parsed.root.named_children) != 1:
            return UNKNOWN
        return read_value(parsed.root.named_children[0].named_children[0], parsed.data, [], self.lookup)

    def _string(self, token: Token) -> str | None:
        value = self._evaluate(Span(token.start, token.end))
        return value if isinstance(value, str) else None

    def _is(self, text: bytes) -> bool:
        token = self.code[self.at] if self.at < len(self.code) else None
        return token is not None and self.data[token.start : token.end] == text

    def _why(self, token: Token) -> str:
        if token.kind is Kind.UNCLOSED:
            return "the string is not closed"
        return f"{_shown(self.data, token)} is not expected here"

    def _blame(self, token: Token, message: str) -> None:
        if self.problem is None:
            self.problem = _fault(token, message)
