"""The classes that annotations name: in quotes, beside a value, and of the attributes that a class declares.

It must not know scopes, nor what a name leads to.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from cursus_registry.facts.arguments import plain_string
from cursus_registry.facts.parameters import class_in
from cursus_registry.syntax.python import text_of

_DOTTED = r"[^\W\d]\w*+(?:\.[^\W\d]\w*+)*+"
_CLASS_IN_QUOTES = re.compile(
    rf"\s*+(?:(?P<plain>{_DOTTED})(?:\s*+\|\s*+None)?|(?:\w++\.)?Optional\[\s*+(?P<inner>{_DOTTED})\s*+\])\s*+"
)


def quoted_class(annotation: Node, data: bytes) -> tuple[str, ...]:
    """The parts of the dotted name in a string, be the class optional; none for anything else."""
    string = plain_string(annotation, data) if annotation.type == "string" else None
    match = _CLASS_IN_QUOTES.fullmatch(string.text) if string else None
    name = (match["plain"] or match["inner"]) if match else ""
    return tuple(name.split(".")) if name else ()


def class_beside(value: Node, data: bytes) -> Node | None:
    """The class that is declared for what a value is assigned to: `dag: PipelineDAG = load()`."""
    assignment = value.parent
    if assignment is None or assignment.type != "assignment" or assignment.child_by_field_name("right") != value:
        return None
    return class_in(assignment.child_by_field_name("type"), data)


def declared_classes(of_class: Node, data: bytes) -> dict[str, Node]:
    """The classes that the body of a class declares for attributes of its objects: `dag: PipelineDAG`."""
    body = of_class.child_by_field_name("body")
    found: dict[str, Node] = {}
    for statement in body.named_children if body is not None else ():
        assignment = statement.named_children[0] if statement.type == "expression_statement" else None
        if assignment is None or assignment.type != "assignment":
            continue
        left, said = assignment.child_by_field_name("left"), class_in(assignment.child_by_field_name("type"), data)
        if left is not None and left.type == "identifier" and said is not None:
            found[text_of(left, data)] = said
    return found
