"""Values as they stand in a registry, read and never run. What only running could tell is `Unknown`."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from enum import Enum
from typing import Literal, NamedTuple

from tree_sitter import Node

from cursus_registry.text import Span

MAX_DEPTH = 64


class Unknown(Enum):
    """The one value that is not known."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class ListValue(NamedTuple):
    """A list, tuple or set display."""

    kind: Literal["list", "tuple", "set"]
    items: tuple[Value, ...]


class DictValue(NamedTuple):
    """A dict display; a key that is no string is kept as its value, a spread makes `complete` false."""

    keys: tuple[Value, ...]
    values: tuple[Value, ...]
    complete: bool


class OtherValue(NamedTuple):
    """A value that is known, and of a type that no field has."""

    type_name: str


Value = str | int | float | bool | None | ListValue | DictValue | OtherValue | Unknown


class TooDeepError(ValueError):
    """Brackets nested beyond `MAX_DEPTH`; `offset` is where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"brackets are nested more than {MAX_DEPTH} deep")
        self.offset = offset


_SIMPLE = {"true": True, "false": False, "none": None}
_LISTS: dict[str, Literal["list", "tuple", "set"]] = {"list": "list", "tuple": "tuple", "set": "set"}


def read_value(node: Node, data: bytes, unknown: list[Span], depth: int = 0) -> Value:
    """The value of an expression; what could not be told is added to `unknown`. Raises TooDeepError."""
    value = _read(node, data, unknown, depth)
    if value is UNKNOWN:
        unknown.append(Span(node.start_byte, node.end_byte))
    return value


def _read(node: Node, data: bytes, unknown: list[Span], depth: int) -> Value:
    kind = node.type
    if kind == "string":
        return _read_string(data[node.start_byte : node.end_byte])
    if depth > MAX_DEPTH:
        raise TooDeepError(node.start_byte)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind in _LISTS:
        return ListValue(_LISTS[kind], tuple(_read_items(node, data, unknown, depth)))
    if kind == "dictionary":
        return _read_dict(node, data, unknown, depth)
    if kind in {"integer", "float"}:
        return _literal(data[node.start_byte : node.end_byte])
    if kind == "concatenated_string" or (kind == "binary_operator" and node.children[1].type == "+"):
        return _join([_read(child, data, [], depth + 1) for child in named(node)])
    if kind == "parenthesized_expression":
        inner = list(named(node))
        return _read(inner[0], data, unknown, depth + 1) if len(inner) == 1 else UNKNOWN
    if kind == "unary_operator" and node.children[0].type == "-":
        value = _read(node.children[-1], data, [], depth + 1)
        return -value if isinstance(value, int | float) and not isinstance(value, bool) else UNKNOWN
    return OtherValue("function") if kind == "lambda" else UNKNOWN


def named(node: Node) -> Iterator[Node]:
    """The named children of a node without comments, which can stand anywhere."""
    return (child for child in node.named_children if child.type != "comment")


def value_type(value: Value) -> str:
    """How a person would call the type of a value."""
    match value:
        case None:
            return "None"
        case ListValue(kind):
            return kind
        case DictValue():
            return "dict"
        case OtherValue(name):
            return name
        case Unknown():
            return "unknown"
    return {str: "string", bool: "boolean", int: "integer", float: "float"}[type(value)]


def _read_items(node: Node, data: bytes, unknown: list[Span], depth: int) -> Iterator[Value]:
    for child in named(node):
        yield read_value(child, data, unknown, depth + 1)


def _read_dict(node: Node, data: bytes, unknown: list[Span], depth: int) -> DictValue:
    keys: list[Value] = []
    values: list[Value] = []
    complete = True
    for child in named(node):
        if child.type != "pair":
            complete = False
            unknown.append(Span(child.start_byte, child.end_byte))
            continue
        key, value = list(named(child))[:2]
        keys.append(read_value(key, data, unknown, depth + 1))
        values.append(read_value(value, data, unknown, depth + 1))
    return DictValue(tuple(keys), tuple(values), complete)


def _read_string(raw: bytes) -> Value:
    quote = raw[:1]
    if quote in b"\"'" and b"\\" not in raw and raw[:3] != quote * 3:
        return raw[1:-1].decode("utf-8", "surrogatepass")
    return _literal(raw)


def _literal(raw: bytes) -> Value:
    """A string with prefix or escapes, or a number, as Python's own literal reader sees it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, SyntaxError, MemoryError):
        return UNKNOWN
    if isinstance(value, str | int | float):
        return value
    return OtherValue(type(value).__name__)


def _join(parts: list[Value]) -> Value:
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else UNKNOWN


def item_spans(node: Node) -> list[Span]:
    """Where the items of a list display stand."""
    return [Span(child.start_byte, child.end_byte) for child in named(node)]
