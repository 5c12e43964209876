"""Which of the workspace tables a Python file reads out of other modules, by name. It must not know what for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from cursus_registry.facts.read_value import read_value
from cursus_registry.facts.registry import STEP_TABLES
from cursus_registry.syntax.python import text_of, walk

_ANY = re.compile("|".join(STEP_TABLES).encode())


def read_table_names(root: Node, data: bytes) -> tuple[str, ...]:
    """The tables that the file asks for: `module.X`, `getattr(module, "X")`, `["X"]`, `from … import X`; sorted.

    A string counts if it is the name and nothing else, so that a template of a registry does not.
    """
    if not _ANY.search(data):
        return ()
    return tuple(sorted({name for node in walk(root) for name in _asked_for(node, data) if name in STEP_TABLES}))


def _asked_for(node: Node, data: bytes) -> Iterator[str]:
    if node.type == "string":
        value = read_value(node, data, [])
        if isinstance(value, str):
            yield value
    elif node.type == "attribute" and not _is_assigned(node):
        yield text_of(node, data).rpartition(".")[2].strip()
    elif node.type == "import_from_statement":
        yield from (text_of(child, data).partition(" ")[0] for child in node.children_by_field_name("name"))


def _is_assigned(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.type == "assignment" and parent.child_by_field_name("left") == node
