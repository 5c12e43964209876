"""JSON texts as trees (tree-sitter). Every text has a tree; what is broken is passed over, never raised.

It must not know what a file says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import tree_sitter_json
from tree_sitter import Language, Node, Parser

from cursus_registry.text import Span

MAX_BRACKETS = 100_000
"""So many brackets may stand in a text; the parser takes a second for a million that are nested."""


class JsonBoundError(ValueError):
    """A text that is too much for the parser; the message says why."""


class JsonString(NamedTuple):
    """A string, and where it stands without its quotes. `is_plain`: it stands there as it reads, without escapes."""

    text: str
    span: Span
    is_plain: bool


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_json.language()))


def parse_json(data: bytes) -> Node:
    """The root of the tree of a text. Raises JsonBoundError for a text with too many brackets."""
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS:
        raise JsonBoundError(f"it has more than {MAX_BRACKETS:,} brackets")
    return _parser().parse(data).root_node


def top_of(root: Node) -> Node | None:
    """The object that a text is; None if it is no object."""
    return next((child for child in _with_broken(root) if child.type == "object"), None)


def pairs(node: Node | None, data: bytes) -> Iterator[tuple[JsonString, Node]]:
    """The keys and values of an object, repeated ones too; none for anything else."""
    for child in _with_broken(node) if node is not None and node.type == "object" else ():
        if child.type != "pair":
            continue
        key, value = string_of(child.child_by_field_name("key"), data), child.child_by_field_name("value")
        if key is not None and value is not None:
            yield key, value


def find(node: Node | None, path: tuple[str, ...], data: bytes) -> Node | None:
    """The value below some keys; of several the last, as Python reads them."""
    for name in path:
        node = next((value for key, value in reversed(list(pairs(node, data))) if key.text == name), None)
    return node


def items(node: Node | None) -> Iterator[Node]:
    """The values of an array; none for anything else."""
    if node is not None and node.type == "array":
        yield from (child for child in _with_broken(node) if child.type != "comment")


def string_of(node: Node | None, data: bytes) -> JsonString | None:
    """The string that a node is; None if it is anything else, or broken."""
    if node is None or node.type != "string" or node.has_error:
        return None
    span = Span(node.start_byte + 1, node.end_byte - 1)
    inside = data[span.start : span.end]
    if b"\\" not in inside:
        return JsonString(inside.decode("utf-8", "replace"), span, is_plain=True)
    try:
        text = json.loads(data[node.start_byte : node.end_byte], strict=False)
    except ValueError:
        return None
    return JsonString(text, span, is_plain=False)


def _with_broken(node: Node) -> Iterator[Node]:
    """The named children, and those of what is broken among them."""
    stack = list(reversed(node.named_children))
    while stack:
        child = stack.pop()
        if child.is_error:
            stack.extend(reversed(child.named_children))
        else:
            yield child
