"""From nodes of YAML to values: what a plain scalar is in YAML 1.1 as PyYAML's safe loader resolves it.

The framework reads interface files with that loader, so `no` is false, `12:30` is 750 and `010` is eight. It must not
know what a field means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeVar

from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue, Value
from cursus_registry.syntax.yaml import NodeKind, YamlNode

_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **{spelt: True for word in ("yes", "true", "on") for spelt in (word, word.title(), word.upper())},
    **{spelt: False for word in ("no", "false", "off") for spelt in (word, word.title(), word.upper())},
}
_FIRST = frozenset("+-.0123456789=<")
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_INTEGER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
)
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"|([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:[Tt]|[ \t]+)([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+]([0-9][0-9]?)(?::([0-9]{2}))?))?"
)
_LONGEST_SEXAGESIMAL = 4_300
_TOO_LARGE = "it is taken for a number that is too large"
_NO_DATE = "it is taken for a date that does not exist"

Number = TypeVar("Number", int, float)


def read_node(node: YamlNode) -> Value:
    """The value of a node. What is not followed, and what the loader refuses, is unknown."""
    if node.kind is NodeKind.SCALAR:
        return _plain(node.text) if node.plain else node.text
    if node.kind is NodeKind.SEQUENCE:
        return ListValue("list", tuple(read_node(child) for child in node.children))
    if node.kind is NodeKind.MAPPING:
        keys = tuple(read_node(child) for child in node.children[::2])
        values = tuple(read_node(child) for child in node.children[1::2])
        return DictValue(keys, values, complete=node.whole and UNKNOWN not in keys)
    return UNKNOWN


def _plain(text: str) -> Value:
    try:
        return resolve(text)
    except ValueError:
        return UNKNOWN


def resolve(text: str) -> Value:
    """The value of a plain scalar. Raises ValueError, with the reason, for one that the loader refuses."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST:
        return text
    if text in {"=", "<<"}:
        raise ValueError("it has a meaning of its own")
    for matches, read in _NUMBERS:
        if matches(text):
            return read(text)
    return text


def _float(text: str) -> float:
    digits = text.replace("_", "").lower()
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    if digits in {".inf", ".nan"}:
        return sign * float(digits[1:])
    try:
        return sign * sum((part * 60**at for at, part in _by_sixty(digits, float)), 0.0)
    except OverflowError:
        raise ValueError(_TOO_LARGE) from None


def _integer(text: str) -> int:
    digits = text.replace("_", "")
    sign = -1 if digits[0] == "-" else 1
    digits = digits.lstrip("+-")
    for prefix, base in (("0b", 2), ("0x", 16)):
        if digits.startswith(prefix):
            return sign * _number(digits[2:], base)
    if digits.startswith("0"):
        return sign * _number(digits, 8)
    if ":" in digits and len(digits) > _LONGEST_SEXAGESIMAL:
        raise ValueError(_TOO_LARGE)
    value: int = sum(part * 60**at for at, part in _by_sixty(digits, _decimal))
    return sign * value


def _by_sixty(digits: str, read: Callable[[str], Number]) -> Iterator[tuple[int, Number]]:
    """The parts of hours, minutes and seconds, the last first, each with its power of sixty."""
    return ((at, read(part)) for at, part in enumerate(reversed(digits.split(":"))))


def _decimal(digits: str) -> int:
    return _number(digits, 10)


def _number(digits: str, base: int) -> int:
    try:
        return int(digits, base)
    except ValueError:
        raise ValueError(_TOO_LARGE if digits else "it is taken for a number without digits") from None


def _timestamp(text: str) -> Value:
    match = _TIMESTAMP.fullmatch(text)
    assert match is not None
    if match[1]:
        _existing(date, *match.group(1, 2, 3))
        return OtherValue("date")
    _existing(datetime, *match.group(4, 5, 6, 7, 8, 9))
    if match[10] and timedelta(hours=int(match[10]), minutes=int(match[11] or 0)) >= timedelta(days=1):
        raise ValueError(_NO_DATE)
    return OtherValue("datetime")


def _existing(kind: Callable[..., date], *parts: str) -> None:
    try:
        kind(*(int(part) for part in parts))
    except ValueError:
        raise ValueError(_NO_DATE) from None


_NUMBERS = ((_FLOAT.fullmatch, _float), (_INTEGER.fullmatch, _integer), (_TIMESTAMP.fullmatch, _timestamp))
