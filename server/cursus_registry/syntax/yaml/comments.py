"""Where the comments of a YAML text stand, broken or not. Quoted texts and block scalars hold none.

A quote that is not closed ends with its line. It must never raise, and is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cursus_registry.text import Span

_AFTER_QUOTE = rb"(?=[ \t]*(?:[\r\n,\]}:]|\Z)|[ \t]+\#)"
_TOKENS = rb"""(?P<blank>[ \t]+)
    |(?P<newline>\r\n|\n|\r)
    |(?P<comment>(?:\A|(?<=[ \t\r\n]))\#[^\r\n]*)
    |(?P<indicator>[-?](?=[ \t\r\n]|\Z))
    |(?P<colon>:(?=[ \t\r\n]|\Z))
    |(?P<quoted>"(?:[^"\\\r\n]|\\[^\r\n])*+"|'(?:[^'\r\n]|'')*+'|"(?:[^"\\]|\\.)*+"%(after)b
      |'(?:[^']|'')*+'%(after)b)
    |(?P<unclosed>["'][^\r\n]*)
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)
    |(?P<block>[|>][-+1-9]{0,2}(?=[ \t]*(?:[\r\n]|\Z)|[ \t]+\#))
    |(?P<plain>[^\r\n](?:[^\r\n\t :\#%(end)b]|:(?![ \t\r\n]|\Z)|(?<![ \t])\#|[ \t]+(?![ \t\r\n\#:]|\Z))*+)"""
_IN_BLOCK = re.compile(_TOKENS % {b"after": _AFTER_QUOTE, b"end": b""}, re.VERBOSE | re.DOTALL)
_IN_FLOW = re.compile(_TOKENS % {b"after": _AFTER_QUOTE, b"end": rb",\[\]{}"}, re.VERBOSE | re.DOTALL)
_HEADER_REST = re.compile(rb"[ \t]*(?P<comment>\#[^\r\n]*)?(?:\r\n|\n|\r|\Z)", re.VERBOSE)
_LINE = re.compile(rb"([ ]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_GOES_ON = b" \t\r\n#]}"


def find_comments(data: bytes) -> Iterator[Span]:
    """The comments in the order of the text, each from its `#` to the end of its line."""
    at = line = depth = 0
    key = parent = 0
    while at < len(data):
        match = (_IN_FLOW if depth else _IN_BLOCK).match(data, at)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            at += 1
            continue
        start, at = match.span()
        if kind == "newline":
            line = at
            depth = depth if data[at : at + 1] in _GOES_ON else 0  # what begins at the margin is a key again
        elif kind == "comment":
            yield Span(start, at)
        elif kind in {"quoted", "plain", "unclosed"}:
            key = start - line
        elif kind == "indicator":
            parent = start - line
        elif kind == "colon":
            parent = key
        elif kind in {"open", "close"}:
            depth = depth + 1 if kind == "open" else max(depth - 1, 0)
        elif kind == "block" and not depth:
            header = _HEADER_REST.match(data, at)
            if header and header["comment"]:
                yield Span(*header.span("comment"))
            line = at = _end_of_block(data, header.end() if header else at, parent, match[0].strip(b"|>+-"))


def _end_of_block(data: bytes, at: int, parent: int, stated: bytes) -> int:
    """Where the lines end that are blank, or indented further than the key or item that holds the block scalar.

    `stated` is the indentation that the header states, if it does. A line that is indented less than those above is
    no text of it; if it begins with `#`, it is a comment again.
    """
    column, started = (parent + int(stated), True) if stated else (0, False)
    while at < len(data) and (line := _LINE.match(data, at)):
        width, text = len(line[1]), line[2].strip()
        if text and (width <= parent or (width < column and text.startswith(b"#"))):
            break
        column = column if started else max(column, width)
        started = started or bool(text)
        at = line.end()
    return at
