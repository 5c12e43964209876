"""Python texts as trees (tree-sitter). Every text has a tree; where it is broken, `has_error` says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

from cursus_registry.text import Span

MAX_INDENTATIONS = 200

_DEEP_LINE = re.compile(rb"\n[ \t\f]{%d}" % MAX_INDENTATIONS)
_INDENTATION = re.compile(rb"(?:\A|[\r\n])([ \t\f]*)(?=[^\s#])")
_LONE_CARRIAGE_RETURN = re.compile(rb"\r(?!\n)")


class Parsed(NamedTuple):
    """A text and its tree."""

    data: bytes
    tree: Tree

    @property
    def root(self) -> Node:
        """The module."""
        return self.tree.root_node

    @property
    def has_error(self) -> bool:
        """Whether any part of the text is not Python."""
        return self.tree.root_node.has_error


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_python.language()))


def parse_python(data: bytes, previous: Parsed | None = None) -> Parsed:
    """The tree of a text. With the tree of an earlier version, only what changed is parsed again.

    A broken text is always parsed from its beginning: what an error swallows depends on the way there, and an
    open editor has to agree with a cold start.
    """
    if previous is not None and previous.data == data:
        return previous
    lines = _with_line_feeds(data)
    if previous is None or previous.has_error:
        return Parsed(data, _parser().parse(lines))
    tree = previous.tree.copy()
    _mark_change(tree, _with_line_feeds(previous.data), lines)
    tree = _parser().parse(lines, tree)
    return Parsed(data, _parser().parse(lines) if tree.root_node.has_error else tree)


def is_too_deep(data: bytes) -> bool:
    """Whether blocks are nested so deeply that the parser would crash; Python itself allows 100 levels."""
    if not _DEEP_LINE.search(_with_line_feeds(data)):
        return False
    open_blocks = [0]
    for match in _INDENTATION.finditer(data):
        width = len(match[1].expandtabs())
        while width < open_blocks[-1]:
            open_blocks.pop()
        if width > open_blocks[-1]:
            open_blocks.append(width)
        if len(open_blocks) > MAX_INDENTATIONS:
            return True
    return False


def _with_line_feeds(data: bytes) -> bytes:
    """The text as the parser needs it: to it, a carriage return alone ends no line."""
    return _LONE_CARRIAGE_RETURN.sub(b"\n", data) if b"\r" in data else data


def _mark_change(tree: Tree, old: bytes, new: bytes) -> None:
    start = _common_prefix(old, new)
    tail = min(_common_suffix(old, new), len(old) - start, len(new) - start)
    old_end, new_end = len(old) - tail, len(new) - tail
    tree.edit(start, old_end, new_end, _point(old, start), _point(old, old_end), _point(new, new_end))


def _common_prefix(left: bytes, right: bytes) -> int:
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(left: bytes, right: bytes) -> int:
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[len(left) - middle : len(left) - low] == right[len(right) - middle : len(right) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _point(data: bytes, offset: int) -> tuple[int, int]:
    return data.count(b"\n", 0, offset), offset - (data.rfind(b"\n", 0, offset) + 1)


def span_of(node: Node) -> Span:
    """Where a node stands."""
    return Span(node.start_byte, node.end_byte)


def text_of(node: Node, data: bytes) -> str:
    """The text of a node, read from the parsed bytes."""
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def expression_of(parsed: Parsed) -> Node | None:
    """The expression that a text consists of; None if it is anything else, or broken."""
    statements = [child for child in parsed.root.named_children if child.type != "comment"]
    if parsed.has_error or len(statements) != 1 or statements[0].type != "expression_statement":
        return None
    return statements[0].named_children[0]


def dictionary_of(parsed: Parsed) -> Node | None:
    """The dictionary that a text consists of; None if it is anything else, or broken."""
    node = expression_of(parsed)
    return node if node is not None and node.type == "dictionary" else None


def first_error(root: Node) -> Node | None:
    """The first broken place of a tree: the deepest error on the way to it, or a missing token."""
    node, found = root, None
    while node.has_error:
        if node.is_error or node.is_missing:
            found = node
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            break
        node = inner
    return node if node.is_missing else found


def children_at(node: Node, offsets: Sequence[int]) -> list[Node]:
    """The named children in which one of some offsets lies; these are in order."""
    found: list[Node] = []
    at, last = bisect_left(offsets, node.start_byte), bisect_left(offsets, node.end_byte)
    for child in node.named_children if at < last else ():
        start = child.start_byte
        if offsets[at] < start:
            at = bisect_left(offsets, start, at, last)
        if at == last:
            break
        if offsets[at] < child.end_byte:
            found.append(child)
    return found


def walk(root: Node) -> Iterator[Node]:
    """All named nodes below one, in the order of the text, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.named_children))
