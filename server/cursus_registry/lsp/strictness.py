"""Parameters as the protocol's classes: a wrong type is told, not turned into something that looks right.

The library's converter makes `"None"` of a text that is null. Only what a client can do is read leniently: one that is
newer than we are must not be refused. It must not know any request but `initialize`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
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


class InvalidParamsError(Exception):
    """Parameters that are not of the shape that the method asks for; says which and where."""


@cache
def make_converter() -> cattrs.Converter:
    """pygls' converter, with numbers, strings and truth values as they are."""
    converter: cattrs.Converter = default_converter()  # type: ignore[no-untyped-call]
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _truth)
    return converter


def structure_message(converter: cattrs.Converter, data: dict[str, Any], shape: type) -> Any:
    """A message of a shape. Raises `InvalidParamsError`."""
    try:
        return converter.structure(data, shape)
    except Exception as error:  # the library raises whatever its hooks raise
        raise InvalidParamsError(describe(error)) from error


def structure_initialize(converter: cattrs.Converter, data: dict[str, Any]) -> lsp.InitializeRequest:
    """`initialize`, without those of the client's capabilities that cannot be read. Raises `InvalidParamsError`."""
    for _ in range(_ATTEMPTS):
        try:
            return converter.structure(data, lsp.InitializeRequest)
        except Exception as error:
            if not sum(_remove(data, path) for path in reversed(list(_paths(error)))):
                raise InvalidParamsError(describe(error)) from error
    raise InvalidParamsError("params.capabilities cannot be read")


def describe(error: Exception) -> str:
    """What is wrong, in one line."""
    if not isinstance(error, BaseValidationError):
        return f"{type(error).__name__}: {error}"[:300]
    return "; ".join(cattrs.transform_error(error)[:3])[:300]


def _string(value: Any, _shape: type) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value


def _integer(value: Any, _shape: type) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise TypeError("not a whole number")
    return int(value)


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


def _remove(data: Any, path: tuple[str | int, ...]) -> bool:
    """Take out what a path leads to, or the nearest thing above it that is there, within the capabilities."""
    if path[:2] != ("params", "capabilities"):
        return False
    return any(_remove_exactly(data, path[:length]) for length in range(len(path), 2, -1))


def _remove_exactly(data: Any, path: tuple[str | int, ...]) -> bool:
    try:
        for name in path[:-1]:
            data = data[name]
        del data[path[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True
