"""A node for an end of an edge that its DAG never adds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cursus_registry.edits.dag_nodes import add_node
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import Dag
from cursus_registry.features.refactor.model import REWRITE, Refactoring, Spot, by_hand
from cursus_registry.text import Span


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The node that is missing at a place. Only where all nodes of the graph could be read."""
    for dag in spot.facts.dags if not spot.facts.broken else ():
        if not dag.complete or not spot.snapshot.view.is_dag(dag):
            continue
        for name, span in _ends(dag):
            if span.start <= spot.span.start and spot.span.end <= span.end and name not in dag.nodes:
                yield Refactoring(REWRITE, f"Add the node '{name}'", partial(_add, spot, dag, name, span))
                return


def _ends(dag: Dag) -> Iterator[tuple[str, Span]]:
    for names, spans in zip(dag.edges, dag.edge_spans, strict=True):
        yield from zip(names, spans, strict=True)


def _add(spot: Spot, dag: Dag, name: str, span: Span) -> tuple[FileEdits, ...]:
    edit = add_node(spot.facts, dag, name, span)
    if edit is None:
        raise by_hand(spot)
    return spot.in_file(edit)
