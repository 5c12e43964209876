"""Reads the changes of variables from the statements at the left margin of a Python file.

It must not evaluate anything, nor know which of the variables are step tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from cursus_registry.facts.bindings import chained_assignment
from cursus_registry.facts.changes import Action, Change, Changes
from cursus_registry.facts.import_names import FileNames, dotted, imported_names, starred_module
from cursus_registry.facts.read_value import named
from cursus_registry.syntax.python import text_of

_BINDING = frozenset({Action.DECLARE, Action.ASSIGN, Action.IMPORT})
_COMPOUND = frozenset(
    {"if_statement", "try_statement", "for_statement", "while_statement", "with_statement", "match_statement"}
    | {"block", "else_clause", "elif_clause", "except_clause", "finally_clause", "case_clause", "except_group_clause"}
)
_READING = frozenset({"get", "keys", "values", "items", "copy", "index", "count", "__len__", "__contains__"})
_NEVER_ON_IMPORT = re.compile(
    rb"""if\s*\(?\s*(?:__name__\s*==\s*["']__main__["']|(?:typing\.)?TYPE_CHECKING)\s*\)?\s*:"""
)
_DEFINITIONS = frozenset({"function_definition", "class_definition", "decorated_definition"})


def read_changes(root: Node, file: FileNames) -> Changes:
    """The changes that running the file from its top would make, as far as they can be told."""
    return _Reader(file).read(root)


@dataclass(slots=True)
class _Reader:
    """`inside` has, for each function of the file, the variables that calling it changes."""

    file: FileNames
    found: Changes = field(default_factory=Changes)
    inside: dict[str, set[str]] = field(default_factory=dict)

    def read(self, root: Node) -> Changes:
        for statement in root.named_children:
            for name, change in self.changes(statement):
                self.found.add(name, change)
                value = change.parts[0] if change.action is Action.ASSIGN and change.parts else None
                if value is not None and value.type == "identifier":
                    self.found.join(name, text_of(value, self.file.data))
            self.read_calls(statement)
        return self.found

    def changes(self, statement: Node) -> Iterator[tuple[str, Change]]:
        match statement.type:
            case "expression_statement" if statement.named_children:
                yield from self.of_expression(statement.named_children[0])
            case "delete_statement":
                yield from self.of_deletion(statement)
            case "import_statement" | "import_from_statement":
                yield from self.of_import(statement)
            case kind if kind in _DEFINITIONS:
                yield from self.of_definition(statement)
            case kind if kind in _COMPOUND:
                yield from self.of_compound(statement)

    def of_expression(self, node: Node) -> Iterator[tuple[str, Change]]:
        if node.type == "assignment":
            yield from self.of_assignment(node)
        elif node.type == "augmented_assignment":
            yield from self.of_augmented(node)
        elif node.type == "call":
            yield from self.of_method(node)

    def of_assignment(self, node: Node) -> Iterator[tuple[str, Change]]:
        targets, value = chained_assignment(node)
        for target in targets:
            if target.type == "identifier":
                action = Action.DECLARE if value is None else Action.ASSIGN
                yield self.text(target), Change(action, node, target, () if value is None else (value,))
            elif target.type == "subscript" and value is not None:
                yield from self.of_item(node, target, value)
            else:
                yield from self.opaque(node, target)

    def of_item(self, node: Node, target: Node, value: Node) -> Iterator[tuple[str, Change]]:
        """`X["A"] = …`, `X["A"]["b"] = …`."""
        base, keys = self.base(target), list(target.children_by_field_name("subscript"))
        inner = target.named_children[0]
        if len(keys) == 1 and inner.type == "identifier":
            yield self.text(inner), Change(Action.ITEM, node, inner, (keys[0], value))
        elif base is not None:
            yield self.inside_item(node, target, base)

    def inside_item(self, node: Node, target: Node, base: Node) -> tuple[str, Change]:
        """Something inside an item is changed: which item, if the expression tells."""
        while target.named_children[0] is not None and target.named_children[0].type in {"subscript", "attribute"}:
            target = target.named_children[0]
        keys = tuple(target.children_by_field_name("subscript")) if target.type == "subscript" else ()
        action = Action.INNER if len(keys) == 1 else Action.OPAQUE
        return self.text(base), Change(action, node, base, keys)

    def of_augmented(self, node: Node) -> Iterator[tuple[str, Change]]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return
        action = {"|=": Action.MERGE, "+=": Action.ADD}.get(operator.type, Action.OPAQUE)
        if left.type == "identifier":
            yield self.text(left), Change(action, node, left, (right,))
        elif (base := self.base(left)) is not None:
            yield self.inside_item(node, left, base)

    def of_method(self, node: Node) -> Iterator[tuple[str, Change]]:
        """`X.update(…)`, `X.pop("A")`, `X.setdefault("A", …)`, `X.clear()`, `X["A"].update(…)`."""
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or arguments is None or function.type != "attribute":
            return
        target = function.named_children[0]
        name = dotted(function, self.file.data).rpartition(".")[2]
        if name in _READING:
            return
        if target.type == "identifier":
            given = tuple(named(arguments)) if arguments.type == "argument_list" else ()
            yield self.text(target), self.method(node, target, name, given)
        elif target.type == "subscript" and (base := self.base(target)) is not None:
            yield self.inside_item(node, target, base)

    def method(self, node: Node, target: Node, name: str, given: tuple[Node, ...]) -> Change:
        plain = [argument for argument in given if argument.type not in {"keyword_argument", "dictionary_splat"}]
        match name:
            case "update" if len(plain) <= 1 and (not plain or plain[0] == given[0]):
                return Change(Action.MERGE, node, target, given)
            case "pop" if given and plain == list(given):
                return Change(Action.REMOVE, node, target, given[:1])
            case "setdefault" if len(given) == 2 and plain == list(given):
                return Change(Action.DEFAULT, node, target, given)
            case "clear" if not given:
                return Change(Action.CLEAR, node, target)
        return Change(Action.OPAQUE, node, target)

    def of_deletion(self, statement: Node) -> Iterator[tuple[str, Change]]:
        for child in statement.named_children:
            for target in child.named_children if child.type in {"expression_list", "tuple"} else (child,):
                keys = tuple(target.children_by_field_name("subscript"))
                if target.type == "subscript" and target.named_children[0].type == "identifier" and len(keys) == 1:
                    variable = target.named_children[0]
                    yield self.text(variable), Change(Action.REMOVE, statement, variable, keys)
                elif target.type == "identifier":
                    yield self.text(target), Change(Action.OPAQUE, statement, target)
                elif (base := self.base(target)) is not None:
                    yield self.inside_item(statement, target, base)

    def of_import(self, statement: Node) -> Iterator[tuple[str, Change]]:
        star = starred_module(statement, self.file)
        if star:
            self.found.stars.append((statement.start_byte, star))
        for name, path in imported_names(statement, self.file):
            yield name, Change(Action.IMPORT if path else Action.OPAQUE, statement, None, (), path or "")

    def of_definition(self, statement: Node) -> Iterator[tuple[str, Change]]:
        definition = statement.child_by_field_name("definition") or statement
        name = definition.child_by_field_name("name")
        if name is None:
            return
        yield self.text(name), Change(Action.OPAQUE, statement, name)
        body = definition.child_by_field_name("body")
        if definition.type == "function_definition" and body is not None:
            self.inside[self.text(name)] = self.lasting(list(_simple_statements(body)))

    def lasting(self, statements: list[Node]) -> set[str]:
        """The module's variables that the statements of a function change; those that it binds itself are its own."""
        found = [pair for statement in statements for pair in self.changes(statement)]
        shared = {
            self.text(child)
            for statement in statements
            if statement.type == "global_statement"
            for child in named(statement)
        }
        own = {name for name, change in found if change.action in _BINDING} - shared
        return {name for name, _ in found} - own

    def of_compound(self, statement: Node) -> Iterator[tuple[str, Change]]:
        """Whether and how often the inner statements run cannot be told, but for two that importing never runs."""
        for inner in _simple_statements(statement, self.file.data):
            for name, change in self.changes(inner):
                yield name, Change(Action.OPAQUE, change.node, change.variable)

    def read_calls(self, statement: Node) -> None:
        """A call of a function of this file changes what the function changes."""
        if not self.inside:
            return
        for inner in _simple_statements(statement, self.file.data) if statement.type in _COMPOUND else (statement,):
            for node in _called(inner):
                for name in self.inside.get(dotted(node, self.file.data), ()):
                    self.found.add(name, Change(Action.OPAQUE, inner))

    def opaque(self, node: Node, pattern: Node) -> Iterator[tuple[str, Change]]:
        """Every variable in an unpacking."""
        stack = [pattern]
        while stack:
            target = stack.pop()
            if target.type == "identifier":
                yield self.text(target), Change(Action.OPAQUE, node, target)
            elif target.type not in {"subscript", "attribute"}:
                stack.extend(target.named_children)
            elif (base := self.base(target)) is not None:
                yield self.inside_item(node, target, base)

    def base(self, node: Node) -> Node | None:
        """The variable that an item or attribute belongs to."""
        while node.type in {"subscript", "attribute"}:
            node = node.named_children[0]
        return node if node.type == "identifier" else None

    def text(self, node: Node) -> str:
        return text_of(node, self.file.data)


def _simple_statements(compound: Node, data: bytes = b"") -> Iterator[Node]:
    """The statements in a compound one and in those inside it, without recursion, but for what importing never runs."""
    stack = [compound]
    while stack:
        node = stack.pop()
        if node.type not in _COMPOUND:
            yield node
            continue
        inner = list(node.named_children)
        if node.type == "if_statement" and _NEVER_ON_IMPORT.match(data, node.start_byte):
            inner = list(node.children_by_field_name("alternative"))
        stack.extend(reversed(inner))


def _called(statement: Node) -> Iterator[Node]:
    """The functions that a simple statement, or a decorator, calls by their name."""
    if statement.type == "decorated_definition":
        for child in statement.named_children:
            if child.type == "decorator" and child.named_children:
                inner = child.named_children[0]
                yield inner.child_by_field_name("function") or inner
    for node in statement.named_children if statement.type == "expression_statement" else ():
        value = node.child_by_field_name("right") if node.type == "assignment" else node
        function = value.child_by_field_name("function") if value is not None and value.type == "call" else None
        if function is not None and function.type == "identifier":
            yield function
