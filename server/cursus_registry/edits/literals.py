"""Plain data as source: what is written into a table (Python) or into an interface file (YAML).

The layout is that of a registry, a field a line. It must not know where the text goes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from cursus_registry.edits.scalars import written
from cursus_registry.edits.strings import DOUBLE_QUOTE, quoted

MAX_DEPTH = 32

_INDENT = "    "
_PLAIN_EXPONENT = re.compile(r"\A(-?[0-9]+)(e.*)\Z")


def entry_literal(name: str, entry: Mapping[str, Any], indent: str = _INDENT, quote: str = DOUBLE_QUOTE) -> str:
    """An entry as lines at the left margin, with a comma (see `edits.tables.insert_block`).

    Raises ValueError, which names the field, for a value that has no literal or is nested too deep.
    """
    fields = "".join(f"{indent}{quoted(key, quote)}: {_named(key, value, quote)},\n" for key, value in entry.items())
    inside = f"\n{fields}" if fields else ""
    return f"{quoted(name, quote)}: {{{inside}}},"


def literal(value: Any, quote: str = DOUBLE_QUOTE, depth: int = MAX_DEPTH) -> str:
    """A value as one line of Python. Raises ValueError."""
    if depth == 0:
        raise ValueError(f"values nested more than {MAX_DEPTH} deep cannot be written")
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, str | int | float):
        return _scalar(value, lambda text: quoted(text, quote))

    def inner(item: Any) -> str:
        return literal(item, quote, depth - 1)

    if isinstance(value, list):
        return f"[{', '.join(map(inner, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(inner, value))}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{inner(key)}: {inner(item)}' for key, item in value.items())}}}"
    if isinstance(value, set | frozenset) and value:
        return f"{{{', '.join(sorted(map(inner, value)))}}}"
    raise _no_literal(value)


def interface_text(name: str, entry: Mapping[str, Any], comments: str = "") -> str:
    """A whole interface file of one step; `comments` are lines to stand at its top. Raises ValueError."""
    fields = "".join(f"  {written(str(key))}: {_field_of_interface(key, value)}\n" for key, value in entry.items())
    block = f"\nregistry:\n{fields}" if fields else ""
    return f"{comments}step_type: {written(name)}\n{block}"


def _named(key: str, value: Any, quote: str) -> str:
    try:
        return literal(value, quote)
    except ValueError as error:
        raise ValueError(f"'{key}': {error}") from None


def _field_of_interface(key: str, value: Any) -> str:
    try:
        return _flow(value, MAX_DEPTH)
    except ValueError as error:
        raise ValueError(f"'{key}': {error}") from None


def _flow(value: Any, depth: int) -> str:
    """A value as one line of YAML, as PyYAML reads it."""
    if depth == 0:
        raise ValueError(f"values nested more than {MAX_DEPTH} deep cannot be written")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return _PLAIN_EXPONENT.sub(r"\1.0\2", _scalar(value, written))  # without a point it would be a text
    if isinstance(value, str | int):
        return _scalar(value, written)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_flow(item, depth - 1) for item in value)}]"
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        pairs = (f"{written(key)}: {_flow(item, depth - 1)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    raise _no_literal(value)


def _scalar(value: float | str, text: Callable[[str], str]) -> str:
    """A text or a number, of whatever subclass (an enumeration, a number of another library)."""
    if isinstance(value, str):
        return text(str.__str__(value))
    if isinstance(value, int):
        return int.__repr__(value)
    if math.isfinite(value):
        return float.__repr__(value)
    raise _no_literal(value)


def _no_literal(value: object) -> ValueError:
    shown = f" {value!r}" if isinstance(value, float) else ""
    return ValueError(f"a value of type {type(value).__name__}{shown} cannot be written into a registry")
