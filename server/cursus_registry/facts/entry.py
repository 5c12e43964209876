"""One entry of a table: its name, fields and values, and beside them, relative to its start, where each stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cursus_registry.facts.values import Value
from cursus_registry.text import Span


class Shape(Enum):
    """What stands where an entry's dictionary is due. `SPREAD` is no entry: those of another file's table go there."""

    MAPPING = "mapping"
    OTHER = "other"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    SPREAD = "spread"


class Problem(NamedTuple):
    """Something wrong with the text itself, found while it was read.

    `instead` is what to write in the place of the span, if that is clear.
    """

    code: str
    span: Span
    message: str
    instead: str = ""


class Field(NamedTuple):
    """One field of an entry; spans are relative to the entry. The name is None if it is not a string."""

    name: str | None
    value: Value
    key_span: Span
    value_span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One `name: {field: value}`; two are equal if they say the same, wherever and however it is written.

    `complete` is false if fields may be hidden: an unknown spread, a damaged or unknown value in the dictionary's
    place. `pure` is false if its text alone does not tell what it says: a name stands in it.
    """

    name: str
    fields: tuple[str | None, ...]
    values: tuple[Value, ...]
    shape: Shape
    complete: bool
    places: array[int] = field(compare=False, repr=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False, repr=False)
    pure: bool = field(default=True, compare=False, repr=False)

    @property
    def name_span(self) -> Span:
        """Where the name stands, quotes included."""
        return Span(self.places[0], self.places[1])

    @property
    def value_span(self) -> Span:
        """Where the dictionary stands."""
        return Span(self.places[2], self.places[3])

    @property
    def length(self) -> int:
        """To the end of the name or the value, whichever is later; in an interface file the name can stand below."""
        return max(self.places[1], self.places[3])

    def items(self) -> Iterator[Field]:
        """The fields in the order of the text, repeated ones too."""
        for index, (name, value) in enumerate(zip(self.fields, self.values, strict=True)):
            at = 4 + 4 * index
            key_start, key_end, start, end = self.places[at : at + 4]
            yield Field(name, value, Span(key_start, key_end), Span(start, end))

    def find(self, name: str) -> Field | None:
        """The field of that name; of several the last, as in Python."""
        if name not in self.fields:
            return None
        return [found for found in self.items() if found.name == name][-1]

    def value(self, name: str) -> Value:
        """The value of a field that is there; of several the last, as in Python. Raises ValueError if it is not."""
        return self.values[-1 - self.fields[::-1].index(name)]

    def as_dict(self) -> dict[str, Value]:
        """The fields by name; of several the last, as in Python."""
        return {name: value for name, value in zip(self.fields, self.values, strict=True) if name is not None}
