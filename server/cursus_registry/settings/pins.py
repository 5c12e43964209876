"""A pin in the text of a settings file: found there, or written into it. The rest stays, comments and layout too.

It must not know where the file is, nor which pins make sense.
"""

from __future__ import annotations

import tomllib
from collections.abc import MutableMapping
from typing import Any, NamedTuple

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Table

from cursus_registry.settings.toml import read_toml
from cursus_registry.text import Span

PINS = "pins"


def with_pin(text: str, table: tuple[str, ...], name: str, namespace: str) -> str:
    """The text with a pin more, or another one for that name; `table` holds the settings.

    Raises ValueError for a text that is not valid TOML, or in which the pin has no place.
    """
    crlf = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    unified = text.replace("\r\n", "\n") if crlf else text
    try:
        wanted = tomllib.loads(unified)
        _pin(wanted, (*table, PINS), name, namespace)
        document = tomlkit.parse(unified)
        _pin(document, (*table, PINS), name, namespace)
        after = tomlkit.dumps(document)
        if tomllib.loads(after) != wanted:
            raise ValueError("a pin cannot be written into it; write it by hand")
    except TOMLKitError as error:
        raise ValueError(str(error)) from None
    if after.endswith("\n\n") and not unified.endswith("\n\n"):
        after = after[:-1]
    return after.replace("\n", "\r\n") if crlf else after


class PinPlace(NamedTuple):
    """Where a pin stands: its name and its namespace, quotes included."""

    name: Span
    namespace: Span


def find_pin(data: bytes, table: tuple[str, ...], name: str) -> PinPlace | None:
    """Where a pin stands; None if there is none. `table` holds the settings."""
    places, path = read_toml(data).places, (*table, PINS, name)
    return PinPlace(places.keys[path], places.values[path]) if path in places.keys and path in places.values else None


def _pin(values: MutableMapping[str, Any], keys: tuple[str, ...], name: str, namespace: str) -> None:
    """Set the pin; tables that are missing on the way are made in the style of what is around them."""
    found: Any = values
    for key in keys[:-1]:
        found = _below(found, key)
    pins = _below(found, keys[-1]) if keys[-1] in found else None
    if pins is not None:
        pins[name] = namespace
        return
    new = _table_in(found)
    new[name] = namespace
    if isinstance(new, Table):
        new.add(tomlkit.nl())  # something may follow
    found[keys[-1]] = new


def _below(values: Any, key: str) -> Any:
    if key not in values:
        values[key] = _table_in(values)
    if not isinstance(values[key], MutableMapping):
        raise ValueError(f"'{key}' is no table; mend it first")
    return values[key]


def _table_in(around: object) -> MutableMapping[str, Any]:
    """A new table as it can stand in another one."""
    if isinstance(around, InlineTable):
        return tomlkit.inline_table()
    return tomlkit.table() if isinstance(around, TOMLDocument | Table) else {}
