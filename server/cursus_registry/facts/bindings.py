"""Which names one scope of a Python file binds, and to what, by its statements alone.

It must not know scopes around it, what a name leads to further on, or what a registry is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.import_names import FileNames, imported_names, starred_module
from cursus_registry.facts.parameters import PATTERNS, Received, read_parameters
from cursus_registry.facts.read_value import named
from cursus_registry.syntax.python import children_at, text_of, walk


class Imported(NamedTuple):
    """A name bound by an import; `path` is absolute."""

    path: str


class Assigned(NamedTuple):
    """A name bound to an expression that may lead to an import."""

    value: Node


class Derived(NamedTuple):
    """A name bound to a class, which may be made from one that an import brings."""

    of_class: Node


class Known(Enum):
    """A name bound to what no import tells: nothing (None, an empty display), or anything else."""

    NOTHING = "nothing"
    OTHER = "other"


Binding = Imported | Assigned | Derived | Received | Known


@dataclass(slots=True)
class Bindings:
    """The names of one scope, the modules that it takes in whole, and the names that are not its own."""

    names: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    globals_: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)

    def add(self, name: str, binding: Binding) -> None:
        """One more binding of a name; a half-typed statement may have none."""
        if name:
            self.names.setdefault(name, []).append(binding)


COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)
SCOPES = frozenset({"function_definition", "class_definition", "lambda"}) | COMPREHENSIONS

_USED = (b".", b"(")
_INDENTED = 100
_BEFORE_USE = (b"=", b"(", b"[", b"{", b":", b",", b" return")
_BINDS_OTHERWISE = (b"import", b"case")
"""Statements in which a name with something behind it is bound all the same: `import name.a`, `case name(a)`."""
_EMPTY = frozenset({"none", "dictionary", "list", "tuple"})
_FOLLOWED = frozenset({"identifier", "attribute", "call", "parenthesized_expression", "named_expression"})


def read_bindings(scope: Node, file: FileNames, name: str | None = None) -> Bindings:
    """All that a module, function, class, lambda or comprehension binds itself, not what is nested in it.

    With a name only that one need be in it: the rest of the scope is not looked at.
    """
    found = Bindings()
    offsets = None if name is None else _places_of(name.encode(), file.data, scope)
    if offsets is not None and not offsets:
        return found
    if scope.type in COMPREHENSIONS:
        for clause in scope.named_children:
            if clause.type == "for_in_clause":
                _bind_pattern(clause.child_by_field_name("left"), file.data, found)
        return found
    parameters = scope.child_by_field_name("parameters")
    if parameters is not None and (offsets is None or children_at(parameters, offsets)):
        for parameter, received in read_parameters(parameters, file.data):
            found.add(parameter, received or Known.OTHER)
    body = scope.child_by_field_name("body") or scope
    _read_statements(body, file, found, offsets)
    if file.data.find(b":=", body.start_byte, body.end_byte) >= 0:
        _read_walruses(body, file, found)
    return found


def _places_of(name: bytes, data: bytes, scope: Node) -> list[int]:
    """Where a name stands in a scope, be it part of a longer one; left out where it is only called or looked into."""
    found: list[int] = []
    first, last = scope.start_byte, scope.end_byte
    start = data.find(name, first, last) if name else -1  # where a name is missing, the tree has an empty one

    @cache
    def binds_otherwise() -> bool:
        return any(data.find(word, first, last) >= 0 for word in _BINDS_OTHERWISE)

    while start >= 0:
        end = start + len(name)
        if data[end : end + 1] not in _USED or not _is_used(data, start, first, binds_otherwise):
            found.append(start)
        start = data.find(name, end, last)
    return found


def _is_used(data: bytes, start: int, first: int, binds_otherwise: Callable[[], bool]) -> bool:
    """Whether what stands before a name, which is called or asked for an attribute, can only be followed by a use."""
    before = data[max(start - _INDENTED, first) : start].rstrip(b" \t")
    if before.endswith(b"\n"):
        return not before.endswith((b"\\\n", b"\\\r\n"))
    return before.endswith(_BEFORE_USE) and not binds_otherwise()


def _read_statements(body: Node, file: FileNames, found: Bindings, offsets: list[int] | None) -> None:
    """Every other statement, and whatever is broken, may hold more statements."""
    stack = [body]
    while stack:
        node = stack.pop()
        kind = node.type
        reader = _READERS.get(kind)
        if reader is not None:
            stack.extend(reader(node, file, found))
        elif kind not in SCOPES or node == body:
            stack.extend(reversed(node.named_children if offsets is None else children_at(node, offsets)))


def _read_import(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    star = starred_module(node, file)
    if star is not None:
        found.stars.append(star)
    for name, path in imported_names(node, file):
        found.add(name, Known.OTHER if path is None else Imported(path))
    return ()


def chained_assignment(node: Node) -> tuple[list[Node], Node | None]:
    """The targets and the value of `a = b = value`; an annotation alone has no value."""
    targets: list[Node] = []
    value: Node | None = node
    while value is not None and value.type == "assignment":
        left = value.child_by_field_name("left")
        targets += [] if left is None else [left]
        value = value.child_by_field_name("right")
    return targets, value


def _read_assignment(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    targets, value = chained_assignment(node)
    for target in targets:
        _bind(target, value, file.data, found)
    return ()


def _bind(target: Node, value: Node | None, data: bytes, found: Bindings) -> None:
    if target.type == "identifier":
        found.add(text_of(target, data), _binding(value))
    else:
        _bind_pattern(target, data, found)


def _binding(value: Node | None) -> Binding:
    """What a value binds; an annotation without one binds nothing."""
    if value is None or (value.type in _EMPTY and not value.named_children):
        return Known.NOTHING
    return Assigned(value) if value.type in _FOLLOWED else Known.OTHER


def _read_augmented(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    _bind_pattern(node.child_by_field_name("left"), file.data, found)
    return ()


def _read_definition(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    name = node.child_by_field_name("name")
    if node.type == "class_definition" and name is not None:
        found.add(text_of(name, file.data), Derived(node))
    else:
        _bind_pattern(name, file.data, found)
    return ()


def _read_for(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    _bind_pattern(node.child_by_field_name("left"), file.data, found)
    return node.named_children


def _read_as(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    """`X() as name`, in a with statement: a context manager nearly always gives itself."""
    alias = node.child_by_field_name("alias")
    target = alias.named_children[0] if alias is not None and alias.named_children else alias
    if target is not None:
        _bind(target, node.named_children[0], file.data, found)
    return ()


def _read_case(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    """A pattern binds some of the names in it. All are taken as bound: the cautious side."""
    for inner in walk(node):
        if inner.type == "identifier":
            found.add(text_of(inner, file.data), Known.OTHER)
    return ()


def _read_global(node: Node, file: FileNames, found: Bindings) -> Iterable[Node]:
    names = found.globals_ if node.type == "global_statement" else found.nonlocals
    names.update(text_of(child, file.data) for child in named(node))
    return ()


def _read_nothing(_node: Node, _file: FileNames, _found: Bindings) -> Iterable[Node]:
    return ()


_READERS: dict[str, Callable[[Node, FileNames, Bindings], Iterable[Node]]] = {
    "import_statement": _read_import,
    "import_from_statement": _read_import,
    "future_import_statement": _read_nothing,
    "assignment": _read_assignment,
    "augmented_assignment": _read_augmented,
    "function_definition": _read_definition,
    "class_definition": _read_definition,
    "for_statement": _read_for,
    "as_pattern": _read_as,
    "case_pattern": _read_case,
    "global_statement": _read_global,
    "nonlocal_statement": _read_global,
    # Displays and calls can be large, and bind nothing but by `:=`, which is looked for apart.
    **dict.fromkeys(
        ("dictionary", "list", "tuple", "set", "call", "string", "binary_operator", "comment", "type"),
        _read_nothing,
    ),
}


def _read_walruses(body: Node, file: FileNames, found: Bindings) -> None:
    """A comprehension's `:=` binds in the scope around it; other nested scopes keep their own."""
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type == "named_expression":
            name = node.child_by_field_name("name")
            if name is not None:
                _bind(name, node.child_by_field_name("value"), file.data, found)
        stack.extend(child for child in node.named_children if child.type not in SCOPES - COMPREHENSIONS)


def _bind_pattern(pattern: Node | None, data: bytes, found: Bindings) -> None:
    """Every name that an unpacking binds, to what cannot be told. `x.y` and `x[y]` bind none."""
    stack = [] if pattern is None else [pattern]
    while stack:
        node = stack.pop()
        if node.type == "identifier":
            found.add(text_of(node, data), Known.OTHER)
        elif node.type in PATTERNS:
            stack.extend(node.named_children)
