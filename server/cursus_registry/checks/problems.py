"""From what went wrong while a file was read to the findings of the rules that own those codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cursus_registry.checks.model import Context, Finding
from cursus_registry.layout import REGISTRIES, FileKind

_BLAMED = REGISTRIES | {FileKind.DAG, FileKind.CONFIG}


def problems_with(code: str) -> Callable[[Context], Iterator[Finding]]:
    """A check that hands on the problems of one code; only registries, DAG files and config files are ours to blame."""

    def check(context: Context) -> Iterator[Finding]:
        """The problems of this rule's code."""
        if context.kind in _BLAMED:
            for problem in context.facts.problems:
                if problem.code == code:
                    yield Finding(problem.span, problem.message)

    return check
