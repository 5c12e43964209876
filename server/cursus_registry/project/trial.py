"""What a change would bring, tried out in memory: findings that were not there before. It must not write anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from cursus_registry.checks.model import Finding, Severity
from cursus_registry.index.index import replace_files
from cursus_registry.project.revise import revise, revising
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.resolution.view import View
from cursus_registry.text import SourceText
from cursus_registry.turns import Turns, at_once


class Placed(NamedTuple):
    """A finding and the file that it is in."""

    path: str
    finding: Finding


class Trial(NamedTuple):
    """The project as it would be, and the findings that it has more."""

    after: Snapshot
    new: tuple[Placed, ...]

    @property
    def errors(self) -> list[Placed]:
        """The new findings that are errors."""
        return [one for one in self.new if one.finding.severity is Severity.ERROR]


def try_out(snapshot: Snapshot, texts: Mapping[str, SourceText]) -> Trial:
    """The project with these texts, every file judged that they could change, whatever codes are selected."""
    return at_once(trying(snapshot, texts))


def trying(snapshot: Snapshot, texts: Mapping[str, SourceText]) -> Turns[Trial]:
    """The same in turns: a change of the core can reach everything."""
    strict = replace(snapshot, settings=replace(snapshot.settings, select=("CUR",), ignore=()))
    after, affected = yield from revising(strict, texts)
    paths = sorted({*affected, *texts})
    known: Counter[tuple[str, str, str]] = Counter()
    new: list[Placed] = []
    for path in paths:
        yield
        known.update((path, one.code, one.message) for one in strict.check(path))
        for finding in after.check(path):
            key = (path, finding.code, finding.message)
            if known[key]:
                known[key] -= 1
            else:
                new.append(Placed(path, finding))
    settings = replace(snapshot.settings, pins=after.settings.pins)
    return Trial(replace(after, settings=settings), tuple(new))


def alone(snapshot: Snapshot, workspace: str | None) -> Snapshot:
    """The registries of the core and of one workspace, as if there were no other: what is judged by it is the same
    whatever else was read so far.
    """
    index = snapshot.view.index
    kept = {*index.core, *index.packs, *([own] if (own := index.workspaces.get(workspace or "")) else [])}
    rest = replace_files(index, dict.fromkeys(path for path in index.files if path not in kept))
    return replace(snapshot, view=View(rest, snapshot.view, indexed=not snapshot.unreadable))


def with_workspace(snapshot: Snapshot, workspace: str | None) -> Snapshot:
    """The project with an empty registry for a workspace that has a folder and none of its own."""
    if workspace is None or workspace in snapshot.view.index.workspaces:
        return snapshot
    path = f"{snapshot.root.rstrip('/')}/{snapshot.layout.registries_of(workspace)[0]}"
    after, _ = revise(snapshot, {path: SourceText(b"")})
    return after
