"""The graph of steps in a DAG file (`*.dag.json`), and the step names in it. It must not know which steps there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.model import Dag, Mention, Surface
from cursus_registry.syntax.json import JsonString, find, items, parse_json, string_of, top_of
from cursus_registry.syntax.mended_json import mended
from cursus_registry.text import Span

NODES, EDGES, ENTRY_POINTS = ("dag", "nodes"), ("dag", "edges"), ("metadata", "entry_points")


class DagFile(NamedTuple):
    """What a DAG file says."""

    mentions: tuple[Mention, ...]
    dags: tuple[Dag, ...]
    broken: bool


class _Strings(NamedTuple):
    """The strings of an array, and whether it has nothing else."""

    found: list[JsonString]
    complete: bool


def read_dag_file(data: bytes) -> DagFile:
    """The step names and the graph. Raises JsonBoundError."""
    root = parse_json(data)
    top = top_of(mended(root, data))
    listed = find(top, NODES, data)
    nodes = _strings(items(listed), data)
    edges = [_strings(items(edge), data) for edge in items(find(top, EDGES, data))]
    entry_points = _strings(items(find(top, ENTRY_POINTS, data)), data)
    ends = [end for edge in edges for end in edge.found]
    names = sorted([*nodes.found, *ends, *entry_points.found], key=lambda string: string.span)
    dag = find(top, ("dag",), data)
    mentions = tuple(mentions_in(names, Surface.DAG_FILE))
    if dag is None:
        return DagFile(mentions, (), root.has_error)
    span = Span(dag.start_byte, min(dag.end_byte, len(data)))  # a mended text is longer
    is_whole = listed is not None and listed.type == "array" and not root.has_error
    return DagFile(mentions, (_dag(span, nodes, edges, whole=is_whole),), root.has_error)


def mentions_in(strings: Iterable[JsonString], surface: Surface) -> Iterator[Mention]:
    """The mentions that some strings are; one with escapes is none, since its letters stand elsewhere."""
    for string in strings:
        if string.is_plain:
            yield Mention(
                string.text, (), None, computed_workspace=False, expected=True, span=string.span, surface=surface
            )


def _dag(span: Span, nodes: _Strings, edges: list[_Strings], *, whole: bool) -> Dag:
    pairs = [edge.found for edge in edges if len(edge.found) == 2 and edge.complete]
    return Dag(
        nodes=tuple(string.text for string in nodes.found),
        edges=tuple((first.text, second.text) for first, second in pairs),
        complete=whole and nodes.complete,
        span=span,
        node_spans=tuple(string.span for string in nodes.found),
        edge_spans=tuple((first.span, second.span) for first, second in pairs),
    )


def _strings(nodes: Iterable[Node], data: bytes) -> _Strings:
    read = [string_of(node, data) for node in nodes]
    return _Strings([string for string in read if string is not None], None not in read)
