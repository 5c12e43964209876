"""From the values of a settings file to settings, and what is wrong with them, by pydantic. It knows no places.

A `key = value` with a mistake counts as not written, in the file's own table and in the tables of `severity`,
`per-file-ignores` and `pins`; everything else applies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError

from cursus_registry.settings.model import SettingsTable, SeverityName, to_key
from cursus_registry.settings.places import Path
from cursus_registry.settings.shapes import CODE, ERROR, MAX_ITEMS, TOO_MANY, quoted
from cursus_registry.text import folded
from cursus_registry.text.near import nearest

KEYS = {to_key(setting.name): setting.name for setting in fields(SettingsTable)}
"""The field of each key."""

MOST = 101
"""How many mistakes of one kind are told: more than anybody reads, and a file can hold a hundred thousand."""

_KEY_ERROR = "[key]"
_WITH_CODES = {"select", "ignore", "severity", "per-file-ignores"}
_SEVERITIES: tuple[str, ...] = get_args(SeverityName)
_WRONG = {
    "tuple_type": 'must be a list of strings, such as ["a", "b"]',
    "dict_type": 'must be a table, such as { a = "b" }',
    "string_type": "must be a string in quotes",
    TOO_MANY: f"has more than {MAX_ITEMS} items",
}
_NO_CORE = f"must be a path, or a list of at most {MAX_ITEMS} paths"


class Mistake(NamedTuple):
    """One thing that is wrong: the way to it, whether the key is meant, and what to write instead if that is clear."""

    path: Path
    message: str
    at_key: bool = False
    instead: str = ""


class Validated(NamedTuple):
    """What could be obeyed, and what not."""

    table: SettingsTable
    mistakes: tuple[Mistake, ...]
    good: dict[str, Any]


def validate(values: Mapping[str, Any]) -> Validated:
    """The settings in a file's table, without those that have a mistake (`good` is what is left of the values).

    Of very many mistakes some are told.
    """
    unknown = islice((key for key in values if key not in KEYS), MOST)
    mistakes = [_unknown(key, values) for key in unknown]
    left = {key: value for key, value in values.items() if key in KEYS}
    while True:
        try:
            return Validated(_adapter().validate_python(left), tuple(mistakes), left)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            mistakes += [_mistake(one) for one in errors[:MOST]]
            left = without(left, (one["loc"] for one in errors))


def without(values: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """The values without each `key = value` that has a mistake."""
    left = {key: dict(value) if isinstance(value, dict) else value for key, value in values.items()}
    for path in {unit(values, path) for path in paths}:
        if len(path) == 1:
            left.pop(str(path[0]), None)
        elif isinstance(table := left.get(str(path[0])), dict):
            table.pop(path[1], None)
    return left


def unit(values: Mapping[str, Any], path: Path) -> Path:
    """The `key = value` that something is part of."""
    return path[:2] if isinstance(values.get(str(path[0])), dict) else path[:1]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[SettingsTable]:
    return TypeAdapter(SettingsTable)


def _mistake(error: Any) -> Mistake:
    path: Path = error["loc"]
    if error["type"] == ERROR:
        return _fault(path, error["input"], error["ctx"]["reason"])
    if error["type"] == "literal_error":
        return _no_severity(path, error["input"])
    wrong = _NO_CORE if path == ("core",) else _WRONG.get(error["type"], error["msg"])
    return Mistake(path, f"{_name(path)} {wrong}")


def _fault(path: Path, text: str, reason: str) -> Mistake:
    message = f"'{path[0]}': {quoted(text)} {reason}"
    code = text.strip().upper()
    is_code = path[0] in _WITH_CODES and CODE.fault_in(code) is None
    if len(path) == 3 and path[-1] == _KEY_ERROR:
        return Mistake(path[:2], message, at_key=True, instead=code if is_code else "")
    return Mistake(path, message, instead=f'"{code}"' if is_code else "")


def _no_severity(path: Path, value: object) -> Mistake:
    near = nearest(value, _SEVERITIES) if isinstance(value, str) else None
    said = f"{quoted(value)} is" if isinstance(value, str) else f"{quoted(str(path[-1]))} has"
    message = f"'{path[0]}': {said} no severity; write one of {', '.join(_SEVERITIES)}"
    return Mistake(path, message, instead=f'"{near}"' if near else "")


def _name(path: Path) -> str:
    """What a message calls the thing at the end of a path."""
    if len(path) == 1:
        return f"'{path[0]}'"
    return f"'{path[0]}': {'an item' if isinstance(path[-1], int) else quoted(path[-1])}"


def _unknown(key: str, values: Mapping[str, Any]) -> Mistake:
    if key == "tool":
        return Mistake((key,), "settings stand at the top of this file, without [tool.cursus-registry]", at_key=True)
    near = next((known for known in KEYS if folded(known) == folded(key)), None) or nearest(key, KEYS)
    hint = f"did you mean '{near}'?" if near else f"the settings are {', '.join(KEYS)}"
    instead = near if near and near not in values else ""
    return Mistake((key,), f"{quoted(key)} is no setting; {hint}", at_key=True, instead=instead)
