"""The outline of a registry: tables, entries, fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.checks.model import Context, Item
from cursus_registry.facts.model import Table
from cursus_registry.facts.registry import METADATA
from cursus_registry.facts.values import Value
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import LEGACY_NAMES
from cursus_registry.text import Span


class SymbolKind(Enum):
    """What a symbol stands for."""

    TABLE = "table"
    STEP = "step"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One line of an outline. `name_span` lies inside `span`."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    name_span: Span
    children: tuple[Symbol, ...] = ()
    deprecated: bool = False


def document_symbols(snapshot: Snapshot, path: str) -> list[Symbol]:
    """The tables of a registry in the order of the text; nothing for any other file."""
    facts = snapshot.facts(path)
    if facts is None or not facts.tables:
        return []
    context = Context(snapshot.view, facts, snapshot.root)
    tables = [table for table in facts.tables.values() if table.span.end]
    return [_table(context, table) for table in sorted(tables, key=lambda table: table.variable_span)]


def _table(context: Context, table: Table) -> Symbol:
    span = Span(table.variable_span.start, max(table.span.end, table.variable_span.end))
    if table.variable == METADATA:
        children = _fields(context.metadata) if context.metadata else ()
        return Symbol(table.variable, "", SymbolKind.TABLE, span, table.variable_span, children)
    steps = tuple(_step(item) for item in context.items if item.table is table)
    count = f"{len(steps)} step{'s' if len(steps) != 1 else ''}"
    detail = f"alias of {table.alias_of}" if table.alias_of else count
    return Symbol(table.variable, detail, SymbolKind.TABLE, span, table.variable_span, steps)


def _step(item: Item) -> Symbol:
    fields = item.entry.as_dict()
    return Symbol(
        item.entry.name or '""',
        _shown(fields.get("sagemaker_step_type", "")),
        SymbolKind.STEP,
        item.table.entry_span(item.ordinal),
        item.name_span,
        _fields(item),
        deprecated=item.entry.name in LEGACY_NAMES,
    )


def _fields(item: Item) -> tuple[Symbol, ...]:
    return tuple(
        Symbol(
            field.name or '""',
            _shown(field.value),
            SymbolKind.FIELD,
            Span(item.key_span(field).start, item.value_span(field).end),
            item.key_span(field),
        )
        for field in item.entry.items()
        if field.name is not None
    )


def _shown(value: Value) -> str:
    text = value if isinstance(value, str) else repr(value) if isinstance(value, int | float) else ""
    return text if len(text) <= 60 else f"{text[:59]}…"
