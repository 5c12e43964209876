"""The items of a list, each with its place; judges none."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.model import Context
from cursus_registry.edits.scalars import is_interface
from cursus_registry.facts.literal import parse_item_spans, parse_yaml_item_spans
from cursus_registry.facts.values import ListValue, Value
from cursus_registry.text import Span


def placed_items(context: Context, value: Value, span: Span) -> Iterator[tuple[Value, Span]]:
    """The items of the list that stands at a stretch of the file, with their places.

    Where names or spreads bring items along, none has a place of its own: all stand where the list does.
    """
    if not isinstance(value, ListValue):
        return
    find = parse_yaml_item_spans if is_interface(context.facts) else parse_item_spans
    places = find(context.facts.source.data, span)
    yield from zip(value.items, places if len(places) == len(value.items) else [span] * len(value.items), strict=True)
