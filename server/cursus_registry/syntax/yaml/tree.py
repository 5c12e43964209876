"""From the parser's tree of a text without errors to nodes, and whether such a tree is to be trusted.

The parser follows YAML 1.2, and PyYAML its own reading of 1.1. Where the two are known to differ, PyYAML is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

import tree_sitter_yaml
from tree_sitter import Language, Node, Parser, Query, QueryCursor

from cursus_registry.syntax.yaml.bounds import longest_line
from cursus_registry.syntax.yaml.nodes import MERGE_KEY, Fault, NodeKind, YamlNode, YamlText, absent
from cursus_registry.syntax.yaml.scalars import block_text, double_quoted_text, plain_text, single_quoted_text
from cursus_registry.syntax.yaml.suspects import (
    doubtful_starts,
    is_doubtful,
    unsafe_alias,
    unsafe_merge,
    unsafe_tag,
)
from cursus_registry.text import Span


class _Grammar(NamedTuple):
    """The parser and what is asked of its trees."""

    parser: Parser
    suspects: Query
    plain: Query


_SUSPECTS = """
[(alias) (tag)] @unsafe
[(anchor) (yaml_directive) (tag_directive) (reserved_directive)] @unusual
[(block_mapping_pair !key) (flow_pair !key)] @unusual
[(block_mapping_pair "?") (flow_pair "?")] @unusual
(_ key: (block_node)) @unusual
(_ key: (flow_node [(flow_sequence) (flow_mapping)])) @unusual
[(flow_sequence) (flow_mapping)] @flow
(block_scalar) @block
"""
_PLAIN = "(plain_scalar) @plain"
_UNUSUAL_BYTES = (b"\t", b"\\U", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\n...", b"\r...")
_LONG_LINE = 1_000
_INDICATORS = re.compile(rb"\?|[&*!%](?<=[\s\[{,:?-].)")
_BLOCK_HEADER = re.compile(rb"[|>][-+1-9]{0,2}[ \t]*(?:[\r\n#]|\Z)")
_ORDINARY = bytes(byte for byte in range(256) if byte not in b"&*!%?|>")
_BEFORE_COLON = bytes(byte if byte == ord(":") else ord(" " if byte in b" \r\n[]{},?-" else "x") for byte in range(256))
_UNUSUAL_IN_FLOW = re.compile(rb"\?|[\[{,:\s]:")
_BLANK_LINES = re.compile(rb"(?:[ ]*+(?:\r\n|\n|\r))*+")


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    """Made when the first YAML text is read."""
    language = Language(tree_sitter_yaml.language())
    return _Grammar(Parser(language), Query(language, _SUSPECTS), Query(language, _PLAIN))


def parse_tree(data: bytes) -> Node:
    """The root of the parser's tree. Its offsets are those of the text; its lines and columns are not to be used."""
    # the parser takes a blank line that ends with both characters for text in a block scalar
    return _grammar().parser.parse(data.replace(b"\r\n", b" \n")).root_node


def documents(root: Node) -> list[Node]:
    """The documents of a text."""
    return [child for child in root.children if child.type == "document"]


def is_unusual(data: bytes, root: Node) -> bool:
    """Whether PyYAML may see something else in a text of one document, whose tree has no error."""
    lines = b"\n" + data
    if any(unusual in lines for unusual in _UNUSUAL_BYTES) or longest_line(data) > _LONG_LINE:
        return True
    if data[root.end_byte :].strip() or data[: root.start_byte].strip(b"\xef\xbb\xbf \r\n"):
        return True
    if not _is_suspicious(lines):
        return False
    found = _captures(_grammar().suspects, root)
    if "unusual" in found or "unsafe" in found:
        return True
    if any(_UNUSUAL_IN_FLOW.search(data, node.start_byte, node.end_byte) for node in found.get("flow", ())):
        return True
    return not all(_is_plausible(data, node) for node in found.get("block", ()))


def _is_suspicious(lines: bytes) -> bool:
    """Whether the tree could hold any of the suspects; asking it is slower than looking at the bytes."""
    found = lines.translate(None, _ORDINARY)
    if found.strip(b"|>") and _INDICATORS.search(lines):
        return True
    colons = lines.translate(_BEFORE_COLON)
    return b" :" in colons or b"::" in colons or bool(found and _BLOCK_HEADER.search(lines))


def _is_plausible(data: bytes, node: Node) -> bool:
    """The parser takes some lines for a part of a block scalar that are indented too little."""
    try:
        _block_text(data, node)
    except ValueError:
        return False
    return True


def read_tree(data: bytes, root: Node, wanted: Collection[str] | None, sought: str = "") -> YamlText:
    """What a tree without errors says; only the values of wanted keys are looked into at the top, or all.

    Beside them what leads to a `sought` key, if one is given. Raises ValueError for a scalar that cannot be read.
    """
    content = next((_content(document) for document in documents(root)), None)
    node = None if content is None else _Reader(data, wanted, sought).read_top(content)
    suspects = _captures(_grammar().suspects, root) if _is_suspicious(b"\n" + data) else {}
    unsafe = [_unsafe(data, found) for found in suspects.get("unsafe", ())]
    doubtful = []
    for scalar in _doubtful(data, root):
        span = Span(scalar.start_byte, scalar.end_byte)
        text = plain_text(data[span.start : span.end].decode("utf-8", "surrogatepass"))
        if text == MERGE_KEY and _is_key(scalar):
            unsafe.append(unsafe_merge(span))
        elif is_doubtful(text):
            doubtful.append(YamlNode(NodeKind.SCALAR, span, text, plain=True))
    return YamlText(node, None, min(unsafe, default=None), tuple(doubtful))


def _captures(query: Query, root: Node) -> dict[str, list[Node]]:
    """What a query finds in the first document; asked about all of a text, it is slow if that has many documents."""
    return next((QueryCursor(query).captures(document) for document in documents(root)), {})


def _unsafe(data: bytes, node: Node) -> Fault:
    span = Span(node.start_byte, node.end_byte)
    return unsafe_alias(data, span) if node.type == "alias" else unsafe_tag(data, span)


def _doubtful(data: bytes, root: Node) -> Iterator[Node]:
    starts = doubtful_starts(data)
    found = _captures(_grammar().plain, root).get("plain", ()) if starts else ()
    return iter(sorted((node for node in found if node.start_byte in starts), key=lambda node: node.start_byte))


def _is_key(scalar: Node) -> bool:
    node = scalar.parent
    pair = node.parent if node is not None else None
    if pair is None or pair.type == "flow_mapping":
        return pair is not None
    return pair.child_by_field_name("key") == node


def _content(node: Node) -> Node | None:
    """What stands in a document or node, beside comments, tags and anchors."""
    children = node.named_children
    if len(children) == 1 and children[0].type in _KINDS:
        return children[0]
    return next((child for child in children if child.type in _KINDS or child.type in _WRAPPERS), None)


_WRAPPERS = frozenset({"block_node", "flow_node"})
_KINDS = frozenset(
    {"block_mapping", "flow_mapping", "block_sequence", "flow_sequence", "block_scalar", "plain_scalar"}
    | {"single_quote_scalar", "double_quote_scalar", "alias"}
)
_MAPPINGS = frozenset({"block_mapping", "flow_mapping"})
_SEQUENCES = frozenset({"block_sequence", "flow_sequence"})
_PAIRS = frozenset({"block_mapping_pair", "flow_pair"})


class _Reader:
    """Nodes of the parser to nodes of ours. The depth was looked at before."""

    def __init__(self, data: bytes, wanted: Collection[str] | None, sought: str) -> None:
        self.data = data
        self.wanted = wanted
        self.sought = sought
        pattern = re.escape(sought.encode())
        self.offsets = [match.start() for match in re.finditer(pattern, data)] if sought else []

    def read_top(self, node: Node) -> YamlNode:
        content = _content(node)
        is_mapping = content is not None and content.type in _MAPPINGS
        if content is None or not is_mapping or _is_tagged(node):
            return self.read(node)
        return self._mapping(content, self.wanted)

    def read(self, node: Node) -> YamlNode:
        content = _content(node)
        kind = "alias" if content is None or _is_tagged(node) else content.type
        if content is None or kind == "alias":
            return YamlNode(NodeKind.UNSAFE, Span(node.start_byte, node.end_byte))
        if kind in _MAPPINGS:
            return self._mapping(content)
        if kind in _SEQUENCES:
            return self._sequence(content)
        return self._scalar(content, kind)

    def _mapping(self, node: Node, wanted: Collection[str] | None = None) -> YamlNode:
        children: list[YamlNode] = []
        for child in node.named_children:
            if child.type in _PAIRS:
                children += self._pair(child, wanted)
            elif child.type == "flow_node":
                children += (self.read(child), absent(child.end_byte))
        return YamlNode(NodeKind.MAPPING, _span(node, children), children=tuple(children))

    def _pair(self, pair: Node, wanted: Collection[str] | None) -> tuple[YamlNode, YamlNode]:
        key_node, value_node = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        key = absent(pair.start_byte) if key_node is None else self.read(key_node)
        if key.plain and key.text == MERGE_KEY:
            key = YamlNode(NodeKind.UNSAFE, key.span)
        if value_node is None:
            return key, absent(pair.end_byte)
        if wanted is None or key.text in wanted or (self.sought and key.text == self.sought):
            return key, self.read(value_node)
        return key, self._around_sought(value_node)

    def _around_sought(self, node: Node) -> YamlNode:
        """A value of which only what leads to a sought key is read: most values lead to none."""
        at = bisect_left(self.offsets, node.start_byte)
        if at == len(self.offsets) or self.offsets[at] >= node.end_byte:
            return YamlNode(NodeKind.SKIPPED, Span(node.start_byte, node.end_byte))
        content = _content(node)
        if content is None or content.type not in _MAPPINGS or _is_tagged(node):
            return self.read(node)
        return self._mapping(content, ())

    def _sequence(self, node: Node) -> YamlNode:
        children = []
        for child in node.named_children:
            if child.type == "flow_node":
                children.append(self.read(child))
            elif child.type == "flow_pair":
                pair = self._pair(child, None)
                children.append(YamlNode(NodeKind.MAPPING, Span(child.start_byte, child.end_byte), children=pair))
            elif child.type == "block_sequence_item":
                item = next((inner for inner in child.named_children if inner.type in _WRAPPERS), None)
                children.append(absent(child.start_byte + 1) if item is None else self.read(item))
        return YamlNode(NodeKind.SEQUENCE, _span(node, children), children=tuple(children))

    def _scalar(self, node: Node, kind: str) -> YamlNode:
        span = Span(node.start_byte, node.end_byte)
        raw = self.data[span.start : span.end].decode("utf-8", "surrogatepass")
        if kind == "plain_scalar":
            return YamlNode(NodeKind.SCALAR, span, plain_text(raw), plain=True)
        if kind == "single_quote_scalar":
            return YamlNode(NodeKind.SCALAR, span, single_quoted_text(raw))
        if kind == "double_quote_scalar":
            return YamlNode(NodeKind.SCALAR, span, double_quoted_text(raw))
        end = span.start + len(self.data[span.start : span.end].rstrip())
        return YamlNode(NodeKind.SCALAR, Span(span.start, end), _block_text(self.data, node))


def _block_text(data: bytes, node: Node) -> str:
    blank = _BLANK_LINES.match(data, node.end_byte)
    raw = data[node.start_byte : blank.end() if blank else node.end_byte]
    return block_text(raw.decode("utf-8", "surrogatepass"), _parent_column(data, node))


def _parent_column(data: bytes, node: Node) -> int:
    """The column of the pair or item that a block scalar belongs to, which its indentation is counted from."""
    parent = node.parent
    while parent is not None and parent.type not in {"block_mapping_pair", "block_sequence_item"}:
        parent = parent.parent
    if parent is None:
        return -1
    at = parent.start_byte
    return at - 1 - max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at))


def _is_tagged(node: Node) -> bool:
    return node.named_child_count > 1 and any(child.type == "tag" for child in node.named_children)


def _span(node: Node, children: list[YamlNode]) -> Span:
    """Where a collection stands. One in blocks ends with its last child; the parser's own ends behind that."""
    end = node.end_byte if node.type.startswith("flow_") else max(children[-1].span.end, node.start_byte + 1)
    return Span(node.start_byte, end)
