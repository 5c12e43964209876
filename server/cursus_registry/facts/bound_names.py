"""The names that a component file binds besides the classes it defines at its left margin; knows no scopes.

A class can come from an import, from another name for it, or from inside a `try` or an `if`. Whoever says that a
class is nowhere must know all of these.
"""

from __future__ import annotations

import re

_BOUND = re.compile(
    rb"^(?:[ \t]+class[ \t]+(?P<nested>\w+)"
    rb"|[ \t]*from[ \t][^\r\n]*?[ \t]import[ \t]*(?P<imported>\([^()]*\)|[^\r\n(]*)"
    rb"|[ \t]*(?P<assigned>[A-Z]\w*)[ \t]*(?::[^\r\n=]*)?=(?!=))",
    re.MULTILINE,
)
_NAME = re.compile(rb"\b[A-Z]\w*")


def read_bound_names(data: bytes) -> tuple[str, ...]:
    """The names, sorted; of those that begin with a capital letter only, as classes do. One too many does no harm."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    found: set[bytes] = set()
    for match in _BOUND.finditer(data):
        found.update(_NAME.findall(match["imported"] or match["nested"] or match["assigned"] or b""))
    return tuple(sorted(name.decode("utf-8", "replace") for name in found))
