"""All fixes of a project at once, in memory: round by round until nothing is left that may be fixed.

A round makes all fixes that do not meet. Fixes that would bring a new error, or leave what they should mend, are
found out and wait for the next round. It must not know how fixes are asked for, nor write anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from cursus_registry.checks.model import Finding, Fix, Severity
from cursus_registry.edits.apply import Change
from cursus_registry.edits.combine import combined, compatible
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts
from cursus_registry.layout import SKIPPED_FOLDERS
from cursus_registry.project.renaming import renamed, row_at
from cursus_registry.project.revise import revising
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.text import SourceText
from cursus_registry.turns import Turns, at_once

MAX_ROUNDS = 10
Choose: TypeAlias = Callable[[Snapshot, str], Iterable[Finding]]
"""The findings of a file that are to be mended, as the project is now."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A project after its fixes: how many findings were mended, and what changes in which file."""

    snapshot: Snapshot
    count: int
    changes: tuple[Change, ...]


def fix_project(snapshot: Snapshot, choose: Choose, applicabilities: Collection[str]) -> Fixed:
    """Mend the findings that are chosen, by fixes of these applicabilities; the first of those that a finding has.

    Only files below the project's root are changed, and none in a folder that is never searched, such as `.venv`.
    """
    return at_once(fixing_project(snapshot, choose, applicabilities))


def fixing_project(snapshot: Snapshot, choose: Choose, applicabilities: Collection[str]) -> Turns[Fixed]:
    """The same in turns: a file at a time."""
    rounds = _Rounds(snapshot, choose, applicabilities)
    for _ in range(MAX_ROUNDS):
        if not (yield from rounds.run()):
            break
    before = ((snapshot.facts(path), text) for path, text in sorted(rounds.texts.items()))
    changes = (Change(facts.path, facts.source, text) for facts, text in before if facts)
    return Fixed(rounds.snapshot, rounds.count, tuple(change for change in changes if change.before != change.after))


def files_of(snapshot: Snapshot, facts: FileFacts, finding: Finding, fix: Fix) -> tuple[FileEdits, ...]:
    """All that a fix of a finding in a file changes: with another name for a step, all that has the old one.

    Nothing if the name cannot be changed everywhere.
    """
    row = row_at(snapshot, facts.path, finding.span) if fix.new_name else None
    return fix.files(facts) if row is None else renamed(snapshot, row, fix.new_name)


def trying_change(snapshot: Snapshot, files: tuple[FileEdits, ...], findings: list[tuple[str, Finding]]) -> Turns[bool]:
    """Whether a change, made alone, mends all findings that it is for, each with its path, and brings no error.

    In turns: a file at a time.
    """
    return _Rounds(snapshot, Snapshot.check, ()).is_good([_Candidate(files, findings)])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One change, and all findings that it mends."""

    files: tuple[FileEdits, ...]
    findings: list[tuple[str, Finding]]


@dataclass(slots=True)
class _Rounds:
    snapshot: Snapshot
    choose: Choose
    applicabilities: Collection[str]
    count: int = 0
    texts: dict[str, SourceText] = field(default_factory=dict)
    _judged: dict[str, list[Finding]] = field(default_factory=dict)

    def run(self) -> Turns[bool]:
        """One round; whether anything was mended."""
        candidates = yield from self._candidates()
        chosen = [candidates[number] for number in compatible([one.files for one in candidates])]
        kept = yield from self._settle([], chosen)
        if not kept:
            return False
        texts = _texts(kept)
        self.snapshot, affected = yield from revising(self.snapshot, texts)
        self.texts |= texts
        for path in affected:
            self._judged.pop(path, None)
        self.count += sum(len(one.findings) for one in kept)
        return True

    def _candidates(self) -> Turns[list[_Candidate]]:
        """Every change that is allowed, in the order of the files and of the places in them."""
        found: dict[object, _Candidate] = {}
        for path in self.snapshot.judged():
            yield
            for finding in self.choose(self.snapshot, path):
                candidate = self._candidate(path, finding)
                if candidate is not None:
                    same = frozenset((one.path, one.edits) for one in candidate.files)
                    found.setdefault(same, candidate).findings.append((path, finding))
        return list(found.values())

    def _candidate(self, path: str, finding: Finding) -> _Candidate | None:
        facts = self.snapshot.facts(path)
        fix = next((fix for fix in finding.fixes if fix.applicability in self.applicabilities), None)
        if facts is None or fix is None:
            return None
        files = files_of(self.snapshot, facts, finding, fix)
        if not is_own(self.snapshot, path) or not may_change(self.snapshot, files):
            return None
        return _Candidate(files, [])

    def _settle(self, kept: list[_Candidate], more: list[_Candidate]) -> Turns[list[_Candidate]]:
        """The changes kept, and as many more as do no harm; halved until each culprit stands alone."""
        if not more or (yield from self.is_good([*kept, *more])):
            return [*kept, *more]
        if len(more) == 1:
            return kept
        middle = len(more) // 2
        kept = yield from self._settle(kept, more[:middle])
        return (yield from self._settle(kept, more[middle:]))

    def is_good(self, candidates: list[_Candidate]) -> Turns[bool]:
        """Whether all of it is mended, every file can still be read, and no file has an error more."""
        texts = _texts(candidates)
        after, affected = yield from revising(self.snapshot, texts)
        if not all((facts := after.facts(path)) and facts.readable for path in texts):
            return False
        mended = [one for candidate in candidates for one in candidate.findings]
        now: list[tuple[str, Finding]] = []
        before: list[tuple[str, Finding]] = []
        for path in affected:
            yield
            now += ((path, one) for one in _judge(after, path))
            before += ((path, one) for one in self._before(path))
        expected = _by_message(before) - _by_message(mended)
        if any(_by_message(now)[one] > expected[one] for one in _by_message(mended)):
            return False
        left = _errors(before)
        left.subtract(_errors(mended))
        return all(count <= left[one] for one, count in _errors(now).items())

    def _before(self, path: str) -> list[Finding]:
        if path not in self._judged:
            self._judged[path] = _judge(self.snapshot, path)
        return self._judged[path]


def _judge(snapshot: Snapshot, path: str) -> list[Finding]:
    """All that is wrong in a file, whatever is selected: a fix may not break what nobody looks at now."""
    return replace(snapshot, settings=replace(snapshot.settings, select=("CUR",), ignore=())).check(path)


def _by_message(findings: Iterable[tuple[str, Finding]]) -> Counter[tuple[str, str, str]]:
    return Counter((path, found.code, found.message) for path, found in findings)


def _errors(findings: Iterable[tuple[str, Finding]]) -> Counter[tuple[str, str]]:
    return Counter((path, found.code) for path, found in findings if found.severity is Severity.ERROR)


def _texts(candidates: Iterable[_Candidate]) -> dict[str, SourceText]:
    return {path: one.applied() for path, one in combined(one.files for one in candidates).items()}


def may_change(snapshot: Snapshot, files: Collection[FileEdits]) -> bool:
    """Whether a fix may make a change: of what is ours, and of the settings, where a pin follows a name."""
    settings = snapshot.settings_file.path if snapshot.settings_file else None
    return bool(files) and all(one.path == settings or is_own(snapshot, one.path) for one in files)


def is_own(snapshot: Snapshot, path: str) -> bool:
    """Whether a file is one that fixes may change: below the root, in no folder that is never searched."""
    base = f"{snapshot.root.rstrip('/')}/"
    folders = path.removeprefix(base).split("/")[:-1]
    is_inside = path.startswith(base) and path in snapshot.view.index.files
    return is_inside and not SKIPPED_FOLDERS.intersection(folders)
