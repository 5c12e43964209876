"""The class that an annotation in quotes names: `"PipelineDAG"`, `"dag.PipelineDAG | None"`, `Optional["PipelineDAG"]`.

It must not know scopes, nor what a name leads to.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from cursus_registry.facts.arguments import plain_string

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
