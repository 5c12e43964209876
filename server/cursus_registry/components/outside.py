"""Classes that lie outside the project: how they are asked for, what is known of one, how that travels as JSON.

Who finds them it must not know. A feature gets an `Outside`; without one nothing is known of what lies outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Protocol

from cursus_registry.components.class_text import ClassText
from cursus_registry.text import Span


class Wanted(NamedTuple):
    """A class as an import names it; in `roots` the project's own modules begin, for the asker."""

    path: str
    roots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideClass:
    """A class in a file that is none of the project's; `span` is the place of its name."""

    name: str
    path: str
    span: Span
    text: ClassText


class Outside(Protocol):
    """What is known of classes outside."""

    def find(self, wanted: Wanted) -> tuple[OutsideClass, ...]:
        """A class and its bases as far as they lie outside, nearest first; nothing if it is not known (yet)."""


class NothingOutside:
    """Knows no class."""

    def find(self, wanted: Wanted) -> tuple[OutsideClass, ...]:  # noqa: ARG002
        """Nothing."""
        return ()


NOTHING_OUTSIDE = NothingOutside()


def to_json(found: OutsideClass) -> dict[str, Any]:
    """A class as JSON."""
    return asdict(found)


def from_json(value: Mapping[str, Any]) -> OutsideClass:
    """A class from JSON. Raises KeyError, TypeError or ValueError for anything else."""
    text = value["text"]
    start, end = value["span"]
    return OutsideClass(
        str(value["name"]),
        str(value["path"]),
        Span(int(start), int(end)),
        ClassText(
            tuple(map(str, text["bases"])),
            str(text["docstring"]),
            None if text["parameters"] is None else str(text["parameters"]),
            {str(name): str(words) for name, words in text["fields"].items()},
            is_model=text["is_model"] is True,
        ),
    )
