"""Lines and columns as editors count them, and the three units they count in; knows no documents."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Encoding(Enum):
    """The unit of a column: what LSP 3.17 calls a position encoding."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A place between two characters: line and column, both from 0, the column in units of an `Encoding`."""

    line: int
    character: int


class Range(NamedTuple):
    """From one position up to, and not including, another."""

    start: Position
    end: Position


def count_units(data: bytes, encoding: Encoding) -> int:
    """The length of a piece of UTF-8 in units of the encoding."""
    if encoding is Encoding.UTF8 or data.isascii():
        return len(data)
    text = data.decode("utf-8", "surrogatepass")
    if encoding is Encoding.UTF32:
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def skip_units(data: bytes, units: int, encoding: Encoding) -> int:
    """How many bytes of a line the first `units` units take; a unit inside a character counts as its start."""
    if data.isascii():
        return min(units, len(data))
    if encoding is Encoding.UTF8:
        end = min(units, len(data))
        while 0 < end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        return end
    left, taken = units, 0
    for character in data.decode("utf-8", "surrogatepass"):
        left -= 2 if encoding is Encoding.UTF16 and character > "\uffff" else 1
        if left < 0:
            break
        taken += len(character.encode("utf-8", "surrogatepass"))
    return taken
