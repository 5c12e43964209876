"""Places inside a value, found again when a finding needs them: facts keep values without them."""

from __future__ import annotations

from cursus_registry.facts.read_value import item_spans
from cursus_registry.syntax.python import parse_python
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
