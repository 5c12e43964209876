"""What a YAML text says, without values: scalars as texts, sequences, mappings, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from cursus_registry.text import Span


class NodeKind(Enum):
    """What a node is. UNSAFE: an alias, a merge key or a tagged value. SKIPPED: not looked into."""

    SCALAR = "scalar"
    SEQUENCE = "sequence"
    MAPPING = "mapping"
    UNSAFE = "unsafe"
    SKIPPED = "skipped"


class YamlNode(NamedTuple):
    """One node. `children` are the items of a sequence, or the keys and values of a mapping by turns.

    `plain` scalars stand without quotes, so that they can be other than strings; an absent value is an empty one.
    `whole` is false for a mapping of which only a part could be read.
    """

    kind: NodeKind
    span: Span
    text: str = ""
    plain: bool = False
    children: tuple[YamlNode, ...] = ()
    whole: bool = True

    def pairs(self) -> Iterator[tuple[YamlNode, YamlNode]]:
        """The keys of a mapping with their values."""
        return zip(self.children[::2], self.children[1::2], strict=True)

    def shifted(self, by: int) -> YamlNode:
        """The same node, `by` bytes further on."""
        return self._replace(span=self.span.shifted(by), children=tuple(child.shifted(by) for child in self.children))


class Fault(NamedTuple):
    """Something wrong with a text, and where."""

    span: Span
    message: str


class YamlText(NamedTuple):
    """What a text says. `root` is the first document, or None if that is empty or nothing of it could be read.

    `fault` is where the text stops being YAML. `unsafe` is the first alias, tag or merge key. `doubtful` are plain
    scalars anywhere in the text that look like a number or date that may not exist.
    """

    root: YamlNode | None
    fault: Fault | None = None
    unsafe: Fault | None = None
    doubtful: tuple[YamlNode, ...] = ()


MERGE_KEY = "<<"


def absent(at: int) -> YamlNode:
    """The value that is not there, as behind `key:`."""
    return YamlNode(NodeKind.SCALAR, Span(at, at), plain=True)


def mapping(children: list[YamlNode], span: Span, *, whole: bool = True) -> YamlNode:
    """A mapping of keys and values by turns; a mapping in block style has no brackets, and ends with its last value."""
    return YamlNode(NodeKind.MAPPING, span, children=tuple(children), whole=whole)
