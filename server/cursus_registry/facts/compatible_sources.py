"""The step names that an interface file lists as sources (`compatible_sources`), however deep in the file they stand.

A quarter of what stands there in practice is no step (`ProcessingStep`), so it must not know what is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from cursus_registry.facts.model import Mention, Surface
from cursus_registry.facts.yaml_values import read_node
from cursus_registry.syntax.yaml import NodeKind, YamlNode, YamlText, parse_yaml
from cursus_registry.syntax.yaml.lines import Line, read_lines
from cursus_registry.text import Span

KEY = "compatible_sources"
MAX_PIECES = 200
"""Lists that are read at most in a broken text, so that a long one takes no longer than a person waits."""

_BLOCK_SCALAR = re.compile(rb"(?:\A|[ \t])[|>][-+1-9]{0,2}\Z")
_IN_BRACES = re.compile(rb"[{,][ \t]*([\"']?)" + KEY.encode() + rb"\1[ \t]*:[ \t]*(\[[^\]\r\n]*\])")
_HEAD = re.compile(rb"(?:-[ \t]++)*+([\"']?)" + KEY.encode() + rb"\1[ \t]*+:(?=[ \t]|\Z)")
_ENDINGS = (b"", b"]", b'"]', b"']")


def read_compatible_sources(data: bytes, text: YamlText) -> tuple[Mention, ...]:
    """The mentions in an interface file, in the order of the text; in a broken one those that can be read.

    A name that is written with escapes, or over several lines, is none: its letters stand elsewhere.
    """
    if KEY.encode() not in data:
        return ()
    is_whole = text.root is not None and text.root.whole
    items = _below(text.root) if is_whole or text.fault is None else _in_pieces(data)
    found = (mention_in_yaml(data, item, Surface.COMPATIBLE_SOURCE) for item in items)
    return tuple(sorted((mention for mention in found if mention), key=lambda mention: mention.span))


def mention_in_yaml(data: bytes, node: YamlNode, surface: Surface) -> Mention | None:
    """The mention that a scalar is; None if it is no string, or its letters do not stand there as they read."""
    if node.kind is not NodeKind.SCALAR or not isinstance(read_node(node), str):
        return None
    span = node.span if node.plain else Span(node.span.start + 1, node.span.end - 1)
    if data[span.start : span.end] != node.text.encode("utf-8", "surrogatepass"):
        return None
    return Mention(node.text, (), None, computed_workspace=False, expected=True, span=span, surface=surface)


def _below(root: YamlNode | None) -> Iterator[YamlNode]:
    """The items of each such list below a node."""
    stack = [] if root is None else [root]
    while stack:
        node = stack.pop()
        if node.kind is NodeKind.MAPPING:
            for key, value in node.pairs():
                if key.text == KEY and value.kind is NodeKind.SEQUENCE:
                    yield from value.children
                else:
                    stack.append(value)
        elif node.kind is NodeKind.SEQUENCE:
            stack.extend(node.children)


def _in_pieces(data: bytes) -> Iterator[YamlNode]:
    """The items in a broken text: each list by itself, so that what is broken elsewhere costs nothing."""
    lines = list(_outside_of_scalars(data))
    heads = ((at, _HEAD.match(data, line.start, line.end)) for at, line in enumerate(lines))
    for at, match in islice(((at, match) for at, match in heads if match), MAX_PIECES):
        column = lines[at].column + match.start(1) - lines[at].start
        yield from _items_of(data, match.end(), lines[at].end, _lines_below(lines, at, column))
    for count, match in enumerate(_IN_BRACES.finditer(data)):
        if count == MAX_PIECES:
            return
        yield from _items_between(data, match.start(2), match.end(2))


def _outside_of_scalars(data: bytes) -> Iterator[Line]:
    """The lines but for the texts of block scalars, in which anything can stand."""
    scalar: int | None = None
    for line in read_lines(data):
        if scalar is not None and line.column > scalar:
            continue
        yield line
        scalar = line.column if _BLOCK_SCALAR.search(data, line.start, line.end) else None


def _lines_below(lines: Sequence[Line], at: int, column: int) -> list[Line]:
    """The lines that belong to a key at a column by their indentation; items of a list may stand at that column."""
    following = (lines[below] for below in range(at + 1, len(lines)))
    return list(takewhile(lambda line: line.column > column or (line.column == column and line.is_item), following))


def _items_of(data: bytes, start: int, end: int, lines: Sequence[Line]) -> Iterator[YamlNode]:
    """The items behind a key, whose line ends at `end`, and below it: all at once, else line by line."""
    rest = end if not lines else lines[-1].end
    if data[start:end].strip().startswith(b"["):
        yield from _items_between(data, start, rest) or _items_between(data, start, end)
        return
    if whole := _items_between(data, end, rest):
        yield from whole
        return
    for line in lines:
        if line.is_item:
            yield from _items_between(data, line.start - line.column, line.end)


def _items_between(data: bytes, start: int, end: int) -> tuple[YamlNode, ...]:
    """The items of the list that stands there, be it without its end; a name without its end is none."""
    for ending in _ENDINGS:
        text = parse_yaml(data[start:end] + ending, None)
        if text.fault is None and text.root is not None and text.root.kind is NodeKind.SEQUENCE:
            items = text.root.shifted(start).children
            return tuple(item for item in items if item.span.end <= end)
    return ()
