"""A renaming as changes of whole files, for those who carry it out themselves, and what is found more afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cursus_registry.edits.apply import Change
from cursus_registry.features.rename.model import Group, edits_of
from cursus_registry.features.rename.plan import Plan
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import Kind
from cursus_registry.project.trial import Placed, try_out
from cursus_registry.text import Encoding

_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to change in which file, all together; `what` says it in a few words, `done` once it is carried out."""

    what: str
    done: str
    changes: tuple[Change, ...]
    findings: tuple[Placed, ...]
    notes: tuple[str, ...]


def whole_files(snapshot: Snapshot, plan: Plan, kinds: Sequence[Kind]) -> Renaming:
    """The groups of some kinds carried out."""
    groups = [group for group in plan.groups if group.kind in kinds]
    if not groups:
        same = f"change nothing: the name is {plan.old} already"
        return Renaming(same, f"Nothing was changed: the name is {plan.old} already", (), (), ())
    return Renaming(
        f"rename {plan.old} to {plan.new}",
        f"Renamed {plan.old} to {plan.new}",
        _changes(groups),
        _findings(snapshot, plan, groups),
        (*(plan.notes if Kind.CLASSES in kinds else _left(plan, kinds)), *_strings(snapshot, plan)),
    )


def _changes(groups: Sequence[Group]) -> tuple[Change, ...]:
    moves = {move.path: move for group in groups for move in group.moves}
    found = {
        path: Change(path, one.source, one.applied(), moves[path].new_path if path in moves else None)
        for path, one in edits_of(groups).items()
    }
    for path, move in moves.items():
        found.setdefault(path, Change(path, move.source, move.source, move.new_path))
    return tuple(change for _, change in sorted(found.items()))


def _findings(snapshot: Snapshot, plan: Plan, groups: Sequence[Group]) -> tuple[Placed, ...]:
    """The findings that were not there before under the old name. Files that move are judged where they are."""
    trial = try_out(snapshot, {path: one.applied() for path, one in edits_of(groups).items()})
    strict = replace(snapshot, settings=replace(snapshot.settings, select=("CUR",), ignore=()))
    known = Counter(
        (path, one.code, one.message) for path in {placed.path for placed in trial.new} for one in strict.check(path)
    )
    new: list[Placed] = []
    for placed in trial.new:
        key = (placed.path, placed.finding.code, placed.finding.message.replace(plan.new, plan.old))
        if known[key]:
            known[key] -= 1
        else:
            new.append(placed)
    return tuple(new)


def _left(plan: Plan, kinds: Sequence[Kind]) -> tuple[str, ...]:
    """What has the old name still, in a sentence."""
    left = [group.kind.value for group in plan.groups if group.kind not in {*kinds, Kind.STRINGS}]
    return (f"left as they are: {' and '.join(left)}; --with-classes renames them too",) if left else ()


def _strings(snapshot: Snapshot, plan: Plan) -> Iterator[str]:
    """Where other strings equal the old name, in a sentence: nobody can be asked about them here."""
    offered = (one for group in plan.groups if group.kind is Kind.STRINGS for one in group.files)
    files = sorted((*offered, *plan.left), key=lambda one: one.path)
    places = [
        f"{snapshot.relative(one.path)}:{one.source.position(edit.span.start, Encoding.UTF8).line + 1}"
        for one in files
        for edit in one.edits
    ]
    if places:
        shown = [*places[:_MOST_SHOWN], *([f"{len(places) - _MOST_SHOWN} more"] if len(places) > _MOST_SHOWN else [])]
        yield f"strings that only equal the name stay, look at them: {', '.join(shown)}"
