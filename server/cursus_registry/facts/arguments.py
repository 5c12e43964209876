"""The arguments of a call as they stand: plain strings with their exact place, the workspace it names.

It must not know scopes, nor what the function that is called does with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from cursus_registry.facts.read_value import named
from cursus_registry.syntax.python import text_of
from cursus_registry.text import Span

_OPENING = re.compile(r"[rRuU]?(?:'''|\"\"\"|'|\")")


class PlainString(NamedTuple):
    """A string that reads as its bytes stand, and where they stand, without the quotes."""

    text: str
    span: Span


class Choice(NamedTuple):
    """A workspace named in the text. `computed`: only running could tell which."""

    workspace: str | None
    computed: bool


NO_CHOICE = Choice(None, computed=False)
COMPUTED = Choice(None, computed=True)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a call: positional ones up to the first `*x`; `spread`: `*x` or `**x` add others."""

    positional: tuple[Node, ...] = ()
    keywords: dict[str, Node] = field(default_factory=dict)
    spread: bool = False

    def find(self, keywords: tuple[str, ...], index: int | None) -> Node | None:
        """The argument at that place, else under the first of those names."""
        if index is not None and index < len(self.positional):
            return self.positional[index]
        return next((self.keywords[name] for name in keywords if name in self.keywords), None)


def read_arguments(call: Node, data: bytes) -> Arguments:
    """The arguments of a call; none if they are a comprehension."""
    listed = call.child_by_field_name("arguments")
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    spread = False
    for child in named(listed) if listed is not None and listed.type == "argument_list" else ():
        if child.type == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                keywords[text_of(name, data)] = value
        elif child.type in {"list_splat", "dictionary_splat"} or child.is_error:
            spread = True
        elif not spread:
            positional.append(child)
    return Arguments(tuple(positional), keywords, spread)


def plain_string(node: Node | None, data: bytes) -> PlainString | None:
    """The string, if it is one literal without f, b or escapes, on one line."""
    if node is None or node.type != "string" or node.has_error or len(node.children) < 2:
        return None
    opening, closing = node.children[0], node.children[-1]
    span = Span(opening.end_byte, closing.start_byte)
    inside = data[span.start : span.end]
    if not _OPENING.fullmatch(text_of(opening, data)) or re.search(rb"[\\\r\n]", inside):
        return None
    return PlainString(inside.decode("utf-8", "replace"), span)


def named_workspace(node: Node | None, data: bytes) -> Choice | None:
    """What a workspace argument says; None if it is absent, or says that none is meant."""
    if node is None or node.type == "none":
        return None
    string = plain_string(node, data)
    return COMPUTED if string is None else Choice(string.text, computed=False)


def workspace_of_instance(call: Node, data: bytes) -> Choice | None:
    """The workspace that a manager, a catalog or a table is made for, by the call that makes it.

    A literal `workspace_id` says so; any other argument that may choose one leaves it to running.
    """
    arguments = read_arguments(call, data)
    choice = named_workspace(arguments.keywords.get("workspace_id"), data)
    if choice is not None:
        return choice
    others = [value for name, value in arguments.keywords.items() if name.startswith("workspace")]
    open_ended = any(value.type != "none" for value in (*arguments.positional, *others))
    return COMPUTED if open_ended or arguments.spread else None
