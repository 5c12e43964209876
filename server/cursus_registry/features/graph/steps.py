"""The steps of a project as a graph: who overrides which, and which follows which in a DAG.

Plain data, complete. How it is drawn, and what of a hostile name may be shown, is for whoever draws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.facts.model import Dag, FileFacts
from cursus_registry.index.declaration import Declaration, RegistryType, order_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import entry_below
from cursus_registry.resolution.steps import step_of
from cursus_registry.resolution.view import View
from cursus_registry.text import Span
from cursus_registry.turns import Turns


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A declaration of a step or of an override, or a name that a DAG has and no table: then `row` is None."""

    name: str
    row: Declaration | None = None


@dataclass(frozen=True, slots=True)
class DagUse:
    """An edge as it stands in a file: both names with their job types, and where the second of them stands."""

    path: str
    span: Span
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One step before another, with every place that says so."""

    source: GraphNode
    target: GraphNode
    uses: tuple[DagUse, ...]


@dataclass(frozen=True, slots=True)
class FoundDag:
    """A DAG and the file that it stands in."""

    path: str
    dag: Dag


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything at once. `overrides` leads from an override to what it is laid over."""

    nodes: tuple[GraphNode, ...]
    overrides: tuple[tuple[GraphNode, GraphNode], ...]
    edges: tuple[GraphEdge, ...]
    dags: tuple[FoundDag, ...]


def step_graph(snapshot: Snapshot) -> Turns[Graph]:
    """The steps, overrides and DAGs of a project, steps first by namespace, then the names that no table has.

    In turns: a project can have very many DAGs.
    """
    view = snapshot.view
    rows = sorted(_rows(view), key=order_of)
    yield
    overrides = [(row, below) for row in rows if (below := entry_below(view, row))]
    dags: list[FoundDag] = []
    uses: dict[tuple[GraphNode, GraphNode], list[DagUse]] = {}
    unknown: dict[GraphNode, None] = {}
    for _, facts in sorted(view.index.files.items()):
        for dag in facts.dags:
            if not view.is_dag(dag):
                continue
            yield
            dags.append(FoundDag(facts.path, dag))
            unknown.update(dict.fromkeys(node for name in dag.nodes if (node := _node(view, facts, name)).row is None))
            for ends, use in _edges(view, facts, dag):
                uses.setdefault(ends, []).append(use)
                unknown.update(dict.fromkeys(node for node in ends if node.row is None))
    yield
    return Graph(
        nodes=(*(GraphNode(row.name, row) for row in rows), *sorted(unknown, key=lambda node: node.name)),
        overrides=tuple((GraphNode(row.name, row), GraphNode(below.name, below)) for row, below in overrides),
        edges=tuple(GraphEdge(*ends, tuple(found)) for ends, found in uses.items()),
        dags=tuple(dags),
    )


def _rows(view: View) -> Iterator[Declaration]:
    """The declarations that count: of several of one name in one namespace the one that wins."""
    yield from view.base.steps.values()
    for workspace in view.index.workspaces:
        own = view.own(workspace)
        yield from own.steps.values()
        yield from own.overrides.values()


def _edges(view: View, facts: FileFacts, dag: Dag) -> Iterator[tuple[tuple[GraphNode, GraphNode], DagUse]]:
    for names, spans in zip(dag.edges, dag.edge_spans, strict=True):
        ends = (_node(view, facts, names[0]), _node(view, facts, names[1]))
        yield ends, DagUse(facts.path, spans[1], names)


def _node(view: View, facts: FileFacts, name: str) -> GraphNode:
    """The step that a name in a DAG means, an override as what it is laid over."""
    row = view.look_up(name, facts.place.workspace).declaration
    if row is None:
        return GraphNode(name)
    if row.registry_type is RegistryType.OVERRIDE:
        step = step_of(view, row)
        row = entry_below(view, row) or view.find(step.name, step.workspace) or row
    return GraphNode(row.name, row)
