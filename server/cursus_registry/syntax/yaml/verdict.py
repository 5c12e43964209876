"""PyYAML's opinion of a text: the framework reads interface files with it, so what it refuses is broken.

It is some twenty times slower than the parser, so only texts that are broken or unusual come here. Its parser in
Python is used as far as events and no further: nothing is constructed, no alias is followed.
"""

from __future__ import annotations

import re
from array import array
from typing import Any, Protocol

from cursus_registry.syntax.yaml.bounds import MAX_DEPTH, too_deep
from cursus_registry.syntax.yaml.faults import Report, describe, rest_of_line
from cursus_registry.syntax.yaml.nodes import MERGE_KEY, Fault, NodeKind, YamlNode, YamlText, absent
from cursus_registry.syntax.yaml.suspects import LIST_KEY, is_doubtful, unsafe_alias, unsafe_merge, unsafe_tag
from cursus_registry.text import Span


class Mark(Protocol):
    """A place as PyYAML counts: in characters."""

    index: int


MAX_JUDGED = 32_000
"""Bytes beyond which asking would take longer than a person waits."""

_ANCHOR = re.compile(rb"&\S+[ \t\r\n]+(?!#)")
_TAG = re.compile(rb"(?:&\S+[ \t\r\n]+)?(![^ \t\r\n,\[\]{}]*)")


def judge(data: bytes) -> YamlText:
    """What PyYAML sees in a text; the root is None if that text, or its first document, has a fault.

    Raises YamlBoundError.
    """
    import yaml  # noqa: PLC0415 - most sessions never need it

    builder = _Builder(data)
    try:
        for event in yaml.parse(builder.text, Loader=yaml.SafeLoader):
            builder.add(event)
            if builder.has_another_document:
                break
    except yaml.MarkedYAMLError as error:
        builder.blame(error.context, error.context_mark, error.problem, error.problem_mark)
    except ValueError:
        builder.blame_escape(event.end_mark)
    return builder.result()


class _Builder:
    """Events to nodes, without recursion."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.text = data.decode("utf-8", "surrogatepass")
        self.has_another_document = False
        self._fault: Fault | None = None
        self._offsets = None if data.isascii() else _offsets(self.text)
        self._root: YamlNode | None = None
        self._is_whole = False
        self._open: list[tuple[NodeKind, Any, list[YamlNode]]] = []
        self._unsafe: Fault | None = None
        self._doubtful: list[YamlNode] = []

    def result(self) -> YamlText:
        root = self._root if self._is_whole else None
        return YamlText(root, self._fault, self._unsafe, tuple(self._doubtful))

    def blame(self, context: str | None, begun: Mark | None, problem: str | None, met: Mark | None) -> None:
        """Keep the first fault."""
        start = None if begun is None else self._at(begun)
        at = len(self.data) if met is None else self._at(met)
        self._fault = self._fault or describe(self.data, Report(context or "", start, problem or "", at))

    def blame_escape(self, behind: Mark | None) -> None:
        """The one thing in a text that PyYAML stumbles over: an escape for a character that does not exist."""
        at = max(self.data.find(b"\\U", 0 if behind is None else self._at(behind)), 0)
        self._fault = self._fault or Fault(Span(at, at + 10), "the escape is for a character that does not exist")

    def add(self, event: Any) -> None:
        """One event. The names of PyYAML's classes are all that is needed of them."""
        name = type(event).__name__
        if name == "DocumentStartEvent" and self._is_whole:
            self.blame(None, None, "but found another document", event.start_mark)
            self.has_another_document = True
        elif name == "DocumentEndEvent":
            self._is_whole = True
        elif name in {"MappingStartEvent", "SequenceStartEvent"}:
            kind = NodeKind.MAPPING if name == "MappingStartEvent" else NodeKind.SEQUENCE
            self._open.append((kind, event, []))
            if len(self._open) > MAX_DEPTH:
                raise too_deep()
        elif name in {"MappingEndEvent", "SequenceEndEvent"}:
            self._close(event)
        elif name == "AliasEvent":
            span = self._span(event)
            self._suspect(unsafe_alias(self.data, span))
            self._put(YamlNode(NodeKind.UNSAFE, span))
        elif name == "ScalarEvent":
            self._put(self._scalar(event))

    def _scalar(self, event: Any) -> YamlNode:
        span = self._span(event)
        if event.tag is not None:
            return self._tagged(event, span)
        if span.start == span.end:
            return absent(span.start)
        anchor = _ANCHOR.match(self.data, span.start, span.end) if event.anchor else None
        start = anchor.end() if anchor else span.start
        span = Span(start, start + len(self.data[start : span.end].rstrip()))
        return YamlNode(NodeKind.SCALAR, span, event.value, plain=event.style is None)

    def _tagged(self, event: Any, span: Span) -> YamlNode:
        tag = _TAG.match(self.data, self._at(event.start_mark))
        self._suspect(unsafe_tag(self.data, Span(*tag.span(1)) if tag else span))
        return YamlNode(NodeKind.UNSAFE, span)

    def _suspect(self, found: Fault) -> None:
        self._unsafe = min(self._unsafe or found, found)

    def _close(self, event: Any) -> None:
        kind, opening, children = self._open.pop()
        start, end = self._at(opening.start_mark), self._at(event.end_mark)
        if not opening.flow_style or (kind is NodeKind.MAPPING and self.data[end - 1 : end] != b"}"):
            start = children[0].span.start if kind is NodeKind.MAPPING else start
            end = max(children[-1].span.end, start + 1)
        span = Span(start, end)
        if opening.tag is not None:
            self._put(self._tagged(opening, span))
        else:
            self._put(YamlNode(kind, span, children=tuple(children)))

    def _put(self, node: YamlNode) -> None:
        if self._open and self._open[-1][0] is NodeKind.MAPPING and len(self._open[-1][2]) % 2 == 0:
            node = self._key(node)
        if node.plain and is_doubtful(node.text):
            self._doubtful.append(node)
        if self._open:
            self._open[-1][2].append(node)
        else:
            self._root = None if node.plain and not node.text else node

    def _key(self, node: YamlNode) -> YamlNode:
        if node.kind in {NodeKind.MAPPING, NodeKind.SEQUENCE}:
            self._fault = self._fault or Fault(rest_of_line(self.data, node.span.start), LIST_KEY)
        if node.plain and node.text == MERGE_KEY:
            self._suspect(unsafe_merge(node.span))
            return YamlNode(NodeKind.UNSAFE, node.span)
        return node

    def _span(self, event: Any) -> Span:
        return Span(self._at(event.start_mark), self._at(event.end_mark))

    def _at(self, mark: Mark) -> int:
        return mark.index if self._offsets is None else self._offsets[mark.index]


def _offsets(text: str) -> array[int]:
    """The byte at which each character starts, and where the text ends."""
    offsets = array("Q", [0])
    total = 0
    for character in text:
        code = ord(character)
        total += 1 + (code > 0x7F) + (code > 0x7FF) + (code > 0xFFFF)
        offsets.append(total)
    return offsets
