"""What the methods of a class assign to the attributes of their own object (`self.dag = …`).

It must not know what a value leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.parameters import first_parameter
from cursus_registry.syntax.python import text_of

_NOT_INSIDE = frozenset({"function_definition", "class_definition", "lambda", "string", "dictionary", "list"})


class OwnValue(NamedTuple):
    """A value that a method assigns to an attribute; None if what the attribute gets cannot be told."""

    attribute: str
    value: Node | None
    method: Node


def own_values(class_node: Node, data: bytes) -> Iterator[OwnValue]:
    """Each such assignment in the methods that stand in the class itself."""
    for method in methods_of(class_node):
        own = first_parameter(method, data)
        if own and f"{own}.".encode() in data[method.start_byte : method.end_byte]:
            yield from _assigned(method, own, data)


def methods_of(class_node: Node) -> Iterator[Node]:
    """The functions that stand in a class itself, decorated or not."""
    body = class_node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        inner = child.child_by_field_name("definition") if child.type == "decorated_definition" else child
        if inner is not None and inner.type == "function_definition":
            yield inner


def _assigned(method: Node, own: str, data: bytes) -> Iterator[OwnValue]:
    stack = [method.child_by_field_name("body") or method]
    while stack:
        node = stack.pop()
        if node.type in {"assignment", "augmented_assignment"}:
            left = node.child_by_field_name("left")
            name = own_attribute(left, own, data)
            if name:
                is_plain = node.type == "assignment"
                yield OwnValue(name, node.child_by_field_name("right") if is_plain else None, method)
            for inner in left.named_children if left is not None and not name else ():
                if unpacked := own_attribute(inner, own, data):
                    yield OwnValue(unpacked, None, method)
        stack.extend(child for child in node.named_children if child.type not in _NOT_INSIDE)


def own_attribute(node: Node | None, own: str, data: bytes) -> str:
    """The name of an attribute of one's own object; empty for any other expression."""
    target = node.child_by_field_name("object") if node is not None and node.type == "attribute" else None
    name = node.child_by_field_name("attribute") if node is not None and target is not None else None
    is_own = target is not None and target.type == "identifier" and text_of(target, data) == own
    return text_of(name, data) if is_own and name is not None else ""


def is_hidden(name: str) -> bool:
    """Whether Python keeps an attribute of that name to the class whose methods have it (`__dag`)."""
    return name.startswith("__") and not name.endswith("__")


def hidden_name(class_node: Node, name: str, data: bytes) -> bytes:
    """What everybody else would have to write for such an attribute (`_Builder__dag`)."""
    class_name = class_node.child_by_field_name("name")
    return f"_{text_of(class_name, data).lstrip('_') if class_name else ''}{name}".encode()
