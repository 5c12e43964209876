"""A broken text cut into its keys by indentation, each read by itself, so that what is whole costs nothing.

A key begins on a line of its own, at the column of the first one. It must not know what the keys mean.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from cursus_registry.syntax.yaml.lines import Line, read_lines
from cursus_registry.syntax.yaml.nodes import Fault, NodeKind, YamlNode, YamlText
from cursus_registry.text import Span

MAX_PIECES = 1_000
"""Pieces that are read at most, so that a long broken text takes no longer than a person waits."""

_MAX_LIFTS = 8
_OPENING = frozenset({b'"', b"'", b"[", b"{", b"|", b">"})

Read = Callable[[bytes], YamlText]


def read_pieces(data: bytes, wanted: Collection[str] | None, read: Read) -> YamlText:
    """The wanted keys of a broken text, as far as their values can be read. `read` is asked about each piece."""
    salvage = _Salvage(data, read)
    children = salvage.read_keys(list(read_lines(data)), wanted)
    if not children:
        return YamlText(None, None, salvage.unsafe)
    span = Span(children[0].span.start, children[-1].span.end)
    root = YamlNode(NodeKind.MAPPING, span, children=tuple(children), whole=False)
    return YamlText(root, None, salvage.unsafe)


class _Salvage:
    """What is found on the way through the pieces."""

    def __init__(self, data: bytes, read: Read) -> None:
        self.data = data
        self.unsafe: Fault | None = None
        self._read = read
        self._left = MAX_PIECES

    def read_keys(self, lines: Sequence[Line], wanted: Collection[str] | None, depth: int = 0) -> list[YamlNode]:
        """Keys and values by turns. Values of keys that are not wanted are not looked for."""
        children: list[YamlNode] = []
        for piece in _cut(lines) if depth < _MAX_LIFTS else ():
            if wanted is None or self._key(piece[0]) in wanted:
                children += self._nodes(piece) or self._damaged(piece, wanted, depth)
        return children

    def _key(self, head: Line) -> str:
        return self.data[head.start : head.colon].decode("utf-8", "replace").strip(" \t\"'")

    def _nodes(self, lines: Sequence[Line]) -> Sequence[YamlNode]:
        """The keys and values of some lines, if they can be read as they are."""
        return self._nodes_between(lines[0].start - lines[0].column, lines[-1].below)

    def _nodes_between(self, start: int, end: int) -> Sequence[YamlNode]:
        if self._left == 0:
            return ()
        self._left -= 1
        found = self._read(self.data[start:end])
        if found.fault or found.root is None or found.root.kind is not NodeKind.MAPPING:
            return ()
        if found.unsafe and self.unsafe is None:
            self.unsafe = Fault(found.unsafe.span.shifted(start), found.unsafe.message)
        return found.root.shifted(start).children

    def _damaged(self, lines: Sequence[Line], wanted: Collection[str] | None, depth: int) -> list[YamlNode]:
        """What can be said of a piece in which something is wrong; its key at least."""
        head, rest = lines[0], lines[1:]
        value = self.data[head.end if head.colon is None else head.colon + 1 : head.end].strip()
        opens_block = not value or value.startswith(b"#")
        if opens_block and wanted is not None and (key := self._key_alone(head)):
            block = tuple(self.read_keys(rest, None))
            return [key, YamlNode(NodeKind.MAPPING, self._value_span(lines), children=block, whole=False)]
        least = 2 if opens_block or value[:1] in {b"|", b">"} else 1
        for count in sorted({len(lines) - 1, _own_lines(lines), 1}, reverse=True):
            if least <= count < len(lines) and (found := self._nodes(lines[:count])):
                lifted = () if opens_block else self.read_keys(lines[count:], wanted, depth + 1)
                return [*found, *lifted]
        key = self._key_alone(head)
        if key is None:
            return []
        is_open = opens_block or value[:1] in _OPENING
        lifted = () if is_open else self.read_keys(rest, wanted, depth + 1)
        return [key, YamlNode(NodeKind.SKIPPED, self._value_span(lines if is_open else lines[:1])), *lifted]

    def _key_alone(self, head: Line) -> YamlNode | None:
        found = () if head.colon is None else self._nodes_between(head.start, head.colon + 1)
        return found[0] if found else None

    def _value_span(self, lines: Sequence[Line]) -> Span:
        """What stands behind the colon of the first line."""
        start, end = (lines[0].colon or lines[0].start) + 1, lines[-1].end
        return Span(start + len(self.data[start:end]) - len(self.data[start:end].lstrip()), end)


def _cut(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines from each key at the column of the first one, or left of it, to the next; what is above is left out."""
    first = next((line for line in lines if line.colon is not None), None)
    starts = [at for at, line in enumerate(lines) if first and line.column <= first.column and line.colon is not None]
    return (lines[start:end] for start, end in pairwise([*starts, len(lines)]))


def _own_lines(lines: Sequence[Line]) -> int:
    """How many lines belong to the first by their indentation; items of a list may stand at its column."""
    head = lines[0]
    is_own = (line.column > head.column or (line.column == head.column and line.is_item) for line in lines[1:])
    return 1 + sum(1 for _ in takewhile(bool, is_own))
