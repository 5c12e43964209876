"""Which files have to be checked again after a change, by what the settings ask for.

Steps that nobody mentions are asked for by few: then every registry hangs on every mention. It must name too many files
rather than too few.
"""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.model import LONGEST_STEP_NAME, FileFacts, Mention
from cursus_registry.index.index import Index
from cursus_registry.project.affected import reaching_affected
from cursus_registry.settings import Settings
from cursus_registry.turns import Turns, at_once

UNUSED_STEP = "CUR305"


def reached_files(old: Index, new: Index, changed: set[str], settings: Settings) -> set[str]:
    """All files, the changed ones among them, whose findings may differ between two states of the index."""
    return at_once(reaching(old, new, changed, settings))


def reaching(old: Index, new: Index, changed: set[str], settings: Settings) -> Turns[set[str]]:
    """The same in turns: a changed file at a time."""
    reached = yield from reaching_affected(old, new, changed)
    if settings.names(UNUSED_STEP) and settings.selects(UNUSED_STEP):
        reached |= _declaring(old, new, changed)
    return reached


def _declaring(old: Index, new: Index, changed: set[str]) -> set[str]:
    """The registries that declare a step which is mentioned now, or no longer."""
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
    yield from (name[:at] for at, character in enumerate(name[:LONGEST_STEP_NAME]) if character in "_-" and at)
