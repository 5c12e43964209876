"""Refactorings: changes that people ask for, and no finding. Which make sense at a place, and what each changes.

Listing them is cheap; the edits of one are made, and tried, when it is chosen. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.refactor import (
    add_entry,
    add_node,
    copy_entry,
    extract_to_core,
    move_entry,
    sort_entries,
    write_derived,
)
from cursus_registry.features.refactor.model import (
    EXTRACT,
    MOVE,
    REWRITE,
    CannotRefactorError,
    Refactoring,
    Spot,
    spot_at,
)
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import is_own
from cursus_registry.project.trial import trying
from cursus_registry.text import Encoding, Span
from cursus_registry.turns import Turns, at_once

__all__ = ["KINDS", "CannotRefactorError", "Refactoring", "made", "making", "refactorings"]

KINDS = (EXTRACT, MOVE, REWRITE)

_WAYS: tuple[Callable[[Spot], Iterator[Refactoring]], ...] = (
    move_entry.offer,
    extract_to_core.offer,
    copy_entry.offer,
    write_derived.offer,
    sort_entries.offer,
    add_entry.offer,
    add_node.offer,
)


def refactorings(snapshot: Snapshot, path: str, span: Span) -> Iterator[Refactoring]:
    """What can be done with what stands around a stretch of a file; none off our own ground."""
    facts = snapshot.view.index.files.get(path)
    if facts is None or facts.place.external or not facts.readable or not is_own(snapshot, path):
        return
    spot = spot_at(snapshot, facts, span)
    for offer in _WAYS:
        yield from offer(spot)


def made(snapshot: Snapshot, refactoring: Refactoring) -> tuple[FileEdits, ...]:
    """The edits of a refactoring, tried on the project as it is.

    Raises CannotRefactorError where they cannot be made, where a file could not be read any more, and where the rules
    would find an error more.
    """
    return at_once(making(snapshot, refactoring))


def making(snapshot: Snapshot, refactoring: Refactoring) -> Turns[tuple[FileEdits, ...]]:
    """The same in turns."""
    made_now = refactoring.make()
    files = made_now if isinstance(made_now, tuple) else (yield from made_now)
    if refactoring.is_tried:
        return files
    trial = yield from trying(snapshot, {one.path: one.applied() for one in files})
    for path, finding in trial.errors:
        facts = trial.after.facts(path)
        line = facts.source.position(finding.span.start, Encoding.UTF8).line + 1 if facts else 1
        raise CannotRefactorError(
            f"that would bring an error, {finding.code} in {snapshot.relative(path)}:{line}: {finding.message}"
        )
    return files
