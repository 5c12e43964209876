"""What can be done about the findings at a place: their fixes, all safe fixes of a file, a comment that silences them.

Nothing is changed here: an action says what would change in which file, with the text that this holds for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cursus_registry.checks.model import Finding, Fix
from cursus_registry.edits.difference import line_edits
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.silence import add_code
from cursus_registry.facts.model import FileFacts
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import fix_project, is_own, is_sound_change
from cursus_registry.text import Span


@dataclass(frozen=True, slots=True)
class QuickFix:
    """One way to mend some findings of a file; `mends` are their numbers in the list that was given.

    `preferred` is true if it is the only way, and nothing that a person has to choose.
    """

    title: str
    files: tuple[FileEdits, ...]
    mends: tuple[int, ...]
    preferred: bool = False
    silences: bool = False


def touches(finding: Finding, span: Span) -> bool:
    """Whether a finding stands at a place; a cursor right beside it counts."""
    return finding.span.start <= span.end and span.start <= finding.span.end


def quick_fixes(snapshot: Snapshot, path: str, findings: list[Finding], wanted: Iterable[int]) -> list[QuickFix]:
    """The fixes of the findings with these numbers, preferred ones first, then the comments that silence them.

    `findings` are all that the file has now. The same change for several findings is one fix. None has been tried.
    """
    facts = snapshot.facts(path)
    if facts is None or facts.place.external:
        return []
    chosen = [(number, findings[number]) for number in wanted]
    fixes = list(_merged(_fixes(snapshot, facts, chosen)))
    fixes.sort(key=lambda fix: not fix.preferred)
    return [*fixes, *_merged(_silences(facts, chosen))]


def is_sound(snapshot: Snapshot, path: str, findings: list[Finding], fix: QuickFix) -> bool:
    """Whether a fix, tried on the project as it is, mends all that it should and brings no error anywhere.

    A comment is not tried: where it can stand it does what it says. Trying takes as long as judging the file twice.
    """
    return fix.silences or is_sound_change(snapshot, fix.files, [(path, findings[number]) for number in fix.mends])


def has_safe_fix(findings: Iterable[Finding]) -> bool:
    """Whether any finding can be mended without asking."""
    return any(fix.applicability == "safe" for finding in findings for fix in finding.fixes)


def fix_all(snapshot: Snapshot, path: str) -> tuple[FileEdits, ...]:
    """Everything that `check --fix` would change for one file: safe fixes that do not meet, and bring no new error."""

    def choose(snapshot: Snapshot, judged: str) -> list[Finding]:
        return snapshot.check(judged) if judged == path else []

    fixed = fix_project(snapshot, choose, {"safe"})
    return tuple(
        FileEdits(change.path, change.before, line_edits(change.before, change.after))
        for change in fixed.changes
        if change.before is not None
    )


def _fixes(snapshot: Snapshot, facts: FileFacts, chosen: list[tuple[int, Finding]]) -> Iterator[QuickFix]:
    for number, finding in chosen:
        for fix in finding.fixes:
            files = fix.files(facts)
            if files and all(one.path == facts.path or is_own(snapshot, one.path) for one in files):
                yield QuickFix(fix.title, files, (number,), _is_preferred(finding, fix))


def _is_preferred(finding: Finding, fix: Fix) -> bool:
    return len(finding.fixes) == 1 and fix.applicability != "manual"


def _silences(facts: FileFacts, chosen: list[tuple[int, Finding]]) -> Iterator[QuickFix]:
    for number, finding in chosen:
        edit = add_code(facts, finding.span.start, finding.code) if facts.readable else None
        if edit is not None:
            title = f"Ignore {finding.code} on this line"
            yield QuickFix(title, (FileEdits(facts.path, facts.source, (edit,)),), (number,), silences=True)


def _merged(fixes: Iterable[QuickFix]) -> Iterator[QuickFix]:
    """The same change under the same title once, for all that it mends."""
    found: dict[object, QuickFix] = {}
    for fix in fixes:
        key = (fix.title, tuple((one.path, one.edits) for one in fix.files))
        same = found.get(key)
        mends = (*same.mends, *fix.mends) if same else fix.mends
        preferred = fix.preferred or (same is not None and same.preferred)
        found[key] = QuickFix(fix.title, fix.files, mends, preferred, fix.silences)
    return iter(found.values())
