"""What one use of a variable does to the DAG in it: add to it, hand it on, or nothing that matters.

It must not know scopes, nor whether the variable really holds a DAG.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.arguments import PlainString, plain_string, read_arguments
from cursus_registry.facts.around import Surroundings
from cursus_registry.facts.model import Dag
from cursus_registry.facts.read_value import named
from cursus_registry.facts.registry_calls import ADDING, DAG_LISTS, DAG_METHODS
from cursus_registry.facts.scopes import tail_name
from cursus_registry.syntax.python import text_of
from cursus_registry.text import Span

ADD_EDGE = "add_edge"
MAX_DAGS = 1_000
"""DAGs of one file that are read; no hand writes more."""

_READ = frozenset({"nodes", "edges", "adj_list", "reverse_adj", "strict"})
_ASKED = frozenset({"get_dependencies", "topological_sort", "validate_node_declarations"})
_HARMLESS_CALLS = frozenset({"len", "print", "str", "repr", "isinstance", "type", "id", "bool"})
_HARMLESS = frozenset(
    {"interpolation", "comparison_operator", "not_operator", "if_statement", "elif_clause", "while_statement"}
    | {"assert_statement", "expression_statement", "delete_statement", "return_statement"}
)
_NO_USES = frozenset({"dotted_name", "type", "parameters", "lambda_parameters", "typed_parameter"})
_BUNDLES = frozenset({"expression_list", "tuple", "list", "dictionary", "pair", "parenthesized_expression"})
_LISTS = frozenset({"list", "tuple", "set"})

Edge = tuple[PlainString, PlainString]


class Parts(NamedTuple):
    """The nodes and edges that a piece of code gives to a DAG. `whole`: no other node can come from it."""

    nodes: tuple[PlainString, ...] = ()
    edges: tuple[Edge, ...] = ()
    whole: bool = True


NOTHING = Parts()
OPEN = Parts(whole=False)


def parts_of_class(call: Node, data: bytes) -> Parts:
    """What `PipelineDAG(nodes=[…], edges=[…])` begins with."""
    arguments = read_arguments(call, data)
    nodes, edges = (arguments.find((name,), index) for index, name in enumerate(DAG_LISTS))
    listed = [plain_string(item, data) for item in _items(nodes)]
    is_whole = not arguments.spread and None not in listed and (nodes is None or nodes.type in {*_LISTS, "none"})
    pairs = (_edge([plain_string(end, data) for end in _items(pair)]) for pair in _items(edges))
    return Parts(tuple(string for string in listed if string), tuple(pair for pair in pairs if pair), is_whole)


def parts_of_use(name: Node, around: Surroundings) -> Parts | None:
    """What a use of the variable gives to the DAG in it; None if the name is bound there, and not used.

    `name` is the variable, or the whole of `self.variable`.
    """
    parent = name.parent
    if parent is None:
        return OPEN
    kind = parent.type
    if kind in _NO_USES:
        return None
    if kind == "assignment" and parent.child_by_field_name("left") == name:
        return None
    if kind in {"keyword_argument", "default_parameter"} and parent.child_by_field_name("name") == name:
        return None
    if kind == "attribute":
        return None if parent.child_by_field_name("attribute") == name else _parts_of_attribute(parent, around)
    if kind == "argument_list" and parent.parent is not None and parent.parent.type == "call":
        return NOTHING if _calls_harmless(parent.parent, around.data) else OPEN
    return NOTHING if kind in _HARMLESS or is_returned(name) else OPEN


def is_returned(name: Node) -> bool:
    """Whether a variable is returned, alone or among others: who gets it may add to the DAG in it."""
    node = name.parent
    while node is not None and node.type in _BUNDLES:
        node = node.parent
    return node is not None and node.type == "return_statement"


def _parts_of_attribute(attribute: Node, known: Surroundings) -> Parts:
    method, around = attribute.child_by_field_name("attribute"), attribute.parent
    what = "" if method is None else text_of(method, known.data)
    if around is not None and around.type == "call" and around.child_by_field_name("function") == attribute:
        if what in ADDING:
            return _parts_of_call(what, around, known)
        return NOTHING if what in _ASKED else OPEN
    return NOTHING if what in _READ and not _is_changed(attribute) else OPEN


def _parts_of_call(method: str, call: Node, around: Surroundings) -> Parts:
    plain = around.plain_call(call)
    if plain is not None:
        return parts_of_strings(method, plain.strings)
    arguments = read_arguments(call, around.data)
    given = [arguments.find((name,), index) for index, name in enumerate(DAG_METHODS[method])]
    return parts_of_strings(method, [plain_string(node, around.data) for node in given])


def parts_of_strings(method: str, strings: Sequence[PlainString | None]) -> Parts:
    """What a call gives to a DAG that hands these over; None is anything but a plain string."""
    if method == ADD_EDGE:
        edge = _edge(strings)
        return Parts(edges=(edge,) if edge else ())
    return Parts(nodes=(strings[0],)) if strings[0] else OPEN


def graph_of(parts: Sequence[Parts], callee: tuple[str, ...], span: Span, *, whole: bool) -> Dag:
    """The DAG that is put together of these, in the order of the text."""
    nodes = sorted((node for part in parts for node in part.nodes), key=lambda node: node.span)
    edges = sorted((edge for part in parts for edge in part.edges), key=lambda edge: edge[0].span)
    return Dag(
        nodes=tuple(node.text for node in nodes),
        edges=tuple((first.text, second.text) for first, second in edges),
        complete=whole and all(part.whole for part in parts),
        callee=callee,
        span=span,
        node_spans=tuple(node.span for node in nodes),
        edge_spans=tuple((first.span, second.span) for first, second in edges),
    )


def _edge(ends: Sequence[PlainString | None]) -> Edge | None:
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return ends[0], ends[1]


def _items(display: Node | None) -> list[Node]:
    return list(named(display)) if display is not None and display.type in _LISTS else []


def _is_changed(attribute: Node) -> bool:
    """Whether something is done to what an attribute holds: a method of it, an item, another value."""
    parent = attribute.parent
    if parent is None:
        return True
    if parent.type in {"attribute", "delete_statement"}:
        return True
    if parent.type in {"assignment", "augmented_assignment"}:
        return parent.child_by_field_name("left") == attribute or parent.type == "assignment"
    if parent.type == "subscript":
        return parent.child_by_field_name("value") == attribute and _is_changed(parent)
    return False


def _calls_harmless(call: Node, data: bytes) -> bool:
    function = call.child_by_field_name("function")
    return function is not None and function.type == "identifier" and tail_name(function, data) in _HARMLESS_CALLS
