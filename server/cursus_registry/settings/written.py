"""A value written into the text of a settings file, which otherwise stays as it is, comments and layout too.

It must not know where the file is, nor what the value means.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, MutableMapping
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Table


def rewritten(text: str, change: Callable[[MutableMapping[str, Any]], None], what: str) -> str:
    """The text after a change of its values, which must come out the same for a plain reader. `what` is written.

    Raises ValueError for a text that is not valid TOML, or in which the value has no place.
    """
    crlf = "\r\n" in text and "\n" not in text.replace("\r\n", "")
    unified = text.replace("\r\n", "\n") if crlf else text
    try:
        wanted = tomllib.loads(unified)
        change(wanted)
        document = tomlkit.parse(unified)
        change(document)
        after = tomlkit.dumps(document)
        if tomllib.loads(after) != wanted:
            raise ValueError(f"{what} cannot be written into it; write it by hand")
    except TOMLKitError as error:
        raise ValueError(str(error)) from None
    if after.endswith("\n\n") and not unified.endswith("\n\n"):
        after = after[:-1]
    return after.replace("\n", "\r\n") if crlf else after


def set_value(values: MutableMapping[str, Any], keys: tuple[str, ...], name: str, value: Any) -> None:
    """Set a value in a table; tables that are missing on the way are made in the style of what is around them."""
    found: Any = values
    for key in keys[:-1]:
        found = _below(found, key)
    table = _below(found, keys[-1]) if keys[-1] in found else None
    if table is not None:
        table[name] = value
        return
    new = _table_in(found)
    new[name] = value
    if isinstance(new, Table):
        new.add(tomlkit.nl())  # something may follow
    found[keys[-1]] = new


def quoted(text: str) -> str:
    """A string as TOML writes it."""
    return tomlkit.item(text).as_string()


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
