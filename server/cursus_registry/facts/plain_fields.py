"""The usual entry, read without its tree: plain strings, numbers, words and lists of strings, no comments.

It is several times faster than going through the nodes, and most entries are like that. Whatever is written in any
other way is not matched, and the caller reads the tree. Only for text that is known to parse.
"""

from __future__ import annotations

import re
from array import array

from cursus_registry.facts.values import ListValue, Value

_FIELD = re.compile(
    rb"""\s*(?:"([^"\\\r\n]*)"|'([^'\\\r\n]*)')\s*:\s*"""
    rb"""(?:"([^"\\\r\n]*)"|'([^'\\\r\n]*)'|(True|False|None|0|-?[1-9][0-9]{0,17})|\[([^\[\]{}()\#\\]*)\])"""
    rb"""\s*(,\s*\}?|\})"""
)
_ITEMS = re.compile(rb"""\s*(?:"[^"\\\r\n]*"\s*,\s*)*(?:"[^"\\\r\n]*"\s*)?\Z""")
_ITEM = re.compile(rb'"([^"]*)"')
_WORDS: dict[bytes, Value] = {b"True": True, b"False": False, b"None": None}


def read_plain_fields(
    data: bytes, start: int, end: int, base: int, places: array[int]
) -> tuple[tuple[str, ...], tuple[Value, ...]] | None:
    """The names and values of the dictionary at a stretch of text; None if it is written in another way.

    The places of keys and values, relative to `base`, are added to `places`; they are worth nothing after None.
    """
    names: list[str] = []
    values: list[Value] = []
    at = start + 1
    while at < end:
        match = _FIELD.match(data, at, end)
        if match is None:
            return None
        double, single, *raw = match.groups()[:6]
        key = 2 if double is None else 1
        group = 3 if raw[0] is not None else 4 if raw[1] is not None else 5 if raw[2] is not None else 6
        value = _value(raw[group - 3], group)
        if value is None and group == 6:
            return None
        names.append((single if double is None else double).decode("utf-8", "surrogatepass"))
        values.append(value)
        quoted = group != 5
        key_start, key_end = match.span(key)
        value_start, value_end = match.span(group)
        places.extend(
            (key_start - 1 - base, key_end + 1 - base, value_start - quoted - base, value_end + quoted - base)
        )
        at = match.end()
    return (tuple(names), tuple(values)) if data[end - 1 : end] == b"}" else None


def _value(raw: bytes, group: int) -> Value:
    """The value of one of the pattern's groups; None also for a list that is written in another way."""
    if group <= 4:
        return raw.decode("utf-8", "surrogatepass")
    if group == 5:
        return _WORDS[raw] if raw in _WORDS else int(raw)
    if _ITEMS.match(raw) is None:
        return None
    return ListValue("list", tuple(item.decode("utf-8", "surrogatepass") for item in _ITEM.findall(raw)))
