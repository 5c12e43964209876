"""Which registries declare a step whose mentions a change moves: asked only while steps without mentions are reported.

It must name too many files rather than too few.
"""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.index.index import Index
from cursus_registry.settings import Settings

CODE = "CUR305"


def declaring_files(old: Index, new: Index, changed: set[str], settings: Settings) -> set[str]:
    """The registries with a finding that may come or go because a step is mentioned now, or no longer."""
    if not settings.names(CODE) or not settings.selects(CODE):
        return set()
    sides = [(old.files.get(path), new.files.get(path)) for path in changed]
    if set(old.workspaces) != set(new.workspaces) or any(_exports(one) != _exports(other) for one, other in sides):
        return {*new.core, *new.packs, *new.workspaces.values()}
    mentions = {mention for one, other in sides for mention in _mentions(one) ^ _mentions(other)}
    names = {name for mention in mentions for name in _steps(mention.name)}
    return {row.path for name in names for row in new.names.get(name, ())}


def _exports(facts: FileFacts | None) -> tuple[tuple[str, str], ...]:
    return facts.exports if facts else ()


def _mentions(facts: FileFacts | None) -> set[Mention]:
    return set(facts.mentions) if facts else set()


def _steps(name: str) -> Iterator[str]:
    """The names that a mention can mean: itself, and what stands before each `_` or `-` in it."""
    yield name
    yield from (name[:at] for at, character in enumerate(name) if character in "_-" and at)
