"""The usual entry, read without its tree: strings in double quotes, numbers, words and lists of strings, in ASCII.

It is several times faster than going through the nodes, and most entries are like that. Whatever is written in any
other way is not matched, and the caller reads the tree. Only for text that is known to parse.
"""

from __future__ import annotations

import re
from array import array

from cursus_registry.facts.values import ListValue, Value

FIELD = re.compile(
    r"""\s*"([^"\\\r\n]*)"\s*:\s*"""
    r"""(?:"([^"\\\r\n]*)"|(True|False|None|0|-?[1-9][0-9]{0,17})|\[([^\[\]{}()\#\\]*)\])\s*(?:,\s*\}?|\})"""
)
_ITEMS = re.compile(r"""\s*(?:"[^"\\\r\n]*"\s*,\s*)*(?:"[^"\\\r\n]*"\s*)?\Z""")
_ITEM = re.compile(r'"([^"]*)"')
_WORDS: dict[str, Value] = {"True": True, "False": False, "None": None}


def read_plain_fields(raw: bytes, offset: int, places: array[int]) -> tuple[tuple[str, ...], tuple[Value, ...]] | None:
    """The names and values of a dictionary, brackets included; None if it is written in another way.

    The places of keys and values, moved by `offset`, are added to `places`; they are worth nothing after None.
    """
    if not raw.isascii():
        return None
    names: list[str] = []
    values: list[Value] = []
    at = 1
    text = raw.decode("ascii")
    while match := FIELD.match(text, at):
        at = match.end()
        field = read_field(text, match, offset, places)
        if field is None:
            return None
        names.append(field[0])
        values.append(field[1])
    return (tuple(names), tuple(values)) if at == len(text) and text[-1] == "}" else None


def read_field(text: str, match: re.Match[str], offset: int, places: array[int]) -> tuple[str, Value] | None:
    """The name and the value of one match; None for a list that is written in another way. See `read_plain_fields`."""
    _, key, string, word, items = match.regs
    value: Value
    if string[0] >= 0:
        value = text[string[0] : string[1]]
        span = string[0] - 1, string[1] + 1
    elif word[0] >= 0:
        value = _word(text[word[0] : word[1]])
        span = word
    else:
        inside = text[items[0] : items[1]]
        if _ITEMS.match(inside) is None:
            return None
        value = ListValue("list", tuple(_ITEM.findall(inside)))
        span = items[0] - 1, items[1] + 1
    places.extend((key[0] - 1 + offset, key[1] + 1 + offset, span[0] + offset, span[1] + offset))
    return text[key[0] : key[1]], value


def _word(text: str) -> Value:
    return _WORDS[text] if text in _WORDS else int(text)
