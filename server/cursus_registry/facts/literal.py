"""Places that facts do not keep, found again in the text when a finding needs them."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.read_value import item_spans
from cursus_registry.syntax.python import parse_python, span_of, text_of
from cursus_registry.text import Span


def parse_item_spans(data: bytes, span: Span) -> list[Span]:
    """Where the items of the list display at a stretch of text stand."""
    node = parse_python(b"x=" + data[span.start : span.end]).root
    while node.type not in {"list", "tuple", "set"}:
        inner = [child for child in node.named_children if child.type not in {"comment", "identifier"}]
        if not inner:
            return []
        node = inner[-1]
    return [found.shifted(span.start - 2) for found in item_spans(node)]


def parse_yaml_item_spans(data: bytes, span: Span) -> list[Span]:
    """Where the items of the YAML list at a stretch of text stand."""
    from cursus_registry.syntax.yaml import NodeKind, parse_yaml  # noqa: PLC0415 - few projects have any

    line = max(data.rfind(b"\n", 0, span.start), data.rfind(b"\r", 0, span.start)) + 1
    margin = b" " * (span.start - line)
    root = parse_yaml(margin + data[span.start : span.end], None).root
    items = root.children if root is not None and root.kind is NodeKind.SEQUENCE else ()
    return [item.span.shifted(line) for item in items]


def parse_dictionaries(data: bytes) -> Iterator[tuple[str, Span]]:
    """The variables at the left margin to which a dictionary is assigned, with the place of each name."""
    for statement in parse_python(data).root.named_children:
        inner = statement.named_children[0] if statement.type == "expression_statement" else statement
        left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        if inner.type == "assignment" and left is not None and right is not None and right.type == "dictionary":
            yield text_of(left, data), span_of(left)
