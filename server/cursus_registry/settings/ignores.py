"""A code more that is not reported in some files, written into the text of a settings file.

It must not know where the file is, nor which codes there are.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from cursus_registry.settings.written import rewritten, set_value

IGNORES = "per-file-ignores"


def with_ignore(text: str, table: tuple[str, ...], pattern: str, code: str) -> str:
    """The text with a code more for the files of a pattern; `table` holds the settings.

    Raises ValueError for a text that is not valid TOML, or in which the code has no place.
    """

    def change(values: MutableMapping[str, Any]) -> None:
        codes = _codes(values, (*table, IGNORES, pattern))
        if codes is None:
            set_value(values, (*table, IGNORES), pattern, [code])
        elif code not in codes:
            codes.append(code)

    return rewritten(text, change, "a code")


def _codes(values: Any, keys: tuple[str, ...]) -> list[Any] | None:
    """The codes that are there; None without any. Raises ValueError if anything else is."""
    for key in keys:
        if not isinstance(values, MutableMapping) or key not in values:
            return None
        values = values[key]
    if not isinstance(values, list):
        raise ValueError(f"'{keys[-1]}' has no list of codes; mend it first")
    return values
