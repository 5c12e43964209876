"""From the tree of an expression to its value. Names are looked up elsewhere; nothing is ever run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from cursus_registry.facts.values import (
    MAX_DEPTH,
    MAX_SIZE,
    UNKNOWN,
    DictValue,
    ListValue,
    OtherValue,
    Reference,
    Spread,
    TooDeepError,
    Value,
    merge,
    size_of,
)
from cursus_registry.text import Span

Lookup = Callable[[str], Value]
"""What a name, or a dotted name, stands for."""

MAX_TEXT = 100_000
_SIMPLE = {"true": True, "false": False, "none": None}
_LISTS: dict[str, Literal["list", "tuple", "set"]] = {"list": "list", "tuple": "tuple", "set": "set"}


def no_names(_: str) -> Value:
    """The look-up where no name is known."""
    return UNKNOWN


def read_value(node: Node, data: bytes, unknown: list[Span], lookup: Lookup = no_names) -> Value:
    """The value of an expression; what could not be told is added to `unknown`. Raises TooDeepError."""
    return _Reader(data, lookup).value(node, unknown, 0)


def dict_values(arguments: Iterable[Node], data: bytes, lookup: Lookup) -> list[Value]:
    """The mappings that the arguments of `update`, or the operand of `|=`, stand for. Raises TooDeepError."""
    return list(_Reader(data, lookup).arguments(arguments, [], 0))


@dataclass(slots=True)
class _Reader:
    """Reads one expression. `size` is how much the names in it brought along: a name can be repeated without end."""

    data: bytes
    lookup: Lookup
    size: int = 0

    def value(self, node: Node, unknown: list[Span], depth: int) -> Value:
        value = self.read(node, unknown, depth)
        if value is UNKNOWN:
            unknown.append(Span(node.start_byte, node.end_byte))
        return value

    def read(self, node: Node, unknown: list[Span], depth: int) -> Value:
        kind = node.type
        if kind == "string":
            return _read_string(self.data[node.start_byte : node.end_byte])
        if depth > MAX_DEPTH:
            raise TooDeepError(node.start_byte)
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        if kind in _LISTS:
            return self.items(node, _LISTS[kind], unknown, depth)
        if kind == "dictionary":
            return self.dictionary(node, unknown, depth)
        if kind in {"integer", "float"}:
            return _literal(self.data[node.start_byte : node.end_byte])
        if kind in {"identifier", "attribute"}:
            return self.name(node)
        return self.compound(node, unknown, depth)

    def compound(self, node: Node, unknown: list[Span], depth: int) -> Value:
        """What is made of other expressions."""
        match node.type:
            case "concatenated_string":
                return sum_of([self.read(child, [], depth + 1) for child in named(node)])
            case "binary_operator":
                return self.operation(node, depth)
            case "parenthesized_expression":
                inner = list(named(node))
                return self.read(inner[0], unknown, depth + 1) if len(inner) == 1 else UNKNOWN
            case "unary_operator" if node.children[0].type == "-":
                value = self.read(node.children[-1], [], depth + 1)
                return -value if isinstance(value, int | float) and not isinstance(value, bool) else UNKNOWN
            case "call":
                return self.call(node, unknown, depth)
            case "lambda":
                return OtherValue("function")
        return UNKNOWN

    def operation(self, node: Node, depth: int) -> Value:
        """`a + b + c` and `a | b | c`: however long the chain is, it is no deeper for that."""
        operator = node.children[1].type
        operands = [self.read(operand, [], depth + 1) for operand in operands_of(node, operator)]
        if operator == "+":
            return sum_of(operands)
        return merge(operands) if operator == "|" else UNKNOWN

    def items(self, node: Node, kind: Literal["list", "tuple", "set"], unknown: list[Span], depth: int) -> Value:
        found: list[Value] = []
        for child in named(node):
            if child.type == "list_splat":
                inner = self.value(child.named_children[0], unknown, depth + 1)
                if isinstance(inner, ListValue):
                    found += inner.items
                else:
                    found.append(Spread(inner) if isinstance(inner, Reference) else UNKNOWN)
            else:
                found.append(self.value(child, unknown, depth + 1))
        return ListValue(kind, tuple(found))

    def dictionary(self, node: Node, unknown: list[Span], depth: int) -> Value:
        parts: list[Value] = []
        keys: list[Value] = []
        values: list[Value] = []
        for child in named(node):
            if child.type == "pair":
                key, value = list(named(child))[:2]
                keys.append(self.value(key, unknown, depth + 1))
                values.append(self.value(value, unknown, depth + 1))
            elif child.type == "dictionary_splat":
                parts.append(DictValue(tuple(keys), tuple(values), complete=True))
                parts.append(self.value(child.named_children[0], unknown, depth + 1))
                keys, values = [], []
        last = DictValue(tuple(keys), tuple(values), complete=True)
        return merge([*parts, last]) if parts else last

    def call(self, node: Node, unknown: list[Span], depth: int) -> Value:
        """`dict(a=1)`, `dict(other, a=1)`; every other call would have to be run."""
        arguments = dict_arguments(node, self.data)
        return UNKNOWN if arguments is None else merge(self.arguments(arguments, unknown, depth))

    def arguments(self, arguments: Iterable[Node], unknown: list[Span], depth: int) -> Iterator[Value]:
        """The mappings that the arguments of `dict` or `update` stand for."""
        yield DictValue((), (), complete=True)
        for argument in arguments:
            if argument.type == "keyword_argument":
                name, value = argument.named_children[0], argument.named_children[-1]
                key = self.data[name.start_byte : name.end_byte].decode()
                yield DictValue((key,), (self.value(value, unknown, depth + 1),), complete=True)
            else:
                inner = argument.named_children[0] if argument.type == "dictionary_splat" else argument
                yield self.value(inner, unknown, depth + 1)

    def name(self, node: Node) -> Value:
        value = self.lookup(b"".join(self.data[node.start_byte : node.end_byte].split()).decode("utf-8", "replace"))
        if isinstance(value, ListValue | DictValue):
            self.size += size_of(value)
        return UNKNOWN if self.size > MAX_SIZE else value


def operands_of(node: Node, operator: str) -> list[Node]:
    """The operands of a chain of one operator, in the order of the text."""
    found: list[Node] = []
    while node.type == "binary_operator" and node.children[1].type == operator:
        found.append(node.children[2])
        node = node.children[0]
    return [node, *reversed(found)]


def dict_arguments(node: Node, data: bytes) -> list[Node] | None:
    """The arguments of a call of `dict` in which at most the first is no keyword; None for every other call."""
    function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or arguments is None or arguments.type != "argument_list":
        return None
    if data[function.start_byte : function.end_byte] != b"dict":
        return None
    found = list(named(arguments))
    plain = [argument for argument in found if argument.type not in {"keyword_argument", "dictionary_splat"}]
    return (
        None if len(plain) > 1 or (plain and plain[0] != found[0]) or "list_splat" in {a.type for a in plain} else found
    )


def named(node: Node) -> Iterator[Node]:
    """The named children of a node without comments, which can stand anywhere."""
    return (child for child in node.named_children if child.type != "comment")


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


def sum_of(parts: list[Value]) -> Value:
    """Strings, lists or tuples one behind the other."""
    if parts and all(isinstance(part, str) for part in parts):
        text = "".join(part for part in parts if isinstance(part, str))
        return text if len(text) <= MAX_TEXT else UNKNOWN
    lists = [part for part in parts if isinstance(part, ListValue) and part.kind != "set"]
    if len(lists) < len(parts) or len({part.kind for part in lists}) != 1:
        return UNKNOWN
    return ListValue(lists[0].kind, tuple(item for part in lists for item in part.items))


def item_spans(node: Node) -> list[Span]:
    """Where the items of a list display stand."""
    return [Span(child.start_byte, child.end_byte) for child in named(node)]
