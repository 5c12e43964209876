"""The parameters of a function: their names, and the class that an annotation gives.

It must not know scopes, nor what an annotation leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.syntax.python import text_of

PATTERNS = frozenset(
    {"pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern", "dictionary_splat_pattern"}
    | {"as_pattern_target", "parenthesized_expression"}
)
"""What an unpacking, or a parameter for several arguments, is made of."""

_PARAMETERS = frozenset({"parameters", "lambda_parameters", "typed_parameter"}) | PATTERNS
_TYPED = frozenset({"typed_parameter", "typed_default_parameter"})


class Received(NamedTuple):
    """A name bound to an argument; `annotation` is the class that it says."""

    annotation: Node


def read_parameters(parameters: Node, data: bytes) -> Iterator[tuple[str, Received | None]]:
    """Each parameter's name, with its class if an annotation says one: `X`, `a.X`, `X | None`, `Optional[X]`, `"X"`."""
    stack = [parameters]
    while stack:
        node = stack.pop()
        if node.type in _TYPED and (name := _plain_name(node)) is not None:
            annotation = class_in(node.child_by_field_name("type"), data)
            yield text_of(name, data), None if annotation is None else Received(annotation)
        elif node.type == "identifier":
            yield text_of(node, data), None
        elif node.type in {"default_parameter", "typed_default_parameter"}:
            stack.extend(node.children_by_field_name("name"))
        elif node.type in _PARAMETERS:
            stack.extend(child for child in node.named_children if child.type != "type")


def first_parameter(function: Node, data: bytes) -> str:
    """The name by which a method knows its own object; empty if there is none."""
    parameters = function.child_by_field_name("parameters")
    first = parameters.named_children[0] if parameters is not None and parameters.named_children else None
    if first is not None and first.type in _TYPED:
        first = _plain_name(first)
    return text_of(first, data) if first is not None and first.type == "identifier" else ""


def _plain_name(parameter: Node) -> Node | None:
    """The name of a parameter for one argument; `*x: T` is none."""
    name = parameter.child_by_field_name("name") or parameter.named_children[0]
    return name if name.type == "identifier" else None


def class_in(annotation: Node | None, data: bytes) -> Node | None:
    """The class that an annotation says, be it optional or in quotes; None for anything else."""
    inner = annotation.named_children[0] if annotation is not None and annotation.named_children else None
    if inner is None or inner.type in {"identifier", "attribute", "string"}:
        return inner
    parts = inner.named_children
    if inner.type == "binary_operator" and len(parts) == 2 and parts[1].type == "none":
        return parts[0] if parts[0].type in {"identifier", "attribute"} else None
    if inner.type == "generic_type" and len(parts) == 2 and text_of(parts[0], data) == "Optional":
        return class_in(parts[1].named_children[0], data) if parts[1].named_children else None
    return None
