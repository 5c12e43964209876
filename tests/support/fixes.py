"""Fixes asked for in a short fixture: which are offered for a code, and what the chosen one makes of the files."""

from __future__ import annotations

from textwrap import dedent

from cursus_registry.checks.model import Finding, Fix
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import files_of
from support.checks import open_fixture
from support.fixture import parse_fixture
from support.rules import with_paths


def offered(code: str, text: str) -> list[tuple[str, str]]:
    """Title and applicability of all fixes for a code, in order."""
    return [
        (fix.title, fix.applicability) for _, _, fix in _found(open_fixture(with_paths(dedent(text))).snapshot, code)
    ]


def check_fix(code: str, title: str, before: str, after: str) -> None:
    """The fix of that title makes of some files what is given, and leaves the others as they are."""
    snapshot = open_fixture(with_paths(dedent(before))).snapshot
    path, finding, fix = next(found for found in _found(snapshot, code) if found[2].title == title)
    facts = snapshot.facts(path)
    assert facts
    changed = {one.path: str(one.applied()) for one in files_of(snapshot, facts, finding, fix)}
    assert changed == parse_fixture(with_paths(dedent(after), core="")).files


def _found(snapshot: Snapshot, code: str) -> list[tuple[str, Finding, Fix]]:
    return [
        (path, finding, fix)
        for path in snapshot.judged()
        for finding in snapshot.check(path)
        if finding.code == code
        for fix in finding.fixes
    ]
