"""A pin in the text of a settings file: found there, or written into it. The rest stays, comments and layout too.

It must not know where the file is, nor which pins make sense.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, NamedTuple

from cursus_registry.settings.toml import read_toml
from cursus_registry.settings.written import rewritten, set_value
from cursus_registry.text import Span

PINS = "pins"


def with_pin(text: str, table: tuple[str, ...], name: str, namespace: str) -> str:
    """The text with a pin more, or another one for that name; `table` holds the settings.

    Raises ValueError for a text that is not valid TOML, or in which the pin has no place.
    """

    def change(values: MutableMapping[str, Any]) -> None:
        set_value(values, (*table, PINS), name, namespace)

    return rewritten(text, change, "a pin")


class PinPlace(NamedTuple):
    """Where a pin stands: its name and its namespace, quotes included."""

    name: Span
    namespace: Span


def find_pin_at(data: bytes, table: tuple[str, ...], offset: int) -> tuple[str, Span] | None:
    """The pin whose name stands at an offset, and where, quotes included; None if there is none."""
    pins = (*table, PINS)
    for path, span in read_toml(data).places.keys.items():
        if path[:-1] == pins and span.contains(offset):
            return str(path[-1]), span
    return None


def find_pin(data: bytes, table: tuple[str, ...], name: str) -> PinPlace | None:
    """Where a pin stands; None if there is none. `table` holds the settings."""
    places, path = read_toml(data).places, (*table, PINS, name)
    return PinPlace(places.keys[path], places.values[path]) if path in places.keys and path in places.values else None
