"""The items of a list, each with its place; judges none."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.model import Context
from cursus_registry.facts.literal import parse_item_spans
from cursus_registry.facts.values import ListValue, Value
from cursus_registry.text import Span


def is_list(value: Value) -> bool:
    """Whether a value is a list; a tuple is one, a set is not."""
    return isinstance(value, ListValue) and value.kind != "set"


def placed_items(context: Context, value: Value, span: Span) -> Iterator[tuple[Value, Span]]:
    """The items of the list that stands at a stretch of the file, with their places."""
    if isinstance(value, ListValue):
        yield from zip(value.items, parse_item_spans(context.facts.source.data, span), strict=False)
