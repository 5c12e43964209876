"""Tables that a parser loses in a broken text, found again and cut into their entries.

A table runs from `NAME = {` at the left margin to the next statement there. An entry starts where a quoted name
stands at the entries' indentation, whatever the brackets before it say: that is what keeps one half-typed entry
from taking its neighbours along. It must not know what stands inside an entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.text import Span

Chunk = tuple[Token, ...]


class Region(NamedTuple):
    """A table in a broken text: its variable, where that stands, the text from its bracket on, and its pieces.

    A piece is the code in it, without comments and line ends. Each begins with the name of an entry, but the first
    may be what stands before all names. `closed`: the brackets match, so that the table itself may well be whole.
    """

    variable: str
    variable_span: Span
    span: Span
    chunks: tuple[Chunk, ...]
    closed: bool


_STATEMENTS = frozenset(
    {"def", "class", "import", "from", "if", "elif", "else", "for", "while", "try", "except", "finally", "with"}
    | {"return", "raise", "assert", "del", "async", "pass", "global", "nonlocal", "match", "type"}
)
_SNAKE = re.compile(rb"[\"'][a-z0-9_]+[\"']\Z")
_NAME = re.compile(rb"[\"'][A-Z][\w-]*[\"']\Z")
_ONE_LINE_HEAD = re.compile(rb"""(["'])[A-Z][\w-]*\1\s*(?::?\s*\{|:\s*(["'])[a-z_]+\2\s*:)""")


def find_regions(data: bytes, variables: Collection[str]) -> list[Region]:
    """The tables assigned to any of the variables, in the order of the text."""
    stream = list(tokens(data))
    regions, index = [], 0
    while index < len(stream):
        opening = _table_opening(data, stream, index, variables)
        if opening is None:
            index += 1
            continue
        limit = _region_end(data, stream, opening)
        end = _closing(data, stream, opening, limit) or limit
        code = [token for token in stream[opening:end] if token.kind < Kind.NEWLINE]
        span = Span(code[0].start, code[-1].end)
        name = Span(stream[index].start, stream[index].end)
        variable = data[name.start : name.end].decode()
        closed = sum((token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE) for token in code) == 0
        regions.append(Region(variable, name, span, _chunks(data, code[1:], span), closed))
        index = end
    return regions


def _table_opening(data: bytes, stream: Sequence[Token], index: int, variables: Collection[str]) -> int | None:
    """The index of the bracket that opens a table, if an assignment to one of the variables starts here."""
    token = stream[index]
    if not _at_margin(data, token) or token.kind is not Kind.NAME:
        return None
    if data[token.start : token.end].decode("utf-8", "replace") not in variables:
        return None
    behind = stream[index + 1] if index + 1 < len(stream) else token
    if data[behind.start : behind.end] in {b"[", b"."}:
        return None  # something is done to the table: that is no place where it begins
    for ahead in range(index + 1, min(index + 60, len(stream) - 1)):
        current, following = stream[ahead], stream[ahead + 1]
        if current.kind is Kind.NEWLINE:
            return None
        if data[current.start : current.end] == b"=" and data[current.start - 1 : current.start] not in b"|=!<>+-*/&":
            return ahead + 1 if data[following.start : following.end] == b"{" else None
    return None


def _at_margin(data: bytes, token: Token) -> bool:
    return token.first and (token.start == 0 or data[token.start - 1 : token.start] in b"\r\n")


def _region_end(data: bytes, stream: Sequence[Token], opening: int) -> int:
    for index in range(opening + 1, len(stream)):
        if _at_margin(data, stream[index]) and _is_statement(data, stream, index):
            return index
    return len(stream)


def _closing(data: bytes, stream: Sequence[Token], opening: int, limit: int) -> int | None:
    """The index behind the bracket that closes the table, if nothing of the table stands behind it."""
    depth = 0
    for index in range(opening, limit):
        depth += (stream[index].kind is Kind.OPEN) - (stream[index].kind is Kind.CLOSE)
        if depth == 0:
            break
    else:
        return None
    if index + 1 < limit and stream[index + 1].kind < Kind.NEWLINE:
        return None
    rest = [token for token in stream[index + 1 : limit] if token.kind < Kind.NEWLINE]
    names = (at for at, token in enumerate(rest) if token.kind is Kind.STRING and any(_shape(data, rest, at)))
    return None if any(True for _ in names) else index + 1


def _is_statement(data: bytes, stream: Sequence[Token], index: int) -> bool:
    token = stream[index]
    text = data[token.start : token.end]
    if text == b"@":
        return True
    if token.kind is not Kind.NAME:
        return False
    if text.decode("utf-8", "replace") in _STATEMENTS:
        return True
    after = stream[index + 1] if index + 1 < len(stream) else None
    return after is not None and data[after.start : after.end] in {b"=", b":", b"(", b".", b"[", b"|", b"+"}


def _chunks(data: bytes, code: Sequence[Token], span: Span) -> tuple[Chunk, ...]:
    heads = _heads(data, code)
    if not any(code[head].first for head in heads):
        starts = [match.start() for match in _ONE_LINE_HEAD.finditer(data, span.start, span.end)]
        if len(starts) > len(heads) or (starts and starts != [code[head].start for head in heads]):
            return tuple(_relexed(data, [span.start + 1, *starts], span.end))
    bounds = sorted({0, *heads, len(code)})
    return tuple(tuple(code[start:end]) for start, end in pairwise(bounds))


def _relexed(data: bytes, starts: Sequence[int], end: int) -> Iterator[Chunk]:
    """Pieces cut where an open string may have hidden the names from the first look."""
    for start, stop in pairwise([*starts, end]):
        chunk = tuple(token for token in tokens(data, start, stop) if token.kind < Kind.NEWLINE)
        if chunk:
            yield chunk


def _heads(data: bytes, code: Sequence[Token]) -> list[int]:
    """Which tokens are names of entries."""
    margin = _entry_indent(data, code)
    heads: list[int] = []
    depth = 0
    for index, token in enumerate(code):
        if token.kind is Kind.OPEN:
            depth += 1
        elif token.kind is Kind.CLOSE:
            depth -= 1
        elif token.kind is Kind.STRING and _is_head(data, code, index, depth, margin):
            heads.append(index)
            depth = 0
    return heads


def _is_head(data: bytes, code: Sequence[Token], index: int, depth: int, margin: int) -> bool:
    token = code[index]
    opens, colon = _shape(data, code, index)
    if not opens and not colon:
        return False
    if depth <= 0 and opens:
        return True
    if not token.first or _indent(data, token) > margin:
        return False
    return opens or depth <= 0 or not _SNAKE.match(data[token.start : token.end])


def _shape(data: bytes, code: Sequence[Token], index: int) -> tuple[bool, bool]:
    """Whether a dictionary opens after a string, and whether a colon follows it."""
    if index + 1 >= len(code):
        return False, False
    if code[index + 1].kind is Kind.COLON:
        return index + 2 < len(code) and _is_brace(data, code[index + 2]), True
    return _is_brace(data, code[index + 1]) and may_lack_colon(data, code[index]), False


def may_lack_colon(data: bytes, token: Token) -> bool:
    """Whether a string is surely a name even if no colon follows it."""
    return _NAME.match(data, token.start, token.end) is not None


def _is_brace(data: bytes, token: Token) -> bool:
    return token.kind is Kind.OPEN and data[token.start] == ord("{")


def _indent(data: bytes, token: Token) -> int:
    return token.start - max(data.rfind(b"\n", 0, token.start), data.rfind(b"\r", 0, token.start)) - 1


def _entry_indent(data: bytes, code: Sequence[Token]) -> int:
    """The indentation of the entries: the smallest that is at least half as usual as the most usual one."""
    counts = Counter(
        _indent(data, token)
        for index, token in enumerate(code)
        if token.first and token.kind is Kind.STRING and _shape(data, code, index)[0]
    )
    if not counts:
        return -1
    usual = max(counts.values())
    return min(indent for indent, count in counts.items() if count * 2 >= usual)
