"""The lines of a YAML text as they look: columns and keys, whatever the text means. For texts that are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(rb"(?:\A\xef\xbb\xbf)?([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_QUOTED_KEY = re.compile(rb"""("[^"\\\r\n]*"|'[^'\r\n]*')[ \t]*:(?=[ \t]|\Z)""")
_COLON = re.compile(rb":(?=[ \t]|\Z)")
_NO_KEY = frozenset(b"[]{},#&*!|>%@`?")
_SECOND_DOCUMENT = re.compile(rb"(?<=[\r\n])---(?=\s|\Z)")


class Line(NamedTuple):
    """A line with something on it: its column, where its text starts and ends, where the line below starts.

    `colon` is the one behind its key, if it begins with one.
    """

    column: int
    start: int
    end: int
    below: int
    colon: int | None
    is_item: bool


def read_lines(data: bytes) -> Iterator[Line]:
    """The lines of the first document, blank ones and comments left out."""
    second = _SECOND_DOCUMENT.search(data, 3)
    at, end = 0, second.start() if second else len(data)
    while at < end and (match := _LINE.match(data, at, end)):
        at = match.end()
        text = match[2].rstrip()
        if text and not text.startswith(b"#"):
            start = match.start(2)
            yield Line(len(match[1]), start, start + len(text), at, _colon(text, start), text[:2] in {b"-", b"- "})


def _colon(text: bytes, start: int) -> int | None:
    """Where the colon behind a key stands, if a line begins with one."""
    if text[:1] in {b'"', b"'"}:
        quoted = _QUOTED_KEY.match(text)
        return start + quoted.end() - 1 if quoted else None
    colon = _COLON.search(text)
    if colon is None or text[0] in _NO_KEY or text.startswith(b"- ") or b" #" in text[: colon.start()]:
        return None
    return start + colon.start()
