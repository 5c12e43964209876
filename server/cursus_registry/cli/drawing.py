"""A graph of steps as Mermaid and as DOT. Names come from files of anybody: none may end the text that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.features.graph import Graph, GraphNode
from cursus_registry.index.declaration import RegistryType

UNKNOWN = "in no table"

_MERMAID_SYNTAX = re.compile(r"[^\w .,/+-]")
_DOT_SYNTAX = re.compile(r'["\\]')


def mermaid(graph: Graph) -> Iterator[str]:
    """The lines of a flow chart: a frame for each namespace, overrides dotted, names that no table has round."""
    ids = {node: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    for number, (namespace, nodes) in enumerate(_by_namespace(graph).items()):
        yield f'  subgraph s{number}["{_in_mermaid(namespace)}"]'
        for node in nodes:
            label = _in_mermaid(_label(node))
            yield f'    {ids[node]}("{label}")' if node.row is None else f'    {ids[node]}["{label}"]'
        yield "  end"
    yield from (f"  {ids[source]} -.->|overrides| {ids[target]}" for source, target in graph.overrides)
    yield from (f"  {ids[edge.source]} --> {ids[edge.target]}" for edge in graph.edges)


def dot(graph: Graph) -> Iterator[str]:
    """The lines of a directed graph for Graphviz: a cluster for each namespace, and what else `mermaid` tells."""
    ids = {node: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "digraph steps {"
    yield "  rankdir=LR;"
    yield "  node [shape=box];"
    for number, (namespace, nodes) in enumerate(_by_namespace(graph).items()):
        yield f"  subgraph cluster_{number} {{"
        yield f'    label="{_in_dot(namespace)}";'
        for node in nodes:
            shape = ", shape=ellipse" if node.row is None else ""
            yield f'    {ids[node]} [label="{_in_dot(_label(node))}"{shape}];'
        yield "  }"
    yield from (f'  {ids[one]} -> {ids[other]} [style=dotted, label="overrides"];' for one, other in graph.overrides)
    yield from (f"  {ids[edge.source]} -> {ids[edge.target]};" for edge in graph.edges)
    yield "}"


def _by_namespace(graph: Graph) -> dict[str, list[GraphNode]]:
    found: dict[str, list[GraphNode]] = {}
    for node in graph.nodes:
        found.setdefault(UNKNOWN if node.row is None else node.row.namespace, []).append(node)
    return found


def _label(node: GraphNode) -> str:
    is_override = node.row is not None and node.row.registry_type is RegistryType.OVERRIDE
    return f"{node.name} (override)" if is_override else node.name


def _in_mermaid(text: str) -> str:
    """A text inside quotes: whatever means something to Mermaid, or to the HTML that it makes, by its number."""
    return _MERMAID_SYNTAX.sub(lambda match: f"#{ord(match[0])};", harmless(text))


def _in_dot(text: str) -> str:
    """A text inside quotes: a backslash begins an escape there, such as that for the node's own name."""
    return _DOT_SYNTAX.sub(lambda match: f"\\{match[0]}", harmless(text))
