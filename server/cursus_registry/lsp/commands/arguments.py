"""The arguments of a command: one object, read into a record. It must not know any command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, get_type_hints

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.resolution.names import nearest

_Record = TypeVar("_Record")
_NAMES = {str: "a string", bool: "true or false", int: "a whole number"}


@dataclass(frozen=True, slots=True)
class OfProject:
    """A project, by the URI of any file or folder in it; None where there is only one, or all are meant."""

    uri: str | None = None


def read_arguments(given: Sequence[Any], record: type[_Record]) -> _Record:
    """The record with what the one argument, an object, says; a missing one is an empty object.

    Fields are strings, whole numbers, booleans, or one of these and None. Raises JsonRpcInvalidParams with a sentence.
    """
    if len(given) > 1:
        raise JsonRpcInvalidParams(f"it takes one argument, an object; there are {len(given)}")
    said = given[0] if given and given[0] is not None else {}
    if not isinstance(said, dict):
        raise JsonRpcInvalidParams(f"its argument is an object with names and values, not {said!r}"[:200])
    hints = get_type_hints(record)
    for name in said:
        if name not in hints:
            raise JsonRpcInvalidParams(_unknown(str(name), list(hints)))
    for field in fields(record):  # type: ignore[arg-type]
        if field.name not in said and field.default is MISSING:
            raise JsonRpcInvalidParams(f"its argument lacks '{field.name}'")
    return record(**{name: _read(name, value, hints[name]) for name, value in said.items()})


def _read(name: str, value: Any, hint: Any) -> Any:
    allowed = getattr(hint, "__args__", (hint,))
    if type(value) not in allowed:
        expected = " or ".join(_NAMES.get(one, "null") for one in allowed)
        raise JsonRpcInvalidParams(f"'{name}' is {expected}, not {value!r}"[:200])
    return value


def _unknown(name: str, known: list[str]) -> str:
    near = nearest(name, known)
    meant = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}" if known else "there are none"
    return f"its argument knows no '{name[:60]}'; {meant}"
