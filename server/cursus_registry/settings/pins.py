"""A pin written into the text of a settings file. It must not know where the file is, nor which pins make sense."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from cursus_registry.settings.written import rewritten, set_value

PINS = "pins"


def with_pin(text: str, table: tuple[str, ...], name: str, namespace: str) -> str:
    """The text with a pin more, or another one for that name; `table` holds the settings.

    Raises ValueError for a text that is not valid TOML, or in which the pin has no place.
    """

    def change(values: MutableMapping[str, Any]) -> None:
        set_value(values, (*table, PINS), name, namespace)

    return rewritten(text, change, "a pin")
