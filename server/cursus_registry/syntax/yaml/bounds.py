"""How large a YAML text may be, in lines, depth and nodes; what is beyond is not read at all.

The parser crashes on blocks nested some 250 deep, and counts lines and columns in 16 bits: both are looked at before
it runs.
"""

from __future__ import annotations

import re

from tree_sitter import Node

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_LINES = MAX_COLUMNS = 32_767

_MAX_OPEN = 100
_DEEP_LINE = re.compile(rb"\n[ \t?:-]{%d}" % (MAX_DEPTH - 4))
_HEAD = re.compile(rb"(?:\A|[\r\n])([ \t]*(?:[-?:](?=[ \t\r\n]|\Z)[ \t]*)*)(?=([^\s#])?)")
_BRACKET = re.compile(rb"[\[{\]}]")
_COLLECTIONS = frozenset({"block_mapping", "block_sequence", "flow_mapping", "flow_sequence"})
_NODES = frozenset({"block_node", "flow_node"})


class YamlBoundError(ValueError):
    """A text beyond the bounds; the message says which, and what to do."""


def too_deep() -> YamlBoundError:
    """The error for collections in collections beyond `MAX_DEPTH`."""
    return YamlBoundError(f"its values are nested more than {MAX_DEPTH} deep; simplify it")


def check_text(data: bytes) -> None:
    """Raise YamlBoundError for a text that the parser must not see. Linear, and mostly a search or two."""
    if len(data) > MAX_LINES and max(data.count(b"\n"), data.count(b"\r")) > MAX_LINES:
        raise YamlBoundError(f"it has more than {MAX_LINES:,} lines; split it")
    if longest_line(data) > MAX_COLUMNS:
        raise YamlBoundError(f"a line is longer than {MAX_COLUMNS:,} bytes; break it")
    if _has_deep_line(data) and _open_columns(data) > _MAX_OPEN:
        raise too_deep()


def _has_deep_line(data: bytes) -> bool:
    """Whether blocks could be nested as deeply as is allowed; without a line like that they are not."""
    return _DEEP_LINE.search(b"\n" + data.replace(b"\r", b"\n")) is not None


def longest_line(data: bytes) -> int:
    """The length of the longest line."""
    return max(map(len, data.splitlines()), default=0)


def _open_columns(data: bytes) -> int:
    """The most columns at which blocks are open at once. At one column stand two blocks at most."""
    most, columns = 0, [-1]
    for match in _HEAD.finditer(data):
        head = match[1]
        found = [at for at, byte in enumerate(head) if byte in b"-?:"]
        if match[2]:
            found.append(len(head))
        for at in found:
            while columns[-1] > at:
                columns.pop()
            if columns[-1] < at:
                columns.append(at)
        most = max(most, len(columns) - 1)
    return most


def check_tree(data: bytes, root: Node) -> None:
    """Raise YamlBoundError for a tree with too many nodes or too deep ones."""
    brackets = data.count(b"[") + data.count(b"{")
    if root.has_error:
        if brackets > MAX_DEPTH and _open_brackets(data) > MAX_DEPTH:
            raise too_deep()
    elif root.descendant_count > MAX_NODES or brackets > MAX_DEPTH - 4 or _has_deep_line(data):
        _measure(root)


def _open_brackets(data: bytes) -> int:
    depth = most = 0
    for match in _BRACKET.finditer(data):
        depth = depth + 1 if match[0] in b"[{" else max(depth - 1, 0)
        most = max(most, depth)
    return most


def _measure(root: Node) -> None:
    """Look at every node, without recursion."""
    cursor = root.walk()
    depth = count = 0
    while True:
        kind = cursor.node.type if cursor.node else ""
        count += kind in _NODES
        depth += kind in _COLLECTIONS
        if depth > MAX_DEPTH:
            raise too_deep()
        if count > MAX_NODES:
            raise YamlBoundError(f"it holds more than {MAX_NODES:,} values; split it")
        if cursor.goto_first_child():
            continue
        depth -= kind in _COLLECTIONS
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            depth -= cursor.node is not None and cursor.node.type in _COLLECTIONS
