"""The quick fixes of some findings: what the rules propose, what else can be done, what silences; and all safe fixes.

It must not know single rules: what is special about a code is in `proposals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from cursus_registry.checks.model import Finding
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.code_actions.model import QuickFix, Way
from cursus_registry.features.code_actions.proposals import proposals
from cursus_registry.features.code_actions.silences import silences
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import files_of, fixing_project, may_change, trying_change
from cursus_registry.project.renaming import row_at
from cursus_registry.resolution.steps import declarations_of, step_of, uses_of
from cursus_registry.text import Span
from cursus_registry.turns import Turns


def touches(finding: Finding, span: Span) -> bool:
    """Whether a finding stands at a place; a cursor right beside it counts."""
    return finding.span.start <= span.end and span.start <= finding.span.end


def quick_fixes(snapshot: Snapshot, path: str, findings: list[Finding], wanted: Iterable[int]) -> list[QuickFix]:
    """The fixes of the findings with these numbers, preferred ones first, then what silences them.

    `findings` are all that the file has now. The same change for several findings is one fix. None has been tried.
    """
    facts = snapshot.facts(path)
    if facts is None or facts.place.external:
        return []
    chosen = [(number, findings[number]) for number in wanted]
    fixes = list(_merged(fix for number, one in chosen for fix in _fixes(snapshot, facts, number, one)))
    fixes.sort(key=lambda fix: not fix.preferred)
    quiet = (_quick_fix(number, way) for number, one in chosen for way in silences(snapshot, facts, one))
    return [*fixes, *_merged(quiet)]


def trying_fix(
    snapshot: Snapshot, path: str, findings: list[Finding], fix: QuickFix
) -> Turns[tuple[FileEdits, ...] | None]:
    """What a fix changes, in turns; None unless it mends all that it should, and brings no error anywhere.

    It is tried on the project as it is. What silences is not tried: where it can stand it does what it says; nor is
    what the settings are to say, which are not in force yet. Trying takes as long as judging twice every file that the
    fix reaches. Raises CannotPinError where the settings cannot change.
    """
    files = yield from fix.changing()
    if fix.silences or fix.is_kept:
        return files
    mended = [] if fix.eases else [(path, findings[number]) for number in fix.mends]
    yield
    is_good = _may_change(snapshot, path, files) and (yield from trying_change(snapshot, files, mended))
    return files if is_good else None


def has_safe_fix(findings: Iterable[Finding]) -> bool:
    """Whether any finding can be mended without asking."""
    return any(fix.applicability == "safe" for finding in findings for fix in finding.fixes)


def fixing_all(snapshot: Snapshot, path: str) -> Turns[tuple[FileEdits, ...]]:
    """Everything that `check --fix` would change for one file: safe fixes that do not meet, and bring no new error.

    In turns.
    """

    def choose(snapshot: Snapshot, judged: str) -> list[Finding]:
        return snapshot.check(judged) if judged == path else []

    fixed = yield from fixing_project(snapshot, choose, {"safe"})
    return tuple(edits_of(change) for change in fixed.changes if change.before is not None)


def _fixes(snapshot: Snapshot, facts: FileFacts, number: int, finding: Finding) -> Iterator[QuickFix]:
    ways = [*_of_rule(snapshot, facts, finding), *proposals(snapshot, facts, finding)]
    possible = [way for way in ways if way.later or _may_change(snapshot, facts.path, way.files)]
    is_alone = len(possible) == 1
    for way in possible:
        yield _quick_fix(number, way, preferred=is_alone and way.sane)


def _of_rule(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """What the rule itself proposes; where that is another name, the uses of the step get it too."""
    for fix in finding.fixes:
        is_sane = fix.applicability != "manual"
        if fix.new_name and _is_met_elsewhere(snapshot, facts, finding):
            later = partial(files_of, snapshot, facts, finding, fix)
            yield Way(f"Rename to '{fix.new_name}' wherever it is used", later=later, sane=is_sane)
        else:
            yield Way(fix.title, files_of(snapshot, facts, finding, fix), sane=is_sane)


def _is_met_elsewhere(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> bool:
    """Whether the step whose name a finding is on is used, or declared in another file too."""
    row = row_at(snapshot, facts.path, finding.span)
    if row is None:
        return False
    step = step_of(snapshot.view, row)
    others = (one for one in declarations_of(snapshot.view, step) if one.path != row.path)
    return next(others, None) is not None or next(uses_of(snapshot.view, step), None) is not None


def _may_change(snapshot: Snapshot, path: str, files: tuple[FileEdits, ...]) -> bool:
    others = [one for one in files if one.path != path]
    return bool(files) and (not others or may_change(snapshot, others))


def _quick_fix(number: int, way: Way, *, preferred: bool = False) -> QuickFix:
    return QuickFix(way.title, way.files, (number,), preferred, way.silences, way.eases, way.is_kept, way.later)


def _merged(fixes: Iterable[QuickFix]) -> Iterator[QuickFix]:
    """The same change under the same title once, for all that it deals with."""
    found: dict[object, QuickFix] = {}
    for fix in fixes:
        key = (fix.title, tuple((one.path, one.edits) for one in fix.files))
        same = found.get(key)
        if same is None:
            found[key] = fix
        else:
            found[key] = replace(fix, mends=(*same.mends, *fix.mends), preferred=fix.preferred or same.preferred)
    return iter(found.values())
