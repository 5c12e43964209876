"""What can be folded away in a registry: tables, entries, registry blocks. Nothing else of a file is ours to fold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.checks.model import Context, Item
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import INTERFACE, METADATA
from cursus_registry.layout import REGISTRIES
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import counted
from cursus_registry.text import Span

_OPENS = b"{[("
_CLOSES = b"}])"
_BLOCK_KEY = re.compile(rb"(?:\A|[\r\n])(?:registry|'registry'|\"registry\")[ \t]*:")


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that disappears, brackets not included; `bracketed` is false where no bracket ends it.

    `instead` is what can be shown in its place. `depth` counts what it lies in.
    """

    span: Span
    depth: int
    instead: str
    bracketed: bool


def folds(snapshot: Snapshot, path: str) -> list[Fold]:
    """The folds of a file in the order of the text; none of one line, and none in a file that declares nothing."""
    facts = snapshot.facts(path)
    if facts is None or facts.place.kind not in REGISTRIES:
        return []
    found = [*_tables(facts), *_entries(Context(snapshot.view, facts, snapshot.root))]
    lines = facts.source.line_at
    return sorted(
        {fold for fold in found if lines(fold.span.start) < lines(fold.span.end)},
        key=lambda fold: (fold.span.start, -fold.span.end),
    )


def _tables(facts: FileFacts) -> Iterator[Fold]:
    for table in facts.tables.values():
        if table.variable != INTERFACE and table.alias_of is None:
            instead = "…" if table.variable == METADATA else counted(len(table.entries), "step")
            yield from _bracketed(facts, table.span, 0, instead)


def _entries(context: Context) -> Iterator[Fold]:
    for item in (*context.items, *context.hyperparameters):
        span = item.entry.value_span.shifted(item.start)
        value = item.entry.as_dict().get("sagemaker_step_type")
        instead = value if isinstance(value, str) and value else "…"
        if item.table.variable == INTERFACE:
            yield from _block(context.facts, item, span, instead)
        else:
            yield from _bracketed(context.facts, span, 1, instead)


def _bracketed(facts: FileFacts, span: Span, depth: int, instead: str) -> Iterator[Fold]:
    """What stands between a bracket and the one that ends the stretch."""
    data = facts.source.data
    if span.end - span.start > 1 and data[span.start] in _OPENS and data[span.end - 1] in _CLOSES:
        yield Fold(Span(span.start + 1, span.end - 1), depth, instead, bracketed=True)


def _block(facts: FileFacts, item: Item, span: Span, instead: str) -> Iterator[Fold]:
    """The `registry:` block of an interface file, from the end of its key."""
    data = facts.source.data
    if data[span.start : span.start + 1] == b"{":
        yield from _bracketed(facts, span, 0, instead)
        return
    keys = [match.end() for match in _BLOCK_KEY.finditer(data, 0, span.start)]
    end = span.start + len(data[span.start : span.end].rstrip())
    if keys and item.entry.fields:
        yield Fold(Span(keys[-1], end), 0, instead, bracketed=False)
