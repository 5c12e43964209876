"""Python tokens out of any text, broken or not. A string that is not closed ends with its line.

Used only where the parser has given up; it must never raise, and is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is."""

    STRING = 1
    UNCLOSED = 2
    OPEN = 3
    CLOSE = 4
    COLON = 5
    COMMA = 6
    NAME = 7
    NUMBER = 8
    OTHER = 9
    NEWLINE = 10
    COMMENT = 11


class Token(NamedTuple):
    """One token. `first` is true if nothing but blanks stands before it on its line."""

    kind: Kind
    start: int
    end: int
    first: bool


_TOKEN = re.compile(
    rb"""(?P<blank>[ \t\f]+|\\(?:\r\n|\n|\r))
    |(?P<newline>\r\n|\n|\r)
    |(?P<comment>\#[^\r\n]*)
    |(?P<triple>[rRbBuUfF]{0,2}(?:\"{3}|'{3}))
    |(?P<string>[rRbBuUfF]{0,2}(?:"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*'))
    |(?P<unclosed>[rRbBuUfF]{0,2}["'][^\r\n]*)
    |(?P<open>[\[({])|(?P<close>[\])}])|(?P<colon>:)|(?P<comma>,)
    |(?P<number>[0-9][0-9A-Za-z_.]*)
    |(?P<name>[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)
    |(?P<other>[^\r\n])""",
    re.VERBOSE,
)
_KINDS = {
    "newline": Kind.NEWLINE,
    "comment": Kind.COMMENT,
    "string": Kind.STRING,
    "unclosed": Kind.UNCLOSED,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "colon": Kind.COLON,
    "comma": Kind.COMMA,
    "number": Kind.NUMBER,
    "name": Kind.NAME,
    "other": Kind.OTHER,
}


def tokens(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a stretch of text, blanks left out."""
    end = len(data) if end is None else end
    hopeless: set[bytes] = set()
    at, first = start, True
    while at < end and (match := _TOKEN.match(data, at, end)):
        group = str(match.lastgroup)
        stop = match.end()
        if group == "blank":
            at = stop
            continue
        if group == "triple":
            kind, stop = _triple(data, match, end, hopeless)
        else:
            kind = _KINDS[group]
        yield Token(kind, at, stop, first)
        first = kind is Kind.NEWLINE
        at = stop


def _triple(data: bytes, match: re.Match[bytes], end: int, hopeless: set[bytes]) -> tuple[Kind, int]:
    """A string in three quotes; one that is never closed ends with its line. `hopeless` keeps the scan linear."""
    quotes = match.group()[-3:]
    at = match.end()
    while quotes not in hopeless:
        found = data.find(quotes, at, end)
        if found < 0:
            hopeless.add(quotes)
            break
        if _is_escaped(data, found, match.end()):
            at = found + 1
            continue
        return Kind.STRING, found + 3
    line_end = re.compile(rb"[\r\n]").search(data, match.end(), end)
    return Kind.UNCLOSED, line_end.start() if line_end else end


def _is_escaped(data: bytes, at: int, floor: int) -> bool:
    count = 0
    while at - count - 1 >= floor and data[at - count - 1 : at - count] == b"\\":
        count += 1
    return count % 2 == 1
