"""What holds around a place of a Python file: its scope, the workspace in force, whether a missing name is expected.

It must not know step names. It is found from the inside out, since few places of a file are ever asked for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.arguments import COMPUTED, NO_CHOICE, Choice, named_workspace, read_arguments
from cursus_registry.facts.bindings import SCOPES
from cursus_registry.facts.plain_call import PlainCall, plain_call
from cursus_registry.facts.registry_calls import WORKSPACE_CONTEXT
from cursus_registry.facts.scopes import Scope, tail_name

RAISING = frozenset({"raises", "assertRaises", "assertRaisesRegex", "assert_raises"})
"""What is handed a function that has to raise, or is entered for what raises inside."""

EXPECTING = RAISING | {"assertIsNone"}
"""What expects that a step inside it is missing."""

_ABSENCE = re.compile(rb"\b(?:ValueError|KeyError|LookupError|Exception|BaseException)\b")
_BARE_EXCEPT = re.compile(rb"except\s*:")
CHANGING = SCOPES | {
    "with_statement",
    "try_statement",
    "call",
    "assignment",
    "delete_statement",
    "comparison_operator",
}
"""The nodes inside which something else can hold than around them."""
_WITH_BODY = frozenset({"function_definition", "class_definition", "lambda"})


class Around(NamedTuple):
    """What holds at a place: its scope, whether a missing name is expected, the workspace in force."""

    scope: Scope
    tolerant: bool = False
    choice: Choice = NO_CHOICE


class Surroundings:
    """What holds at the nodes of one tree, and its calls that are plain, each looked at once.

    `calls` has those that were come by so far, with their scopes, by their first byte.
    """

    def __init__(self, module: Scope) -> None:
        self._module = module
        self.data = module.file.data
        self._at: dict[int, Around] = {module.node.id: Around(module)}
        self._inside: dict[int, tuple[Node | None, Around]] = {}
        self.calls: dict[int, tuple[PlainCall, Scope]] = {}
        self._plain: dict[int, PlainCall | None] = {}
        self._scopes: dict[int, Scope] = {}

    def plain_call(self, call: Node, around: Around | None = None) -> PlainCall | None:
        """See facts/plain_call. `around` is what holds at the call, if that is known: it need not be found again."""
        if around is not None:
            self._at[call.id] = around
        if call.id not in self._plain:
            found = self._plain[call.id] = plain_call(call, self.data)
            if found is not None and around is not None:
                self.calls[call.start_byte] = found, around.scope
        return self._plain[call.id]

    def at(self, node: Node) -> Around:
        """What holds at a node, by all that it stands in."""
        way: list[tuple[Node, Node]] = []
        found = self._at.get(node.id)
        while found is None:
            parent = node.parent
            if parent is None:
                found = Around(self._module)
                break
            way.append((node, parent))
            node = parent
            found = self._at.get(node.id)
        for child, parent in reversed(way):
            if parent.type in CHANGING:
                found = self.through(parent, child, found)
            self._at[child.id] = found
        return found

    def scope_of(self, node: Node) -> Scope:
        """The scope that a function, class, lambda or comprehension is, always the same."""
        return self._scope_of(node, self.at(node))

    def _scope_of(self, node: Node, around: Around) -> Scope:
        if node.id not in self._scopes:
            self._scopes[node.id] = Scope(node, around.scope.file, around.scope)
        return self._scopes[node.id]

    def through(self, node: Node, child: Node, around: Around) -> Around:
        """What holds at a child of a node that changes something, in one of its parts or in all."""
        if node.id not in self._inside:
            self._inside[node.id] = self._change(node, around)
        part, inside = self._inside[node.id]
        return inside if part is None or child == part else around

    def _change(self, node: Node, around: Around) -> tuple[Node | None, Around]:
        """What holds inside a node, and in which part of it alone (None: in all of it)."""
        kind = node.type
        if kind in SCOPES:
            scope = self._scope_of(node, around)
            # Decorators, defaults and bases belong to the scope around; a function's body runs elsewhere.
            fresh = Around(scope) if kind == "function_definition" else around._replace(scope=scope)
            return node.child_by_field_name("body") if kind in _WITH_BODY else None, fresh
        if kind == "with_statement":
            return node.child_by_field_name("body"), self._inside_with(node, around)
        if kind == "try_statement":
            return node.child_by_field_name("body"), around._replace(tolerant=around.tolerant or self._catches(node))
        if kind == "call" and tail_name(node, self.data) in EXPECTING:
            return node.child_by_field_name("arguments"), around._replace(tolerant=True)
        if kind == "assignment":
            return node.child_by_field_name("left"), around._replace(tolerant=True)
        if kind == "delete_statement" or _asks_for_none(node):
            return None, around._replace(tolerant=True)
        return None, around

    def _inside_with(self, node: Node, around: Around) -> Around:
        """The body of a with statement: its items may expect an error, or choose a workspace."""
        clause = next((child for child in node.named_children if child.type == "with_clause"), None)
        for item in clause.named_children if clause is not None else ():
            call = item.child_by_field_name("value") if item.type == "with_item" else None
            if call is not None and call.type == "as_pattern":
                call = call.named_children[0]
            if call is None or call.type != "call":
                continue
            name = tail_name(call, self.data)
            if name in RAISING or (name == "suppress" and _ABSENCE.search(self.data[call.start_byte : call.end_byte])):
                around = around._replace(tolerant=True)
            else:
                around = around._replace(choice=self._opened(call, name, around.scope) or around.choice)
        return around

    def _opened(self, call: Node, name: str, scope: Scope) -> Choice | None:
        """The workspace that a call opens, if it opens any. One that no import brings may be anybody's."""
        if WORKSPACE_CONTEXT.encode() not in self.data:
            return None
        if not any(target.path.rpartition(".")[2] == f"{WORKSPACE_CONTEXT}()" for target in scope.resolve(call)):
            return COMPUTED if name == WORKSPACE_CONTEXT else None
        node = read_arguments(call, self.data).find(("workspace_id",), 0)
        return COMPUTED if node is None else named_workspace(node, self.data) or NO_CHOICE

    def _catches(self, node: Node) -> bool:
        """Whether an except clause takes what a missing name raises."""
        clauses = (child for child in node.named_children if child.type.startswith("except"))
        heads = (self.data[clause.start_byte : _body_start(clause)] for clause in clauses)
        return any(_ABSENCE.search(head) or _BARE_EXCEPT.match(head) for head in heads)


def _body_start(clause: Node) -> int:
    body = next((child for child in clause.named_children if child.type == "block"), None)
    return clause.end_byte if body is None else body.start_byte


def _asks_for_none(node: Node) -> bool:
    """`f("X") is None`."""
    if node.type != "comparison_operator":
        return False
    kinds = {child.type for child in node.children}
    return "none" in kinds and not kinds.isdisjoint({"is", "is not"})
