"""`cursus-registry graph`: the steps of a project, who overrides which, and which follows which in a DAG."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import click

from cursus_registry.cli.drawing import dot, mermaid
from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.output import print_text
from cursus_registry.cli.projects import open_one_project
from cursus_registry.cli.shown import location_json
from cursus_registry.features.graph import FoundDag, Graph, GraphEdge, GraphNode, step_graph
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.text import Encoding, Span
from cursus_registry.turns import at_once

_DRAWINGS: dict[str, Callable[[Graph], Iterator[str]]] = {"mermaid": mermaid, "dot": dot}


@click.command("graph")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice([*_DRAWINGS, "json"]),
    default="mermaid",
    show_default=True,
)
@python_option
def command(project: str | None, output_format: str, python: str | None) -> None:
    """Draw the steps of a project: the namespaces they are in, what overrides them, and the edges of all DAGs.

    Exits with 0, or with 2 if there is nothing to ask.
    """
    snapshot = open_one_project(project, python)
    graph = at_once(step_graph(snapshot))
    if output_format == "json":
        print_text(json.dumps(_json(snapshot, graph), indent=2) + "\n")
    else:
        print_text("".join(f"{line}\n" for line in _DRAWINGS[output_format](graph)))


def _json(snapshot: Snapshot, graph: Graph) -> dict[str, Any]:
    return {
        "steps": [_node(snapshot, node) for node in graph.nodes if not _is_override(node)],
        "overrides": [
            {**_node(snapshot, node), "overrides": below.row.qualified_name if below.row else None}
            for node, below in graph.overrides
        ],
        "edges": [_edge(snapshot, edge) for edge in graph.edges],
        "dags": [_dag(snapshot, found) for found in graph.dags],
    }


def _is_override(node: GraphNode) -> bool:
    return node.row is not None and node.row.registry_type is RegistryType.OVERRIDE


def _node(snapshot: Snapshot, node: GraphNode) -> dict[str, Any]:
    """A step by its qualified name; one that no table has has none."""
    if node.row is None:
        return {"id": None, "name": node.name, "namespace": None, "registry_type": None, "location": None}
    return {
        "id": node.row.qualified_name,
        "name": node.name,
        "namespace": node.row.namespace,
        "registry_type": node.row.registry_type.value,
        "location": location_json(snapshot, node.row),
    }


def _edge(snapshot: Snapshot, edge: GraphEdge) -> dict[str, Any]:
    ends = [{"id": end.row.qualified_name if end.row else None, "name": end.name} for end in (edge.source, edge.target)]
    uses = [
        {"from": use.names[0], "to": use.names[1], "location": _location(snapshot, use.path, use.span)}
        for use in edge.uses
    ]
    return {"from": ends[0], "to": ends[1], "uses": uses}


def _dag(snapshot: Snapshot, found: FoundDag) -> dict[str, Any]:
    return {
        "location": _location(snapshot, found.path, found.dag.span),
        "complete": found.dag.complete,
        "nodes": list(found.dag.nodes),
        "edges": [list(edge) for edge in found.dag.edges],
    }


def _location(snapshot: Snapshot, path: str, span: Span) -> dict[str, Any]:
    source = snapshot.view.index.files[path].source
    return {"path": snapshot.relative(path), "range": to_json(source.range(span, Encoding.UTF32))}
