"""One node more for a graph of steps: in a DAG file, in the list that a DAG is made of, by a call before the edge.

It must not know which steps there are, nor whether the node is missing.
"""

from __future__ import annotations

import json

from tree_sitter import Node

from cursus_registry.edits.displays import append_item
from cursus_registry.edits.lines import indent_at, line_end
from cursus_registry.edits.strings import quote_of, quoted
from cursus_registry.facts.arguments import read_arguments
from cursus_registry.facts.dag_file import NODES
from cursus_registry.facts.model import Dag, FileFacts
from cursus_registry.facts.registry_calls import DAG_LISTS
from cursus_registry.layout import FileKind
from cursus_registry.syntax.json import find, items, parse_json, top_of
from cursus_registry.syntax.python import parse_python, span_of, text_of
from cursus_registry.text import Edit, Span

_ADD_EDGE, _ADD_NODE = "add_edge", "add_node"
_BLANKS = b" \t\r\n"


def add_node(facts: FileFacts, dag: Dag, name: str, end: Span) -> Edit | None:
    """A node for a name that stands at the end of an edge (`end`: its stretch, without quotes).

    None where the graph is put together in another way.
    """
    if facts.place.kind is FileKind.DAG:
        return _in_file(facts, dag, name)
    return _in_code(facts, name, end) if facts.path.endswith(".py") else None


def _in_file(facts: FileFacts, dag: Dag, name: str) -> Edit | None:
    source = facts.source
    text = json.dumps(name, ensure_ascii=False)
    if dag.node_spans:
        first = dag.node_spans[-1].start - 1
        line = source.line_span(source.line_at(first))
        has_line = not source.data[line.start : first].strip()
        blank = f"{line_end(source)}{indent_at(source, first)}" if has_line else " "
        at = dag.node_spans[-1].end + 1
        return Edit(Span(at, at), f",{blank}{text}")
    nodes = find(top_of(parse_json(source.data)), NODES, source.data)
    if nodes is None or nodes.type != "array" or nodes.has_error or any(True for _ in items(nodes)):
        return None
    return Edit(Span(nodes.start_byte + 1, nodes.end_byte - 1), text)


def _in_code(facts: FileFacts, name: str, end: Span) -> Edit | None:
    parsed = parse_python(facts.source.data)
    node = parsed.root.descendant_for_byte_range(end.start, end.end)
    while node is not None and not (node.type == "call" and _function_of(node, parsed.data) != ""):
        node = node.parent
    if node is None or node.has_error:
        return None
    quote = quote_of(facts.source.slice(Span(end.start - 1, end.end + 1)))
    if _function_of(node, parsed.data) == _ADD_EDGE:
        return _before_call(facts, node, quoted(name, quote))
    nodes = read_arguments(node, parsed.data).find((DAG_LISTS[0],), 0)
    if nodes is None or nodes.type != "list":
        return None
    return append_item(facts.source, span_of(nodes), quoted(name, quote))


def _function_of(call: Node, data: bytes) -> str:
    """The last name of what is called."""
    function = call.child_by_field_name("function")
    if function is None:
        return ""
    named = function.child_by_field_name("attribute") if function.type == "attribute" else function
    return text_of(named, data) if named is not None and named.type == "identifier" else ""


def _before_call(facts: FileFacts, call: Node, literal: str) -> Edit | None:
    """A call more on a line of its own, on the same variable; None if the call shares its line."""
    statement, function = call.parent, call.child_by_field_name("function")
    dag = function.child_by_field_name("object") if function is not None else None
    if statement is None or statement.type != "expression_statement" or dag is None or "call" in dag.type:
        return None
    source, at = facts.source, statement.start_byte
    if source.data[source.line_span(source.line_at(at)).start : at].strip(_BLANKS):
        return None
    text = f"{text_of(dag, source.data)}.{_ADD_NODE}({literal})"
    return Edit(Span(at, at), f"{text}{line_end(source)}{indent_at(source, at)}")
