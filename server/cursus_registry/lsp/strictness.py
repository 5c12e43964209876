"""Parameters as the protocol's classes: a wrong type is told, not turned into something that looks right.

The library's converter makes `"None"` of a text that is null. Only `initialize` is read leniently: a client that is
newer than we are must not be refused. It must not know any other request.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    IterableValidationError,
    IterableValidationNote,
)
from lsprotocol import types as lsp
from pygls.protocol import default_converter

_ATTEMPTS = 20
_log = logging.getLogger(__name__)


class InvalidParamsError(Exception):
    """Parameters that are not of the shape that the method asks for; says which and where."""


@cache
def make_converter() -> cattrs.Converter:
    """pygls' converter, with numbers, strings and truth values as they are."""
    converter: cattrs.Converter = default_converter()  # type: ignore[no-untyped-call]
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(int | str, _token)
    converter.register_structure_hook(
        int | str | None, lambda value, shape: None if value is None else _token(value, shape)
    )
    return converter


def structure_message(converter: cattrs.Converter, data: dict[str, Any], shape: type) -> Any:
    """A message of a shape. Raises `InvalidParamsError`."""
    try:
        return converter.structure(data, shape)
    except Exception as error:  # the library raises whatever its hooks raise
        raise InvalidParamsError(describe(error)) from error


def structure_initialize(converter: cattrs.Converter, data: dict[str, Any]) -> lsp.InitializeRequest:
    """`initialize`, without what can be left out and cannot be read. Raises `InvalidParamsError`."""
    for _ in range(_ATTEMPTS):
        try:
            return converter.structure(data, lsp.InitializeRequest)
        except Exception as error:
            if not _remove_faults(data, error):
                raise InvalidParamsError(describe(error)) from error
            _log.warning("initialize is read without a part of it: %s", describe(error))
    raise InvalidParamsError("too much of it cannot be read")


def describe(error: Exception) -> str:
    """What is wrong, in one line."""
    if not isinstance(error, BaseValidationError):
        return f"{type(error).__name__}: {error}"[:300]
    return "; ".join(cattrs.transform_error(error)[:3])[:300]


def _string(value: Any, shape: type[str]) -> str:
    """A string; `shape` may be an enumeration of strings."""
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value if shape is str else shape(value)


def _integer(value: Any, shape: type[int]) -> int:
    """A whole number, which some clients write as 1.0; `shape` may be an enumeration of numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise TypeError("not a whole number")
    return int(value) if shape is int else shape(int(value))


def _token(value: Any, _shape: object) -> int | str:
    """An id of a request or of a progress; the library lets everything through."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("neither a string nor a whole number")
    return value


def _truth(value: Any, _shape: type) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a truth value")
    return value


def _paths(error: BaseException, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where in the message the faults are."""
    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield path
        return
    placed, others = error.group_exceptions()
    for one, note in placed:
        name = note.index if isinstance(note, IterableValidationNote) else _json_name(note)
        yield from _paths(one, (*path, name))
    if others:
        yield path


def _json_name(note: AttributeValidationNote) -> str:
    first, *others = note.name.rstrip("_").split("_")
    return first + "".join(other.capitalize() for other in others)


def _remove_faults(data: Any, error: Exception) -> bool:
    """Take out of the parameters what cannot be read; whether there was anything."""
    removed: set[tuple[str | int, ...]] = set()
    for path in reversed(list(_paths(error))):  # the last of a list first: the others keep their places
        above = [path[:length] for length in range(len(path), 1, -1)]
        if removed.isdisjoint(above):
            removed.update(islice((one for one in above if _remove(data, one)), 1))
    return bool(removed)


def _remove(data: Any, path: tuple[str | int, ...]) -> bool:
    try:
        for name in path[:-1]:
            data = data[name]
        del data[path[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True
