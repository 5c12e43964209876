"""A module-level variable under another name, wherever a file speaks of it. Knows no tables."""

from __future__ import annotations

from tree_sitter import Node

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read_value import read_value
from cursus_registry.syntax.python import parse_python, span_of, text_of, walk
from cursus_registry.text import Edit, Span


def rename_variable(facts: FileFacts, old: str, new: str) -> tuple[Edit, ...] | None:
    """Another name for a variable everywhere in its file, its name in `__all__` included.

    None for a text that does not parse, or one in which the new name stands already.
    """
    parsed = parse_python(facts.source.data)
    if parsed.has_error or new.encode() in parsed.data:
        return None
    return tuple(edit for node in walk(parsed.root) if (edit := _renamed(node, parsed.data, old, new)))


def _renamed(node: Node, data: bytes, old: str, new: str) -> Edit | None:
    if node.type == "identifier" and text_of(node, data) == old and not _is_another(node):
        return Edit(span_of(node), new)
    if node.type == "string" and read_value(node, data, []) == old and _is_exported(node, data):
        start = node.start_byte + text_of(node, data).index(old)
        return Edit(Span(start, start + len(old)), new)
    return None


def _is_another(node: Node) -> bool:
    """Whether a name is that of something else's attribute, or of an argument."""
    parent = node.parent
    if parent is None:
        return False
    part = {"attribute": "attribute", "keyword_argument": "name"}.get(parent.type)
    return part is not None and parent.child_by_field_name(part) == node


def _is_exported(node: Node, data: bytes) -> bool:
    """Whether a string stands in what is assigned to `__all__`."""
    parent = node.parent
    while parent is not None and parent.type in {"list", "tuple", "parenthesized_expression"}:
        parent = parent.parent
    left = parent.child_by_field_name("left") if parent is not None and "assignment" in parent.type else None
    return left is not None and text_of(left, data) == "__all__"
