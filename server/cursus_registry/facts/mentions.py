"""The step names that a Python file hands to functions and tables which its imports bring.

It must not know whether a path really leads to a registry: that takes the other files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.arguments import (
    COMPUTED,
    NO_CHOICE,
    Arguments,
    Choice,
    PlainString,
    named_workspace,
    plain_string,
    read_arguments,
    workspace_of_instance,
)
from cursus_registry.facts.bindings import SCOPES
from cursus_registry.facts.dag_calls import names_for_dag, of_dags
from cursus_registry.facts.model import Mention, Surface
from cursus_registry.facts.read_value import named
from cursus_registry.facts.registry_calls import (
    FUNCTIONS,
    LISTINGS,
    TABLES,
    WORKSPACE_CONTEXT,
    Signature,
    has_any_name,
    names_in_use,
    offsets_of,
)
from cursus_registry.facts.scopes import Scope, Target, Targets, tail_name
from cursus_registry.syntax.python import children_at

_RAISING = frozenset({"raises", "assertRaises", "assertRaisesRegex", "assert_raises"})
_EXPECTING = _RAISING | {"assertIsNone"}
_ABSENCE = re.compile(rb"\b(?:ValueError|KeyError|LookupError|Exception|BaseException)\b")
_BARE_EXCEPT = re.compile(rb"except\s*:")


class Around(NamedTuple):
    """What holds at a place: its scope, whether a missing name is expected, the workspace in force."""

    scope: Scope
    tolerant: bool = False
    choice: Choice = NO_CHOICE


def read_mentions(module: Scope) -> tuple[Mention, ...]:
    """All step names in calls, subscripts and membership tests of a module, in the order of the text."""
    data = module.file.data
    if not has_any_name(data):
        return ()
    wanted = names_in_use(data)
    offsets = offsets_of(wanted, data)
    found = _Reader(data, wanted, offsets).mentions(module.node, Around(module))
    return tuple(sorted(found, key=lambda mention: mention.span))


@dataclass(frozen=True, slots=True)
class _Reader:
    data: bytes
    wanted: frozenset[str]
    offsets: list[int]

    def mentions(self, root: Node, start: Around) -> Iterator[Mention]:
        """Walks only where a wanted name stands: large files hold few of them."""
        stack = [(root, start)]
        while stack:
            node, around = stack.pop()
            reader = _READERS.get(node.type)
            if reader is not None:
                yield from reader(self, node, around)
            children = children_at(node, self.offsets)
            if not children:
                continue
            part, inside = self.inside(node, around) if node.type in _CHANGING else (None, around)
            stack.extend((child, inside if part is None or child == part else around) for child in reversed(children))

    def inside(self, node: Node, around: Around) -> tuple[Node | None, Around]:
        """What holds inside a node, and in which part of it alone (None: in all of it)."""
        kind = node.type
        if kind in SCOPES:
            scope = Scope(node, around.scope.file, around.scope)
            # Decorators, defaults and bases belong to the scope around; a function's body runs elsewhere.
            fresh = Around(scope) if kind == "function_definition" else around._replace(scope=scope)
            return node.child_by_field_name("body") if kind in _WITH_BODY else None, fresh
        if kind == "with_statement":
            return node.child_by_field_name("body"), self.inside_with(node, around)
        if kind == "try_statement":
            return node.child_by_field_name("body"), around._replace(tolerant=around.tolerant or self.catches(node))
        if kind == "call" and tail_name(node, self.data) in _EXPECTING:
            return node.child_by_field_name("arguments"), around._replace(tolerant=True)
        if kind == "assignment":
            return node.child_by_field_name("left"), around._replace(tolerant=True)
        if kind == "delete_statement" or _asks_for_none(node):
            return None, around._replace(tolerant=True)
        return None, around

    def inside_with(self, node: Node, around: Around) -> Around:
        """The body of a with statement: its items may expect an error, or choose a workspace."""
        clause = next((child for child in node.named_children if child.type == "with_clause"), None)
        for item in clause.named_children if clause is not None else ():
            call = item.child_by_field_name("value") if item.type == "with_item" else None
            if call is not None and call.type == "as_pattern":
                call = call.named_children[0]
            if call is None or call.type != "call":
                continue
            name = tail_name(call, self.data)
            if name in _RAISING or (name == "suppress" and _ABSENCE.search(self.text(call))):
                around = around._replace(tolerant=True)
            else:
                around = around._replace(choice=self.opened(call, name, around.scope) or around.choice)
        return around

    def opened(self, call: Node, name: str, scope: Scope) -> Choice | None:
        """The workspace that a call opens, if it opens any. One that no import brings may be anybody's."""
        if WORKSPACE_CONTEXT.encode() not in self.data:
            return None
        if not any(_tail(target) == f"{WORKSPACE_CONTEXT}()" for target in scope.resolve(call)):
            return COMPUTED if name == WORKSPACE_CONTEXT else None
        node = read_arguments(call, self.data).find(("workspace_id",), 0)
        return COMPUTED if node is None else named_workspace(node, self.data) or NO_CHOICE

    def catches(self, node: Node) -> bool:
        """Whether an except clause takes what a missing name raises."""
        clauses = (child for child in node.named_children if child.type.startswith("except"))
        heads = (self.data[clause.start_byte : _body_start(clause)] for clause in clauses)
        return any(_ABSENCE.search(head) or _BARE_EXCEPT.match(head) for head in heads)

    def text(self, node: Node) -> bytes:
        """The text of a node."""
        return self.data[node.start_byte : node.end_byte]

    def read_call(self, call: Node, around: Around) -> Iterator[Mention]:
        """`f("X")`, `TABLE.get("X")`, `dag.add_node("X")`, `assertRaises(E, f, "X")`."""
        function = call.child_by_field_name("function")
        arguments = read_arguments(call, self.data)
        targets = self.functions(function, around.scope)
        name = tail_name(function, self.data)
        if targets:
            yield from self.read_targets(arguments, targets, around)
        elif name == "get" and function is not None and function.type == "attribute":
            tables = self.tables(function.child_by_field_name("object"), around.scope, TABLES)
            string = plain_string(arguments.find(("key",), 0), self.data)
            yield from self.mention(string, tables, around)
        elif name in _RAISING:
            yield from self.read_handed_over(arguments, around)

    def read_targets(self, arguments: Arguments, targets: Targets, around: Around) -> Iterator[Mention]:
        """The names that a call hands to what it leads to."""
        signature = FUNCTIONS.get(_tail(targets[0]))
        if signature is None:
            for name in names_for_dag(arguments, _tail(targets[0]), self.data):
                yield from self.mention(name, targets, around, surface=Surface.DAG_CALL)
            return
        own = self.own_workspace(arguments, signature)
        string = plain_string(arguments.find(signature.keywords, 0), self.data)
        yield from self.mention(string, targets, around, own=own, asks=signature.asks)

    def read_handed_over(self, arguments: Arguments, around: Around) -> Iterator[Mention]:
        """A function handed to something that will call it, and expects an error."""
        for function, argument in zip(arguments.positional, arguments.positional[1:], strict=False):
            targets = self.functions(function, around.scope)
            if targets and function.type != "call" and _tail(targets[0]) in FUNCTIONS:
                yield from self.mention(plain_string(argument, self.data), targets, around, asks=True)
                return

    def read_subscript(self, node: Node, around: Around) -> Iterator[Mention]:
        """`TABLE["X"]`."""
        keys = node.children_by_field_name("subscript")
        tables = self.tables(node.child_by_field_name("value"), around.scope, TABLES)
        if len(keys) == 1:
            yield from self.mention(plain_string(keys[0], self.data), tables, around)

    def read_membership(self, node: Node, around: Around) -> Iterator[Mention]:
        """`"X" in TABLE`, `"X" not in TABLE.keys()`, `"X" in get_all_step_names()`."""
        operands = list(named(node))
        if len(operands) != 2 or not any(child.type in {"in", "not in"} for child in node.children):
            return
        table: Node | None = operands[1]
        if table is not None and table.type == "call" and tail_name(table, self.data) == "keys":
            keys = table.child_by_field_name("function")
            table = None if keys is None else keys.child_by_field_name("object")
        tables = self.tables(table, around.scope, TABLES | LISTINGS)
        yield from self.mention(plain_string(operands[0], self.data), tables, around, asks=True)

    def functions(self, node: Node | None, scope: Scope) -> Targets:
        """The functions for step names, those of DAGs among them, that an expression can stand for."""
        if node is None or node.type == "call" or tail_name(node, self.data) not in self.wanted:
            return ()
        found = scope.resolve(node)
        made_here = (target for target in found if not target.received)
        return tuple(target for target in made_here if _tail(target) in FUNCTIONS) or of_dags(found)

    def tables(self, node: Node | None, scope: Scope, names: frozenset[str]) -> Targets:
        """The tables, or lists, of step names that an expression can stand for."""
        if tail_name(node, self.data) not in self.wanted or node is None:
            return ()
        found = (target for target in scope.resolve(node) if _tail(target) in names and not target.received)
        return tuple(Target(f"{target.path}[]", target.calls) for target in found)

    def own_workspace(self, arguments: Arguments, signature: Signature) -> Choice | None:
        """The workspace that the call itself names."""
        if signature.workspace is None:
            return None
        node = arguments.find(signature.workspace_keywords, signature.workspace)
        return COMPUTED if node is None and arguments.spread else named_workspace(node, self.data)

    def mention(
        self,
        string: PlainString | None,
        targets: Targets,
        around: Around,
        *,
        own: Choice | None = None,
        asks: bool = False,
        surface: Surface = Surface.CALL,
    ) -> Iterator[Mention]:
        """The mention, if the name is a plain string and the way to the callee is known."""
        if string is None or not targets:
            return
        makers = [workspace_of_instance(call, self.data) for target in targets for call in target.calls]
        made_for = [choice for choice in makers if choice is not None]
        choice = own or (max(made_for, key=lambda made: made.computed) if made_for else around.choice)
        callee = tuple(target.path for target in targets)
        expected = not (asks or around.tolerant)
        yield Mention(string.text, callee, choice.workspace, choice.computed, expected, string.span, surface)


_READERS: dict[str, Callable[[_Reader, Node, Around], Iterator[Mention]]] = {
    "call": _Reader.read_call,
    "subscript": _Reader.read_subscript,
    "comparison_operator": _Reader.read_membership,
}
_CHANGING = SCOPES | {
    "with_statement",
    "try_statement",
    "call",
    "assignment",
    "delete_statement",
    "comparison_operator",
}
"""The nodes inside which something else can hold than around them."""
_WITH_BODY = frozenset({"function_definition", "class_definition", "lambda"})


def _tail(target: Target) -> str:
    return target.path.rpartition(".")[2]


def _body_start(clause: Node) -> int:
    body = next((child for child in clause.named_children if child.type == "block"), None)
    return clause.end_byte if body is None else body.start_byte


def _asks_for_none(node: Node) -> bool:
    """`f("X") is None`."""
    if node.type != "comparison_operator":
        return False
    kinds = {child.type for child in node.children}
    return "none" in kinds and not kinds.isdisjoint({"is", "is not"})
