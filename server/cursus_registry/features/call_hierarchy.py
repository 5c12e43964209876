"""Who uses a step: the DAGs and pipelines with its name, and its neighbours where it is a node of a graph.

A step is told by its name and the workspace that declares it, a node by its file and its name, a file by its path: all
of them stay the same while texts are edited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cursus_registry.facts.model import Dag, FileFacts, Mention
from cursus_registry.features.place import Target, find_place, steps_at, target_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import Step, declarations_of, step_meant, step_of, uses_of
from cursus_registry.text import Span


class Node(NamedTuple):
    """A node in the graphs of a file, by its name as it is written."""

    path: str
    name: str


class User(NamedTuple):
    """A file in which steps are used."""

    path: str


Identity = Step | Node | User


@dataclass(frozen=True, slots=True)
class CallItem:
    """One thing in the hierarchy, and where it stands."""

    identity: Identity
    name: str
    detail: str
    target: Target


@dataclass(frozen=True, slots=True)
class Call:
    """Something that comes before or after; `spans` are the places that say so, in the file of the one that calls."""

    item: CallItem
    spans: tuple[Span, ...]


def prepare_calls(snapshot: Snapshot, path: str, offset: int) -> list[CallItem]:
    """The node that a place in a graph is, else the step that it is about; nothing elsewhere."""
    facts = snapshot.facts(path)
    place = find_place(snapshot, path, offset) if facts else None
    if facts is None or place is None:
        return []
    if place.mention is not None and (node := _node_at(snapshot, facts, place.mention)):
        return [node]
    steps = dict.fromkeys(step_of(snapshot.view, row) for row in steps_at(snapshot, path, place))
    return [item for step in steps if (item := _step_item(snapshot, step))]


def incoming(snapshot: Snapshot, identity: Identity) -> list[Call]:
    """Of a step the files that use it, of a node those before it, by an edge."""
    if isinstance(identity, Step):
        return list(_users(snapshot, identity))
    return list(_neighbours(snapshot, identity, before=True)) if isinstance(identity, Node) else []


def outgoing(snapshot: Snapshot, identity: Identity) -> list[Call]:
    """Of a step the nodes behind it in every graph, of a node those behind it in its own, of a file its steps."""
    if isinstance(identity, Step):
        return list(_followers(snapshot, identity))
    if isinstance(identity, Node):
        return list(_neighbours(snapshot, identity, before=False))
    return list(_used_in(snapshot, identity))


def find_item(snapshot: Snapshot, identity: Identity) -> CallItem | None:
    """The item as it is now; None if there is none any more."""
    if isinstance(identity, Step):
        return _step_item(snapshot, identity)
    facts = snapshot.facts(identity.path)
    if facts is None:
        return None
    return (
        _node_item(snapshot, facts, identity.name) if isinstance(identity, Node) else _user_item(snapshot, facts, None)
    )


def _users(snapshot: Snapshot, step: Step) -> Iterator[Call]:
    by_file: dict[str, list[Span]] = defaultdict(list)
    for use in uses_of(snapshot.view, step):
        by_file[use.facts.path].append(use.span)
    for path, spans in by_file.items():
        yield Call(_user_item(snapshot, snapshot.view.index.files[path], spans[0]), tuple(sorted(spans)))


def _used_in(snapshot: Snapshot, user: User) -> Iterator[Call]:
    facts = snapshot.facts(user.path)
    by_step: dict[Step, list[Span]] = defaultdict(list)
    for mention in facts.mentions if facts else ():
        found = step_meant(snapshot.view, facts, mention) if facts else None
        if found is not None:
            by_step[found].append(mention.span)
    for step, spans in by_step.items():
        if item := _step_item(snapshot, step):
            yield Call(item, tuple(spans))


def _neighbours(snapshot: Snapshot, node: Node, *, before: bool) -> Iterator[Call]:
    """The nodes at the other ends of a node's edges; the spans are those of the ends that an edge starts from."""
    facts = snapshot.facts(node.path)
    if facts is None:
        return
    found: dict[str, list[Span]] = defaultdict(list)
    for dag in _graphs(snapshot, facts):
        for (first, second), (start, _) in zip(dag.edges, dag.edge_spans, strict=True):
            own, other = (second, first) if before else (first, second)
            if own == node.name:
                found[other].append(start)
    for name, spans in found.items():
        if item := _node_item(snapshot, facts, name):
            yield Call(item, tuple(spans))


def _followers(snapshot: Snapshot, step: Step) -> Iterator[Call]:
    """The nodes behind a step in all graphs; the place that leads there is the step's own name."""
    own = _step_item(snapshot, step)
    paths = dict.fromkeys(use.facts.path for use in uses_of(snapshot.view, step) if use.facts.dags)
    for path in paths if own else ():
        facts = snapshot.view.index.files[path]
        meant = {mention.name: step_meant(snapshot.view, facts, mention) for mention in facts.mentions}
        for name in (name for name, found in meant.items() if found == step):
            for call in _neighbours(snapshot, Node(path, name), before=False):
                yield Call(call.item, (own.target.name_span,) if own else ())


def _node_at(snapshot: Snapshot, facts: FileFacts, mention: Mention) -> CallItem | None:
    for dag in _graphs(snapshot, facts):
        ends = (span for pair in dag.edge_spans for span in pair)
        if mention.span in dag.node_spans or mention.span in ends:
            return _node_item(snapshot, facts, mention.name)
    return None


def _node_item(snapshot: Snapshot, facts: FileFacts, name: str) -> CallItem | None:
    span = next(_places_of(_graphs(snapshot, facts), name), None)
    if span is None:
        return None
    return CallItem(Node(facts.path, name), name, snapshot.relative(facts.path), Target(facts.path, span, span))


def _places_of(dags: Iterable[Dag], name: str) -> Iterator[Span]:
    """Where a node stands: where it is added, else at the end of an edge."""
    graphs = list(dags)
    for dag in graphs:
        yield from (span for other, span in zip(dag.nodes, dag.node_spans, strict=True) if other == name)
    for dag in graphs:
        for pair, spans in zip(dag.edges, dag.edge_spans, strict=True):
            yield from (span for other, span in zip(pair, spans, strict=True) if other == name)


def _graphs(snapshot: Snapshot, facts: FileFacts) -> Iterator[Dag]:
    """The graphs of a file that are surely of the framework."""
    return (dag for dag in facts.dags if snapshot.view.is_dag(dag))


def _step_item(snapshot: Snapshot, step: Step) -> CallItem | None:
    row = next(declarations_of(snapshot.view, step), None)
    return CallItem(step, step.name, row.namespace, target_of(snapshot, row)) if row else None


def _user_item(snapshot: Snapshot, facts: FileFacts, first: Span | None) -> CallItem:
    name = facts.path.rpartition("/")[2]
    whole = Span(0, len(facts.source.data))
    start = first or Span(0, 0)
    return CallItem(User(facts.path), name, snapshot.relative(facts.path), Target(facts.path, whole, start))
