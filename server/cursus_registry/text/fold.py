"""Words without case and separators; knows no meaning."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s_\-.]+")


def folded(name: str) -> str:
    """A name without case and separators: two names with one folded form are the same word."""
    return _SEPARATORS.sub("", name).casefold()
