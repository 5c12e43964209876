"""Plain data as Python source: what is written into a table. The layout is that of a registry, a field a line."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from cursus_registry.edits.strings import DOUBLE_QUOTE, quoted

_INDENT = "    "
MAX_DEPTH = 32


def entry_literal(name: str, entry: Mapping[str, Any]) -> str:
    """An entry as lines at the left margin, with a comma (see `edits.tables.insert_block`).

    Raises ValueError for a value that has no literal, or is nested too deep.
    """
    fields = "".join(f"{_INDENT}{literal(key)}: {literal(value)},\n" for key, value in entry.items())
    inside = f"\n{fields}" if fields else ""
    return f"{quoted(name, DOUBLE_QUOTE)}: {{{inside}}},"


def literal(value: Any, depth: int = MAX_DEPTH) -> str:
    """A value as one line of source. Raises ValueError."""
    if depth == 0:
        raise ValueError(f"values nested more than {MAX_DEPTH} deep cannot be written")
    if isinstance(value, str):
        return quoted(str(value), DOUBLE_QUOTE)
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(literal(item, depth - 1) for item in value)}]"
    if isinstance(value, tuple):
        inside = ", ".join(literal(item, depth - 1) for item in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, dict):
        pairs = (f"{literal(key, depth - 1)}: {literal(item, depth - 1)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, set | frozenset) and value:
        return f"{{{', '.join(sorted(literal(item, depth - 1) for item in value))}}}"
    raise ValueError(f"a value of type {type(value).__name__} cannot be written into a registry")
