"""Classes that are made from a DAG's: by what a subclass leaves as it is, its methods are the DAG's own.

It must not know scopes, nor what the name of a base leads to.
"""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from cursus_registry.facts.registry_calls import ADDING, DAG_CLASS
from cursus_registry.syntax.python import text_of


def base_of(of_class: Node) -> Node | None:
    """The first base of a class, where Python looks before it looks at others; None if the class may be anything.

    A decorator, or a metaclass, can make anything of a class.
    """
    bases = of_class.child_by_field_name("superclasses")
    first = bases.named_children[0] if bases is not None and bases.named_children else None
    if bases is None or first is None or first.type not in {"identifier", "attribute"}:
        return None
    is_decorated = of_class.parent is not None and of_class.parent.type == "decorated_definition"
    has_metaclass = any(child.type in {"keyword_argument", "dictionary_splat"} for child in bases.named_children)
    return None if is_decorated or has_metaclass else first


def adds_as_base(of_class: Node, bases: Iterable[str], data: bytes) -> bool:
    """Whether a class adds nodes and edges as a DAG does, if its base leads to these paths.

    One that takes the name of the DAG's class is used in its place, whatever it takes itself.
    """
    name = of_class.child_by_field_name("name")
    if name is None or text_of(name, data) == DAG_CLASS or any(path.rpartition(".")[2] != DAG_CLASS for path in bases):
        return False
    return not _adds_itself(of_class, data)


def _adds_itself(of_class: Node, data: bytes) -> bool:
    """Whether the body of a class binds one of the methods, or looks attributes up in a way of its own."""
    body = of_class.child_by_field_name("body")
    stack = list(body.named_children) if body is not None else []
    while stack:
        node = stack.pop()
        if node.type in {"function_definition", "class_definition"}:
            name = node.child_by_field_name("name")
            if name is not None and text_of(name, data) in _OWN:
                return True
        elif node.type == "identifier" and text_of(node, data) in _OWN:
            return True
        else:
            stack.extend(node.named_children)
    return False


_OWN = ADDING | {"__getattribute__"}
