"""The DAGs that a Python file makes, by their nodes and edges: one for each variable that holds some.

A DAG is complete if nothing but what was read can have added a node to it. It must not know whether its class really
is the framework's: that takes the other files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.around import Surroundings
from cursus_registry.facts.attributes import hidden_name, is_hidden, own_attribute
from cursus_registry.facts.bindings import Assigned, Known
from cursus_registry.facts.dag_uses import (
    MAX_DAGS,
    Parts,
    graph_of,
    is_returned,
    parts_of_class,
    parts_of_strings,
    parts_of_use,
)
from cursus_registry.facts.model import Dag
from cursus_registry.facts.parameters import first_parameter
from cursus_registry.facts.registry_calls import ADDING, DAG_CLASS, places_of
from cursus_registry.facts.scopes import Scope, Targets, tail_name
from cursus_registry.syntax.python import span_of, text_of

_IN_ANNOTATIONS = frozenset({"attribute", "type", "type_parameter", "generic_type", "binary_operator", "string"})
_MADE = f"{DAG_CLASS}()"


class _Holder(NamedTuple):
    """A variable (or an attribute of one's own object, `.name`) of a scope."""

    scope: int
    name: str


@dataclass(slots=True)
class _Graph:
    """What is known of one DAG so far."""

    place: Node
    callee: tuple[str, ...]
    parts: list[Parts] = field(default_factory=list)
    whole: bool = True

    def result(self) -> Dag:
        return graph_of(self.parts, self.callee, span_of(self.place), whole=self.whole)


def read_dags(module: Scope, around: Surroundings | None = None) -> tuple[Dag, ...]:
    """The DAGs that are made or received in a file, in the order of the text; those without a node or edge are none.

    `around` is what is known already of the places of that file.
    """
    if DAG_CLASS.encode() not in module.file.data:
        return ()
    reader = _Reader(module, around or Surroundings(module))
    graphs = reader.graphs()
    found = (graph.result() for graph in graphs)
    return tuple(sorted((dag for dag in found if dag.nodes or dag.edges), key=lambda dag: dag.span))


class _Reader:
    """Finds the places where the class is named, who holds what is made there, and what is done with it."""

    def __init__(self, module: Scope, around: Surroundings) -> None:
        self.root, self.data, self.around = module.node, module.file.data, around

    def graphs(self) -> Iterator[_Graph]:
        held: dict[_Holder, _Graph] = {}
        for count, (start, end) in enumerate(places_of(DAG_CLASS.encode(), self.data)):
            node = self.root.descendant_for_byte_range(start, end)
            if count == MAX_DAGS or node is None:
                break
            call, parameter = _call_of(node), _parameter_of(node)
            if call is not None:
                yield from self.made(call, held)
            elif parameter is not None:
                self.received(parameter, held)
        yield from held.values()

    def made(self, call: Node, held: dict[_Holder, _Graph]) -> Iterator[_Graph]:
        """A DAG by the call that makes it: put among those that are held, or given at once if it has no name."""
        scope = self.scope_at(call)
        targets = scope.resolve(call)
        if not _are_dags(targets):
            return
        graph = _Graph(call, _classes(targets), [parts_of_class(call, self.data)])
        left = _target_of(call)
        if left is None:
            graph.whole = call.parent is not None and call.parent.type == "return_statement"
            yield graph
        elif left.type == "identifier" and not left.is_missing:
            self.hold(_Holder(scope.node.id, text_of(left, self.data)), graph, scope, held)
        else:
            yield from self.kept(left, graph, scope, held)

    def kept(self, left: Node, graph: _Graph, scope: Scope, held: dict[_Holder, _Graph]) -> Iterator[_Graph]:
        """A DAG that an object keeps: whoever has the object can add to it, if the attribute is not private."""
        graph.whole = False
        method = scope
        of_class = method.parent
        own = first_parameter(method.node, self.data) if of_class is not None else ""
        name = own_attribute(left, own, self.data) if own else ""
        if of_class is None or of_class.node.type != "class_definition" or not name:
            yield graph
            return
        holder = _Holder(of_class.node.id, f".{name}")
        if holder in held:
            held[holder].parts += graph.parts
            return
        held[holder] = graph
        graph.whole = self.is_private(of_class, name)
        graph.parts += self.uses_in_class(of_class, name)

    def received(self, parameter: Node, held: dict[_Holder, _Graph]) -> None:
        """A DAG that a function gets: never complete."""
        function = parameter
        while function.parent is not None and function.type not in {"function_definition", "lambda"}:
            function = function.parent
        if function.type != "function_definition":
            return
        scope = self.around.scope_of(function)
        name = parameter.child_by_field_name("name") or parameter.named_children[0]
        text = text_of(name, self.data)
        targets = scope.resolve_name(text) if text in scope.bindings_of(text).names else ()
        if _are_dags(targets):
            graph = _Graph(name, _classes(targets), whole=False)
            self.hold(_Holder(function.id, text), graph, scope, held)

    def hold(self, holder: _Holder, graph: _Graph, scope: Scope, held: dict[_Holder, _Graph]) -> None:
        """A variable that holds a DAG. Made again under the same name, both are one: either may be meant below."""
        if holder in held:
            held[holder].parts += graph.parts
            held[holder].whole = held[holder].whole and graph.whole
            return
        held[holder] = graph
        graph.whole = graph.whole and self.is_only_dags(holder.name, scope)
        graph.parts += self.uses_of(holder.name, scope)

    def is_only_dags(self, name: str, scope: Scope) -> bool:
        """Whether all that a name is bound to in its scope are DAGs made there."""
        bindings = scope.bindings_of(name)
        if scope.node.type == "class_definition" or name in bindings.globals_ | bindings.nonlocals:
            return False
        values = [binding for binding in bindings.names.get(name, ()) if binding is not Known.NOTHING]
        return all(isinstance(one, Assigned) and _is_made(one.value, scope) for one in values)

    def uses_of(self, name: str, scope: Scope) -> Iterator[Parts]:
        """What each use of a variable gives to the DAG in it, in its scope and those inside."""
        for start, end in self.places(name, scope.node):
            call, inner = self.around.calls.get(start, (None, None))
            if call is not None and len(call.words) == 2 and call.words[1] in ADDING:
                if _is_bound_in(name, inner, scope):
                    yield parts_of_strings(call.words[1], call.strings)
                continue
            node = self.identifier(start, end)
            parts = parts_of_use(node, self.around) if node and _is_bound_in(name, self.scope_at(node), scope) else None
            if parts is not None:
                yield parts

    def uses_in_class(self, of_class: Scope, name: str) -> Iterator[Parts]:
        """What each use of an attribute gives to the DAG in it, in the methods of the class."""
        for node in self.named(name, of_class.node):
            attribute = self.own_attribute_at(node, of_class)
            parts = parts_of_use(attribute, self.around) if attribute is not None else None
            if parts is not None:
                yield parts

    def own_attribute_at(self, name: Node, of_class: Scope) -> Node | None:
        """The attribute of a method's own object that a name is in; None if it is one of anything else."""
        method = self.scope_at(name)
        while method.parent is not None and method.parent is not of_class:
            method = method.parent
        own, attribute = first_parameter(method.node, self.data), name.parent
        is_own = own and own_attribute(attribute, own, self.data) == text_of(name, self.data)
        return attribute if is_own else None

    def is_private(self, of_class: Scope, name: str) -> bool:
        """Whether only DAGs made in a class are kept under a name that Python itself hides, and none is handed out.

        `_name` is not hidden: a subclass in another file can add to what it holds.
        """
        if not is_hidden(name) or hidden_name(of_class.node, name, self.data) in self.data:
            return False
        values = ((own.value, Scope(own.method, of_class.file, of_class)) for own in of_class.own_values.get(name, ()))
        if not all(value is not None and (value.type == "none" or _is_made(value, scope)) for value, scope in values):
            return False
        uses = (self.own_attribute_at(node, of_class) for node in self.named(name, of_class.node))
        return all(use is not None and not is_returned(use) and self.is_seen(use, of_class) for use in uses)

    def is_seen(self, use: Node, of_class: Scope) -> bool:
        """Whether a use is none that gives an attribute another value out of sight: in a function inside a method."""
        around = use.parent
        is_assigned = around is not None and around.type == "assignment" and around.child_by_field_name("left") == use
        return not is_assigned or self.scope_at(use).parent is of_class

    def named(self, name: str, inside: Node) -> Iterator[Node]:
        """The identifiers of that name."""
        nodes = (self.identifier(start, end) for start, end in self.places(name, inside))
        return (node for node in nodes if node is not None)

    def places(self, name: str, inside: Node) -> list[tuple[int, int]]:
        """Where a name stands, be it in a string."""
        return places_of(name.encode(), self.data, inside.start_byte, inside.end_byte)

    def identifier(self, start: int, end: int) -> Node | None:
        """The identifier that stands there, if one does."""
        node = self.root.descendant_for_byte_range(start, end)
        return node if node is not None and node.type == "identifier" and node.end_byte == end else None

    def scope_at(self, node: Node) -> Scope:
        """The scope that a node stands in."""
        attribute = node.parent
        call = attribute.parent if attribute is not None and attribute.type == "attribute" else None
        # what is done with a name most often is to call a method, and that call is known already
        return self.around.at(call if call is not None and call.type == "call" else node).scope


def _is_bound_in(name: str, inner: Scope | None, scope: Scope) -> bool:
    """Whether a name in an inner scope is an outer one's, not one of a scope between."""
    while inner is not None and inner.node.id != scope.node.id:
        own = inner.bindings_of(name)
        if name in own.names and name not in own.nonlocals | own.globals_:
            return False
        inner = inner.parent
    return inner is not None


def _call_of(name: Node) -> Node | None:
    """The call of the class that is named there, by its own name or behind a module's."""
    parent = name.parent
    if parent is not None and parent.type == "attribute" and parent.child_by_field_name("attribute") == name:
        name, parent = parent, parent.parent
    is_call = parent is not None and parent.type == "call" and parent.child_by_field_name("function") == name
    return parent if is_call else None


def _parameter_of(name: Node) -> Node | None:
    """The parameter in whose annotation a name stands."""
    node = name.parent
    while node is not None and node.type in _IN_ANNOTATIONS:
        node = node.parent
    return node if node is not None and node.type in {"typed_parameter", "typed_default_parameter"} else None


def _target_of(call: Node) -> Node | None:
    """What a call is assigned to, if it is to one thing alone."""
    parent = call.parent
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent.parent
    if parent is None or parent.type != "assignment" or (parent.parent and parent.parent.type == "assignment"):
        return None
    left = parent.child_by_field_name("left")
    return left if left is not None and left.type in {"identifier", "attribute"} else None


def _is_made(value: Node, scope: Scope) -> bool:
    """Whether a value is a DAG that is made right there."""
    while value.type == "parenthesized_expression" and len(value.named_children) == 1:
        value = value.named_children[0]
    is_named = value.type == "call" and tail_name(value, scope.file.data) == DAG_CLASS
    return is_named and _are_dags(scope.resolve(value))


def _are_dags(targets: Targets) -> bool:
    return bool(targets) and all(target.path.rpartition(".")[2] == _MADE for target in targets)


def _classes(targets: Targets) -> tuple[str, ...]:
    return tuple(target.path.removesuffix("()") for target in targets)
