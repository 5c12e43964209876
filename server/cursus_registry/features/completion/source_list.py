"""The lists of sources in interface files that are written in brackets, on one line or several, whole or half-typed.

Lists with an item a line are `yaml_context`'s. It must not know which steps there are.
"""

from __future__ import annotations

import re

from cursus_registry.features.completion.yaml_context import YamlToken
from cursus_registry.text import Span

KEY = "compatible_sources"
_NEARBY_BYTES = 20_000
_OPENED = re.compile(rb"(?<![\w-])([\"']?)" + KEY.encode() + rb"\1[ \t]*+:[ \t\r\n]*+\[")
_PART = re.compile(
    rb"""(?P<blank>[ \t\r\n]++)|(?P<comment>(?<=[ \t\r\n\[,])\#[^\r\n]*+)|(?P<comma>,)
    |(?P<quoted>\"[^\"\r\n]*+(?:\"|(?P<open_double>))|'[^'\r\n]*+(?:'|(?P<open_single>)))
    |(?P<word>[^,\[\]{}\s\"']++)|(?P<end>.)""",
    re.VERBOSE,
)
_QUOTED = re.compile(rb"\"[^\"\r\n]*+(\"?)|'[^'\r\n]*+('?)")
_WORD = re.compile(rb"[\w.\x80-\xff-]*")
_LINE_END = re.compile(rb"[\r\n]|\Z")


def find_source(data: bytes, offset: int) -> YamlToken | None:
    """The item of such a list at an offset, be it not typed yet; None elsewhere."""
    begin = max(0, offset - _NEARBY_BYTES)
    opened = max((match.end() for match in _OPENED.finditer(data, begin, offset)), default=-1)
    is_due = opened >= 0
    for match in _PART.finditer(data, opened) if is_due else ():
        if match.start() >= offset:
            break
        kind = match.lastgroup if not (match["quoted"]) else "quoted"
        if kind == "end" or (kind == "comment" and offset <= match.end()):
            return None
        if kind == "word" and offset <= match.end():
            return YamlToken(Span(match.start(), match.end()))
        if kind == "quoted" and (token := _in_quotes(data, match, offset)):
            return token
        is_due = kind == "comma" or (is_due and kind in {"blank", "comment"})
    return YamlToken(Span(offset, offset)) if is_due else None


def _in_quotes(data: bytes, match: re.Match[bytes], offset: int) -> YamlToken | None:
    """A string that the cursor is in. One that is not closed ends with its word, or where its line would be torn."""
    quote = match.group()[:1].decode()
    closed = match["open_double"] is None and match["open_single"] is None
    if offset > match.end() - closed:
        return None
    word = _WORD.match(data, offset, match.end())
    word_end = word.end() if word else offset
    if closed and (word_end == match.end() - 1 or not _is_torn(data, match.end())):
        return YamlToken(Span(match.start() + 1, match.end() - 1), quote)
    return YamlToken(Span(match.start() + 1, word_end), quote, closed=False)


def _is_torn(data: bytes, behind: int) -> bool:
    """Whether a string is never closed in the rest of a line: then it is an earlier one that is being typed."""
    line_end = _LINE_END.search(data, behind)
    stop = line_end.start() if line_end else len(data)
    return any(not (match[1] or match[2]) for match in _QUOTED.finditer(data, behind, stop))
