"""What stands between the quotes of a string, of Python, YAML or JSON. It must not know what the string says."""

from __future__ import annotations

import re

from cursus_registry.text import Span

_QUOTED = re.compile(rb"[A-Za-z]{0,2}('''|\"\"\"|'|\")(?P<inside>.*?)\1\Z", re.DOTALL)


def inside_quotes(data: bytes, span: Span) -> Span:
    """A string without its prefix and its quotes; what has none, or is put together of several, stays whole."""
    match = _QUOTED.match(data[span.start : span.end])
    if match is None or match[1] in match["inside"]:
        return span
    return Span(*match.span("inside")).shifted(span.start)
