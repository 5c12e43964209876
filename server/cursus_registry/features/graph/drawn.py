"""A part of the graph that fits on a page: the DAGs of one file as they are written, or what is around one step.

Plain data, complete. How it is laid out is for whoever draws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.facts.model import Dag, FileFacts
from cursus_registry.features.graph.steps import Graph, GraphNode, step_graph
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import step_of
from cursus_registry.resolution.view import Status, View
from cursus_registry.text import Span
from cursus_registry.turns import Turns


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node by a key that no other node of its drawing has.

    `row` is what its name means where it stands, `status` whether that can be told. `is_added` is false where an edge
    names a node that a complete DAG never adds. `path` and `span` are its first place.
    """

    key: str
    name: str
    status: Status
    row: Declaration | None
    is_added: bool
    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One node before another, by their keys, and the place that says so first."""

    source: str
    target: str
    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes and edges, each once. `complete` is false if there may be others. `focus` is the node it is drawn for."""

    path: str
    span: Span
    complete: bool
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    focus: str | None = None


def file_drawings(snapshot: Snapshot, path: str) -> tuple[Drawing, ...]:
    """The DAGs of a file, in the order in which they stand there; names as they are written, suffixes included."""
    facts = snapshot.facts(path)
    dags = (dag for dag in facts.dags if snapshot.view.is_dag(dag)) if facts else ()
    return tuple(_drawing(snapshot.view, facts, dag) for dag in dags if facts)


def step_drawing(snapshot: Snapshot, row: Declaration) -> Turns[Drawing]:
    """A step, what is directly before and behind it in any DAG of the project, and the edges among all of these.

    In turns, for the whole graph is gone through.
    """
    view = snapshot.view
    graph = yield from _whole(snapshot)
    yield
    step = step_of(view, row)
    middle = next(
        (node for node in graph.nodes if node.row and _is_step(view, node.row, step)), GraphNode(row.name, row)
    )
    around = {middle: None}
    for edge in graph.edges:
        if middle in (edge.source, edge.target):
            around.update(dict.fromkeys((edge.source, edge.target)))
    inside = [edge for edge in graph.edges if edge.source in around and edge.target in around]
    places = {middle: (row.path, view.name_span(row))}
    for edge in inside:
        for end in (edge.source, edge.target):
            places.setdefault(end, (edge.uses[0].path, edge.uses[0].span))
    return Drawing(
        path=row.path,
        span=view.name_span(row),
        complete=all(found.dag.complete for found in graph.dags) and view.indexed,
        nodes=tuple(_around(view, node, *places[node]) for node in around),
        edges=tuple(
            DrawnEdge(_key(edge.source), _key(edge.target), edge.uses[0].path, edge.uses[0].span) for edge in inside
        ),
        focus=_key(middle),
    )


def _whole(snapshot: Snapshot) -> Turns[Graph]:
    """The graph of a state of the project, which is asked for again with every move."""
    kept: Graph | None = snapshot.view.kept.get("step graph")
    if kept is None:
        kept = snapshot.view.kept["step graph"] = yield from step_graph(snapshot)
    return kept


def _is_step(view: View, row: Declaration, step: object) -> bool:
    return row.registry_type is not RegistryType.OVERRIDE and step_of(view, row) == step


def _around(view: View, node: GraphNode, path: str, span: Span) -> DrawnNode:
    if node.row is not None:
        return DrawnNode(_key(node), node.name, Status.RESOLVED, node.row, True, path, span)
    facts = view.index.files[path]
    return DrawnNode(
        _key(node), node.name, view.look_up(node.name, _workspace(view, facts)).status, None, True, path, span
    )


def _key(node: GraphNode) -> str:
    """The qualified name of a step; a name that no table has stands behind a mark that no namespace has."""
    return node.row.qualified_name if node.row else f"?{node.name}"


def _drawing(view: View, facts: FileFacts, dag: Dag) -> Drawing:
    places = dict(reversed(list(zip(dag.nodes, dag.node_spans, strict=True))))  # the first place of each
    ends = dict(_ends(dag))
    names = dict.fromkeys((*dag.nodes, *ends))
    edges: dict[tuple[str, str], Span] = {}
    for names_of_edge, spans in zip(dag.edges, dag.edge_spans, strict=True):
        edges.setdefault(names_of_edge, spans[1])
    missing = set(ends) - set(places) if dag.complete else set()
    return Drawing(
        path=facts.path,
        span=dag.span,
        complete=dag.complete,
        nodes=tuple(
            _node(view, facts, name, places.get(name) or ends[name], is_added=name not in missing) for name in names
        ),
        edges=tuple(DrawnEdge(*pair, facts.path, span) for pair, span in edges.items()),
    )


def _ends(dag: Dag) -> Iterator[tuple[str, Span]]:
    """The names in edges, each with its first place."""
    seen: set[str] = set()
    for names, spans in zip(dag.edges, dag.edge_spans, strict=True):
        for name, span in zip(names, spans, strict=True):
            if name not in seen:
                seen.add(name)
                yield name, span


def _node(view: View, facts: FileFacts, name: str, span: Span, *, is_added: bool) -> DrawnNode:
    found = view.look_up(name, _workspace(view, facts))
    return DrawnNode(name, name, found.status, found.declaration, is_added, facts.path, span)


def _workspace(view: View, facts: FileFacts) -> str | None:
    """Where the names of a file's DAGs count."""
    return facts.place.workspace or view.chosen
