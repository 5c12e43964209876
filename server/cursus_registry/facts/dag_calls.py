"""The step names in calls of a DAG, or of a factory of configurations: methods, and the lists that a DAG is made of.

It must not know whether a path really leads to a class of the framework: that takes the other files.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from cursus_registry.facts.arguments import Arguments, PlainString, plain_string
from cursus_registry.facts.read_value import named
from cursus_registry.facts.registry_calls import DAG_LISTS, DAG_METHODS
from cursus_registry.facts.scopes import Targets

_DISPLAYS = frozenset({"list", "tuple", "set"})


def of_dags(targets: Targets) -> Targets:
    """Those of some targets that can be a method of a DAG, or its class: a method stands behind a call."""
    return tuple(
        target
        for target in targets
        if (target.path.rpartition(".")[2] in DAG_METHODS) == target.path.rpartition(".")[0].endswith("()")
    )


def names_for_dag(arguments: Arguments, function: str, data: bytes) -> Iterator[PlainString]:
    """The names that a call hands over: one or two to a method, lists to the class itself."""
    keywords = DAG_METHODS.get(function)
    if keywords is None:
        for index, keyword in enumerate(DAG_LISTS):
            yield from _names_in(arguments.find((keyword,), index), data)
        return
    for index, keyword in enumerate(keywords):
        string = plain_string(arguments.find((keyword,), index), data)
        if string is not None:
            yield string


def _names_in(node: Node | None, data: bytes) -> Iterator[PlainString]:
    """The strings of a display, and of the displays in it."""
    stack = [node] if node is not None and node.type in _DISPLAYS else []
    while stack:
        for child in named(stack.pop()):
            if child.type in _DISPLAYS:
                stack.append(child)
            elif (string := plain_string(child, data)) is not None:
                yield string
