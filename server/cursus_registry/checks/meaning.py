"""What a value means, so that two can be compared however they are written; judges none."""

from __future__ import annotations

from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue, Value


class UnknownValueError(ValueError):
    """A value that only running the file could tell."""


def meaning(value: Value) -> object:
    """Equal for two values that mean the same: a tuple is a list, `True` is not 1. Raises UnknownValueError."""
    match value:
        case ListValue(kind, items):
            return ("set" if kind == "set" else "list"), tuple(meaning(item) for item in items)
        case DictValue(keys, values, True):
            return "dict", tuple((meaning(key), meaning(item)) for key, item in zip(keys, values, strict=True))
        case DictValue() | OtherValue():
            raise UnknownValueError
    if value is UNKNOWN:
        raise UnknownValueError
    return type(value).__name__, value


def surely_differ(left: Value, right: Value) -> bool:
    """Whether two values are known, and do not mean the same."""
    try:
        return meaning(left) != meaning(right)
    except UnknownValueError:
        return False
