"""Refactorings asked for at a cursor: which are offered, and what the chosen one makes of the files."""

from __future__ import annotations

from textwrap import dedent

from cursus_registry.features.refactor import Refactoring, made, refactorings
from cursus_registry.project import Snapshot
from cursus_registry.text import Span
from support.features import at_cursor
from support.fixture import CURSOR, Fixture, parse_fixture
from support.rules import with_paths

DERIVED = '"sagemaker_step_type": "Processing", "description": "d"'
"""The fields of an entry whose other fields are derived."""


def refactorings_at(text: str) -> tuple[Fixture, Snapshot, list[Refactoring]]:
    """The fixture, its project, and all that is offered at the cursor."""
    fixture, snapshot, path, _, offset = at_cursor(with_paths(dedent(text)))
    return fixture, snapshot, list(refactorings(snapshot, path, Span(offset, offset)))


def titles_at(text: str) -> list[str]:
    """What is offered at the cursor, by title."""
    return [one.title for one in refactorings_at(text)[2]]


def files_after(text: str, title: str) -> dict[str, str]:
    """The texts that the refactoring of that title changes, as they are then."""
    _, snapshot, found = refactorings_at(text)
    chosen = next((one for one in found if one.title == title), None)
    assert chosen, f"{title!r} is not offered, but {[one.title for one in found]}"
    assert not chosen.disabled, chosen.disabled
    return {one.path: str(one.applied()) for one in made(snapshot, chosen)}


def check_refactoring(text: str, title: str, after: str) -> None:
    """The refactoring of that title makes of some files what is given, and leaves the others as they are."""
    assert CURSOR in text
    assert files_after(text, title) == parse_fixture(with_paths(dedent(after), core="")).files
