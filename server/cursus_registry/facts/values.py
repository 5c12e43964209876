"""Values as they stand in a registry, read and never run. What only running could tell is `Unknown`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import islice
from typing import Literal, NamedTuple

MAX_DEPTH = 64
MAX_SIZE = 50_000


class Unknown(Enum):
    """The one value that is not known."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class ListValue(NamedTuple):
    """A list, tuple or set display."""

    kind: Literal["list", "tuple", "set"]
    items: tuple[Value, ...]


class DictValue(NamedTuple):
    """A dict display; a key that is no string is kept as its value, a spread makes `complete` false."""

    keys: tuple[Value, ...]
    values: tuple[Value, ...]
    complete: bool


class OtherValue(NamedTuple):
    """A value that is known, and of a type that no field has."""

    type_name: str


class Reference(NamedTuple):
    """The value of a name that another file defines; of several dotted paths the first that leads anywhere counts.

    Only the facts of one file by itself hold references: they are followed when all files are together.
    """

    paths: tuple[str, ...]


class Spread(NamedTuple):
    """Stands where the items of a mapping of another file are put among others."""

    source: Reference


Value = str | int | float | bool | None | ListValue | DictValue | OtherValue | Reference | Spread | Unknown


class TooDeepError(ValueError):
    """Brackets nested beyond `MAX_DEPTH`; `offset` is where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"brackets are nested more than {MAX_DEPTH} deep")
        self.offset = offset


def value_type(value: Value) -> str:
    """How a person would call the type of a value."""
    match value:
        case None:
            return "None"
        case ListValue(kind):
            return kind
        case DictValue():
            return "dict"
        case OtherValue(name):
            return name
        case Reference() | Spread():
            return "unknown"
        case Unknown():
            return "unknown"
    return {str: "string", bool: "boolean", int: "integer", float: "float"}[type(value)]


def merge(parts: Iterable[Value]) -> Value:
    """Mappings laid one over the other; unknown as a whole only if none of them is a mapping.

    A part that is not known makes the result incomplete; a reference stands in it as a spread.
    """
    merged: dict[Value, Value] = {}
    complete = True
    found = False
    for part in parts:
        found = found or isinstance(part, DictValue | Reference)
        if isinstance(part, DictValue):
            complete = complete and part.complete
            merged |= {key: value for key, value in zip(part.keys, part.values, strict=True) if key is not UNKNOWN}
            complete = complete and UNKNOWN not in part.keys
        elif isinstance(part, Reference):
            merged[Spread(part)] = None
        else:
            complete = False
    return DictValue(tuple(merged), tuple(merged.values()), complete) if found else UNKNOWN


def parts_of(value: Value) -> Iterator[Value]:
    """A value, and all that it is made of."""
    stack = [value]
    while stack:
        part = stack.pop()
        yield part
        match part:
            case ListValue(_, items):
                stack += items
            case DictValue(keys, values, _):
                stack += keys
                stack += values


def size_of(value: Value) -> int:
    """How many values a value is made of; counting ends above `MAX_SIZE`."""
    return sum(1 for _ in islice(parts_of(value), MAX_SIZE + 1))
