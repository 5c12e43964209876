"""What can still be said of one entry in a broken text: its name, the fields that are whole, and the first fault.

Called for the pieces that `syntax.chunks` cuts; it must not look beyond the piece it is given.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.read_entry import read_entry
from cursus_registry.facts.values import UNKNOWN, Value, read_value
from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import Span


@dataclass(slots=True)
class Salvaged:
    """What a piece of text holds. `hides_names` is true if another name may be hidden in it."""

    entry: Entry | None
    problem: Problem | None
    hides_names: bool


def salvage_chunk(data: bytes, span: Span, *, last: bool) -> Salvaged:
    """Read one piece of a table; the last one may end with the bracket that closes the table."""
    code = [token for token in tokens(data, span.start, span.end) if token.kind < Kind.NEWLINE]
    close = _entry_close(data, code)
    if close is not None:
        entry = _read_whole(data, Span(code[0].start, code[close].end))
        if entry is not None:
            problem, hides = _after(data, code[close + 1 :], code[close], last=last)
            return Salvaged(entry, problem, hides)
    reader = _Reader(data, code)
    return reader.read_entry()


def salvage_fields(data: bytes, name: str, start: int, name_end: int, span: Span) -> tuple[Entry, Problem | None]:
    """Read a broken dictionary that is not in a table, such as the metadata; places are relative to `start`."""
    code = [token for token in tokens(data, span.start, span.end) if token.kind < Kind.NEWLINE]
    reader = _Reader(data, code, at=1, opening=code[0] if code else None)
    reader.read_fields()
    head = (0, name_end - start, span.start - start, span.end - start)
    return reader.entry(name, head, start), reader.problem


def _entry_close(data: bytes, code: list[Token]) -> int | None:
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


def _read_whole(data: bytes, span: Span) -> Entry | None:
    parsed = parse_python(b"{" + data[span.start : span.end] + b"}")
    if parsed.has_error:
        return None
    statement = parsed.root.named_children[0]
    table = statement.named_children[0]
    pairs = [child for child in table.named_children if child.type == "pair"]
    if table.type != "dictionary" or len(pairs) != 1:
        return None
    key, value = (child for child in pairs[0].named_children if child.type != "comment")
    name = read_value(key, parsed.data, [])
    return read_entry(name, key, value, parsed.data) if isinstance(name, str) else None


def _after(data: bytes, rest: list[Token], close: Token, *, last: bool) -> tuple[Problem | None, bool]:
    """What is wrong behind an entry that is whole."""
    comma = bool(rest) and rest[0].kind is Kind.COMMA
    rest = rest[1:] if comma else rest
    if last and rest and data[rest[-1].start : rest[-1].end] == b"}" and len(rest) == 1:
        return None, False
    if rest:
        stray = rest[0]
        hides = any(token.kind in {Kind.STRING, Kind.UNCLOSED} for token in rest)
        return _fault(stray, f"{_shown(data, stray)} is not expected here"), hides
    if last:
        return _fault(close, "the table is not closed: '}' is missing"), False
    return (None, False) if comma else (_fault(close, "',' is missing between two entries"), False)


def _fault(token: Token, message: str) -> Problem:
    return Problem("CUR001", Span(token.start, token.end), message)


def _shown(data: bytes, token: Token) -> str:
    text = data[token.start : token.end].decode("utf-8", "replace")
    return repr(text if len(text) <= 30 else f"{text[:29]}…")


@dataclass(slots=True)
class _Reader:
    """One damaged entry, token by token; keeps the first fault only."""

    data: bytes
    code: list[Token]
    at: int = 0
    opening: Token | None = None
    problem: Problem | None = None
    fields: list[tuple[str, Value, Token, Span]] = field(default_factory=list)

    def read_entry(self) -> Salvaged:
        head = self.code[0]
        name = self._string(head)
        self.at = 1
        if self._is(b":"):
            self.at += 1
        else:
            self._blame(head, "':' is missing after the name")
        if self.at >= len(self.code):
            self._blame(head, "the entry has no value yet")
            return Salvaged(None, self.problem, hides_names=False)
        if self._is(b"{"):
            self.opening = self.code[self.at]
            self.at += 1
        else:
            self._blame(self.code[self.at], "'{' is missing before the fields")
        first = self.code[self.at - 1]
        self.read_fields()
        if name is None:
            return Salvaged(None, self.problem or self._unclear(head), hides_names=True)
        end = self.code[min(self.at, len(self.code)) - 1].end
        places = (0, head.end - head.start, first.start - head.start, end - head.start)
        hides = any(token.kind in {Kind.STRING, Kind.UNCLOSED} for token in self.code[self.at :])
        return Salvaged(self.entry(name, places, head.start), self.problem or self._unclear(head), hides)

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
        return read_value(parsed.root.named_children[0].named_children[0], parsed.data, [])

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

    def _unclear(self, token: Token) -> Problem:
        return _fault(token, "the entry cannot be read")
