"""What an expression of a Python file leads to by the file's own imports: scopes, aliases, exports.

It must not know other files, nor which of the paths that it finds matter, but for DAGs: a class made from one of them
stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.annotations import class_beside, declared_classes, quoted_class
from cursus_registry.facts.attributes import OwnValue, own_attribute, own_values
from cursus_registry.facts.bindings import Assigned, Bindings, Derived, Imported, Known, read_bindings
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.parameters import Received, first_parameter
from cursus_registry.facts.read_value import named
from cursus_registry.facts.registry_calls import ADDING, DAG_CLASS
from cursus_registry.facts.subclasses import adds_as_base, base_of
from cursus_registry.syntax.python import text_of

MAX_STEPS = 32
MAX_TARGETS = 8


class Target(NamedTuple):
    """An absolute dotted path, `()` for each call on the way, and those calls.

    `received`: the object came by a parameter or an attribute, so that something else may be put there elsewhere.
    """

    path: str
    calls: tuple[Node, ...] = ()
    received: bool = False


Targets = tuple[Target, ...]


@dataclass(slots=True, eq=False)
class Scope:
    """A module, function, class, lambda or comprehension, and the scope around it."""

    node: Node
    file: FileNames
    parent: Scope | None = None
    _bindings: Bindings | None = None
    _of_names: dict[str, Bindings] = field(default_factory=dict)
    _own: dict[str, list[OwnValue]] | None = None
    _declared: dict[str, Node] | None = None
    _names_dags: bool | None = None
    _resolved: dict[str, Targets] = field(default_factory=dict)

    @property
    def bindings(self) -> Bindings:
        """The names bound here, read when first asked for."""
        if self._bindings is None:
            self._bindings = read_bindings(self.node, self.file)
        return self._bindings

    def bindings_of(self, name: str) -> Bindings:
        """What this scope says of one name. All of a module is read anyway, for what it exports."""
        if self.parent is None:
            return self.bindings
        if name not in self._of_names:
            self._of_names[name] = read_bindings(self.node, self.file, name)
        return self._of_names[name]

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def resolve(self, node: Node) -> Targets:
        """Where an expression that stands in this scope can lead; empty if any part of it cannot be told."""
        return _resolve(node, self, 0)

    def resolve_words(self, words: Sequence[str]) -> Targets:
        """Where `name` or `name.attribute` leads; an attribute of one's own object is not followed."""
        targets = _look_up(words[0], self, len(words) - 1)
        for word in words[1:]:
            targets = tuple(target._replace(path=f"{target.path}.{word}") for target in targets)
        return targets

    @property
    def own_values(self) -> dict[str, list[OwnValue]]:
        """What the methods of this class assign to the attributes of their object."""
        if self._own is None:
            self._own = {}
            for own in own_values(self.node, self.file.data):
                self._own.setdefault(own.attribute, []).append(own)
        return self._own

    @property
    def names_dags(self) -> bool:
        """Whether a class of DAGs could be made in this module; most never speak of any."""
        if self._names_dags is None:
            self._names_dags = DAG_CLASS.encode() in self.file.data
        return self._names_dags

    @property
    def declared(self) -> dict[str, Node]:
        """The classes that this class declares for the attributes of its objects."""
        if self._declared is None:
            self._declared = declared_classes(self.node, self.file.data)
        return self._declared

    def resolve_own(self, name: str, steps: int) -> Targets:
        """Where an attribute of this class's own object leads."""
        key = f".{name}"
        if key not in self._resolved:
            self._resolved[key] = ()
            self._resolved[key] = _resolve_values(self, name, steps)
        return self._resolved[key]

    def resolve_name(self, name: str, steps: int = 0) -> Targets:
        """Where a name leads that this very scope binds."""
        if name not in self._resolved:
            self._resolved[name] = ()  # a name that leads back to itself leads nowhere
            self._resolved[name] = _resolve_bindings(self, name, steps)
        return self._resolved[name]


def module_scope(root: Node, data: bytes, module: str, *, is_package: bool = False) -> Scope:
    """The outermost scope of a file, which is the module of that name."""
    return Scope(root, FileNames(data, module, is_package))


def read_exports(scope: Scope) -> tuple[tuple[str, str], ...]:
    """What an importer of a module can get that comes from elsewhere: (name, absolute path).

    A star import is `("*", module)`. Beside one, a name of the module's own leads to itself: it wins over
    what the star brings.
    """
    module = scope.file.module
    if b"import" not in scope.file.data:
        return ()
    exports = dict.fromkeys(("*", star) for star in scope.bindings.stars)
    for name, (first, *others) in scope.bindings.names.items():
        if isinstance(first, Imported) and not others:  # as nearly all are
            exports[(name, first.path)] = None
            continue
        paths = [target.path for target in scope.resolve_name(name) if not (target.calls or target.received)]
        if not paths and scope.bindings.stars:
            paths = [f"{module}.{name}"]
        exports.update(dict.fromkeys((name, path) for path in paths))
    return tuple(exports)


def tail_name(node: Node | None, data: bytes) -> str:
    """The last name of `a.b.c` or `a.b.c()`; empty for any other expression."""
    if node is not None and node.type == "call":
        node = node.child_by_field_name("function")
    if node is not None and node.type == "attribute":
        node = node.child_by_field_name("attribute")
    return text_of(node, data) if node is not None and node.type == "identifier" else ""


def _resolve(node: Node | None, scope: Scope, steps: int) -> Targets:
    if node is None or steps > MAX_STEPS:
        return ()
    found: Targets = ()
    match node.type:
        case "identifier":
            found = _look_up(text_of(node, scope.file.data), scope, steps)
        case "attribute":
            name = tail_name(node, scope.file.data)
            targets = _resolve(node.child_by_field_name("object"), scope, steps + 1)
            found = tuple(target._replace(path=f"{target.path}.{name}") for target in targets if name)
            found = found or _resolve_own(node, scope, steps)
        case "call":
            targets = _resolve(node.child_by_field_name("function"), scope, steps + 1)
            found = tuple(target._replace(path=f"{target.path}()", calls=(*target.calls, node)) for target in targets)
        case "parenthesized_expression":
            inner = list(named(node))
            found = _resolve(inner[0], scope, steps + 1) if len(inner) == 1 else ()
        case "named_expression":
            found = _resolve(node.child_by_field_name("value"), scope, steps + 1)
    return found


def _look_up(name: str, start: Scope, steps: int) -> Targets:
    """By Python's own rules: the scope itself, the functions around it, the module, what a star brought."""
    scope: Scope | None = start
    while scope is not None:
        bindings = scope.bindings_of(name)
        if name in bindings.globals_ and scope.parent is not None:
            return _look_up(name, scope.module, steps)
        hidden = scope.node.type == "class_definition" and scope is not start
        if name in bindings.names and name not in bindings.nonlocals and not hidden:
            return scope.resolve_name(name, steps)
        if scope.parent is None:
            return _distinct(Target(f"{star}.{name}") for star in bindings.stars)
        scope = scope.parent
    return ()


def _resolve_bindings(scope: Scope, name: str, steps: int) -> Targets:
    """All that a name can be; nothing if one of its bindings cannot be told. `X = None` does not count."""
    found: list[Target] = []
    for binding in scope.bindings_of(name).names[name]:
        if isinstance(binding, Imported):
            found.append(Target(binding.path))
        elif isinstance(binding, Assigned | Derived | Received):
            targets = _resolve_binding(binding, scope, steps)
            if not targets:
                return ()
            found += targets
        elif binding is Known.OTHER:
            return ()
    return _distinct(found)


def _resolve_binding(binding: Assigned | Derived | Received, scope: Scope, steps: int) -> Targets:
    if isinstance(binding, Derived):
        return _resolve_base(binding.of_class, scope, steps)
    if isinstance(binding, Assigned):
        return _resolve(binding.value, scope, steps + 1) or _declared(binding.value, scope, steps)
    return _instance_of(binding.annotation, scope.parent or scope, steps)


def _declared(value: Node | None, scope: Scope, steps: int) -> Targets:
    """What the annotation beside a value says, where the value itself cannot be told."""
    return _instance_of(class_beside(value, scope.file.data) if value else None, scope, steps)


def _instance_of(annotation: Node | None, scope: Scope, steps: int) -> Targets:
    """An object of the class that an annotation says, be it in quotes."""
    if annotation is not None and annotation.type == "string":
        first, *rest = quoted_class(annotation, scope.file.data) or ("",)
        found = _look_up(first, scope, steps + 1) if first else ()
        classes = tuple(one._replace(path=".".join((one.path, *rest))) for one in found)
    else:
        classes = _resolve(annotation, scope, steps + 1)
    return tuple(Target(f"{found.path}()", found.calls, received=True) for found in classes)


def _resolve_own(node: Node, scope: Scope, steps: int) -> Targets:
    """What a method's own object has as an attribute, by all assignments to it in the class."""
    method: Scope | None = scope
    while method is not None and (method.parent is None or method.parent.node.type != "class_definition"):
        method = method.parent
    if method is None or method.parent is None or method.node.type != "function_definition":
        return ()
    name = own_attribute(node, first_parameter(method.node, scope.file.data), scope.file.data)
    if name in ADDING and not method.parent.own_values.get(name):
        bases = _resolve_base(method.parent.node, method.parent.parent or scope, steps)
        return tuple(Target(f"{base.path}().{name}", base.calls, received=True) for base in bases)
    return method.parent.resolve_own(name, steps) if name else ()


def _resolve_base(of_class: Node, scope: Scope, steps: int) -> Targets:
    """The class of DAGs that a class is made from, and stands for."""
    found = _resolve(base_of(of_class), scope, steps + 1) if scope.module.names_dags else ()
    is_known = adds_as_base(of_class, (target.path for target in found), scope.file.data) if found else False
    return found if is_known else ()


def _resolve_values(of_class: Scope, name: str, steps: int) -> Targets:
    found = [*_instance_of(of_class.declared.get(name), of_class, steps)]
    for own in of_class.own_values.get(name, ()):
        if own.value is not None and own.value.type == "none":
            continue
        method = Scope(own.method, of_class.file, of_class)
        targets = _resolve(own.value, method, steps + 1) or _declared(own.value, method, steps)
        if not targets:
            return ()
        found += targets
    return _distinct(target._replace(received=True) for target in found)


def _distinct(targets: Iterable[Target]) -> Targets:
    return tuple(_first_of_each(targets))[:MAX_TARGETS]


def _first_of_each(targets: Iterable[Target]) -> Iterator[Target]:
    seen: set[Target] = set()
    for target in targets:
        if target not in seen:
            seen.add(target)
            yield target
