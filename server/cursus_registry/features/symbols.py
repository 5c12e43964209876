"""The outline of a registry: tables, entries, fields; and of a DAG file: nodes and edges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.checks.model import Context, Item
from cursus_registry.facts.model import Dag, FileFacts, Table
from cursus_registry.facts.registry import METADATA
from cursus_registry.facts.values import ListValue, Value
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import LEGACY_NAMES, counted
from cursus_registry.text import Span


class SymbolKind(Enum):
    """What a symbol stands for."""

    TABLE = "table"
    STEP = "step"
    FIELD = "field"
    DAG = "DAG"
    EDGE = "edge"


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
    """The tables of a registry, or the DAG of a DAG file, in the order of the text; nothing for any other file.

    A config file says nothing that the outline of any JSON file would not show.
    """
    facts = snapshot.facts(path)
    if facts is not None and facts.place.kind is FileKind.DAG:
        return [_dag(snapshot, facts, dag) for dag in facts.dags]
    if facts is None or not facts.tables:
        return []
    context = Context(snapshot.view, facts, snapshot.root)
    tables = [table for table in facts.tables.values() if table.span.end]
    return [_table(context, table) for table in sorted(tables, key=lambda table: table.variable_span)]


def _dag(snapshot: Snapshot, facts: FileFacts, dag: Dag) -> Symbol:
    nodes = [_node(snapshot, facts, name, span) for name, span in zip(dag.nodes, dag.node_spans, strict=True)]
    edges = [
        _edge(f"{start} → {end}", Span(spans[0].start, spans[1].end))
        for (start, end), spans in zip(dag.edges, dag.edge_spans, strict=True)
    ]
    children = tuple(sorted((*nodes, *edges), key=lambda symbol: symbol.span))
    detail = f"{counted(len(nodes), 'node')}, {counted(len(edges), 'edge')}"
    return Symbol("dag", detail, SymbolKind.DAG, dag.span, Span(dag.span.start, dag.span.start + 1), children)


def _node(snapshot: Snapshot, facts: FileFacts, name: str, span: Span) -> Symbol:
    row = snapshot.view.look_up(name, facts.place.workspace).declaration
    return Symbol(
        name or '""', row.qualified_name if row else "", SymbolKind.STEP, span, span, deprecated=name in LEGACY_NAMES
    )


def _edge(name: str, span: Span) -> Symbol:
    return Symbol(name, "", SymbolKind.EDGE, span, span)


def _table(context: Context, table: Table) -> Symbol:
    span = Span(table.variable_span.start, max(table.span.end, table.variable_span.end))
    if table.variable == METADATA:
        children = _fields(context.metadata) if context.metadata else ()
        return Symbol(table.variable, "", SymbolKind.TABLE, span, table.variable_span, children)
    steps = tuple(_step(item) for item in context.items if item.table is table)
    detail = f"alias of {table.alias_of}" if table.alias_of else counted(len(steps), "step")
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
    """A string, a number, or the strings of a list; nothing for any other value."""
    if isinstance(value, ListValue):
        text = ", ".join(item for item in value.items if isinstance(item, str))
    else:
        text = value if isinstance(value, str) else repr(value) if isinstance(value, int | float) else ""
    return text if len(text) <= 60 else f"{text[:59]}…"
