"""What stands between the quotes of a string, of Python, YAML or JSON. It must not know what the string says."""

from __future__ import annotations

import re

from cursus_registry.text import Span

_OPENING_QUOTES = re.compile(rb"[A-Za-z]{0,2}('''|\"\"\"|'|\")")


def inside_quotes(data: bytes, span: Span) -> Span:
    """A string without its prefix and its quotes; what has none, or is put together of several, stays whole."""
    opening = _OPENING_QUOTES.match(data, span.start, span.end)
    if opening is None:
        return span
    inside = Span(opening.end(), span.end - len(opening[1]))
    is_closed = inside.end >= inside.start and data.endswith(opening[1], inside.end, span.end)
    return inside if is_closed and opening[1] not in data[inside.start : inside.end] else span
