"""The usual call, read by its text: `f("X")`, `object.method("X", "Y")`, nothing but plain strings handed over.

Such a text can be one thing only, so that the nodes inside need not be looked at. It must not know what is called.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.arguments import PlainString
from cursus_registry.text import Span

_WORD = rb"((?![0-9])[\w\x80-\xff]++)"
_STRING = rb"(?:\"([^\"\\\r\n]*+)\"|'([^'\\\r\n]*+)')"
CALL = rb"%b(?:\.%b)?\(\s*+%b\s*+(?:,\s*+%b\s*+)?(?:,\s*+)?\)" % (_WORD, _WORD, _STRING, _STRING)
"""What a usual call looks like; its six groups are what `call_of` reads."""
_USUAL_CALL = re.compile(CALL)


class PlainCall(NamedTuple):
    """What is called, by one name or two, the one or two strings that it gets, and its first byte."""

    words: tuple[str, ...]
    strings: tuple[PlainString, ...]
    start: int


def plain_call(call: Node, data: bytes) -> PlainCall | None:
    """The call, if it is a usual one; None if it takes a closer look."""
    match = _USUAL_CALL.fullmatch(data, call.start_byte, call.end_byte)
    if match is None or call.has_error:
        return None
    return call_of(match)


def call_of(match: re.Match[bytes]) -> PlainCall:
    """The call by its text."""
    first, second, *texts = match.groups()
    strings = [
        PlainString(text.decode("utf-8", "replace"), Span(*match.span(group)))
        for group, text in enumerate(texts, 3)
        if text is not None
    ]
    word = first.decode("utf-8", "replace")
    words = (word, second.decode("utf-8", "replace")) if second else (word,)
    return PlainCall(words, tuple(strings), match.start(1))
