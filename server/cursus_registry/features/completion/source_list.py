"""The lists of sources in interface files that are written in brackets, on one line or several, whole or half-typed.

Lists with an item a line are `yaml_context`'s. It must not know which steps there are.
"""

from __future__ import annotations

import re

from cursus_registry.features.completion.yaml_context import YamlToken, quoted_token
from cursus_registry.text import Span

KEY = "compatible_sources"
_NEARBY_BYTES = 20_000
_OPENED = re.compile(rb"(?<![\w-])([\"']?)" + KEY.encode() + rb"\1[ \t]*+:[ \t\r\n]*+\[")
_PART = re.compile(
    rb"""(?P<blank>[ \t\r\n]++)|(?P<comment>(?<=[ \t\r\n\[,])\#[^\r\n]*+)|(?P<comma>,)
    |(?P<quoted>\"[^\"\r\n]*+\"?|'[^'\r\n]*+'?)
    |(?P<word>[^,\[\]{}\s\"']++)|(?P<end>.)""",
    re.VERBOSE,
)


def find_source(data: bytes, offset: int) -> YamlToken | None:
    """The item of such a list at an offset, be it not typed yet; None elsewhere."""
    begin = max(0, offset - _NEARBY_BYTES)
    opened = max((match.end() for match in _OPENED.finditer(data, begin, offset)), default=-1)
    is_due = opened >= 0
    for match in _PART.finditer(data, opened) if is_due else ():
        if match.start() >= offset:
            break
        kind = match.lastgroup
        if kind == "end" or (kind == "comment" and offset <= match.end()):
            return None
        if kind == "word" and offset <= match.end():
            return YamlToken(Span(match.start(), match.end()))
        if kind == "quoted" and (token := quoted_token(data, match.start(), match.end(), offset)):
            return token
        is_due = kind == "comma" or (is_due and kind in {"blank", "comment"})
    return YamlToken(Span(offset, offset)) if is_due else None
