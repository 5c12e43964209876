"""YAML texts to nodes, never raising but for the bounds: by the parser's tree, by PyYAML, or piece by piece.

The tree is quick and serves nearly every text. What is broken or unusual is shown to PyYAML, whose word counts: the
framework reads interface files with it. Of a broken text the wanted keys are read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from tree_sitter import Node

from cursus_registry.syntax.python import first_error
from cursus_registry.syntax.yaml.bounds import YamlBoundError, check_text, check_tree
from cursus_registry.syntax.yaml.faults import ANOTHER_DOCUMENT, DOES_NOT_PARSE, rest_of_line
from cursus_registry.syntax.yaml.nodes import Fault, NodeKind, YamlNode, YamlText
from cursus_registry.syntax.yaml.pieces import read_pieces
from cursus_registry.syntax.yaml.tree import documents, is_unusual, parse_tree, read_tree
from cursus_registry.syntax.yaml.verdict import MAX_JUDGED, judge
from cursus_registry.text import Span

__all__ = ["Fault", "NodeKind", "YamlBoundError", "YamlNode", "YamlText", "parse_yaml"]

_ALLOWED = bytes(byte for byte in range(256) if byte in b"\t\r\n" or (byte >= 0x20 and byte not in b"\x7f\xc2\xed\xef"))
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]"
)


def parse_yaml(data: bytes, wanted: Collection[str] | None, sought: str = "") -> YamlText:
    """What a text says; of its top level only the values of wanted keys, or all. Raises YamlBoundError.

    Of the other values only what leads to a `sought` key is read, at any depth; in a broken text nothing of them is.
    """
    check_text(data)
    text = _read(data, wanted, sought)
    if text.fault is None or text.root is not None:
        return text
    salvaged = read_pieces(data, wanted, lambda piece: _read(piece, wanted=None))
    return YamlText(salvaged.root, text.fault, text.unsafe or salvaged.unsafe)


def _read(data: bytes, wanted: Collection[str] | None, sought: str = "") -> YamlText:
    """A text as a whole. Without a root and with a fault if it is broken."""
    forbidden = _FORBIDDEN.search(data) if data.translate(None, _ALLOWED) else None
    if forbidden:
        return YamlText(None, _forbidden(data, Span(*forbidden.span())))
    root = parse_tree(data)
    check_tree(data, root)
    fault = _fault(data, root)
    if (fault or is_unusual(data, root)) and len(data) <= MAX_JUDGED:
        return judge(data)
    if root.has_error:
        return YamlText(None, fault)
    try:
        return read_tree(data, root, wanted, sought)._replace(fault=fault)
    except ValueError as error:
        if len(data) <= MAX_JUDGED:
            return judge(data)
        return YamlText(None, Fault(rest_of_line(data, 0), f"{DOES_NOT_PARSE}: {error}"))


def _fault(data: bytes, root: Node) -> Fault | None:
    """What is surely wrong, in the words of a parser that sees only that."""
    if root.has_error:
        node = first_error(root)
        return Fault(rest_of_line(data, node.start_byte if node else 0), DOES_NOT_PARSE)
    found = documents(root)
    return Fault(rest_of_line(data, found[1].start_byte), ANOTHER_DOCUMENT) if len(found) > 1 else None


def _forbidden(data: bytes, span: Span) -> Fault:
    character = data[span.start : span.end].decode("utf-8", "surrogatepass")
    return Fault(span, f"the character U+{ord(character):04X} is not allowed in YAML: remove it")
