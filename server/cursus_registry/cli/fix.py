"""`cursus-registry check --fix` and `--diff`: what fixes change, written at once or shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import click

from cursus_registry.cli.diff import show_diff
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.edits.audited import write_audited
from cursus_registry.files import FileSystem
from cursus_registry.files.write import HalfWrittenError, WriteError
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import Choose, Fixed, fix_project
from cursus_registry.resolution.names import counted


class FixRequest(NamedTuple):
    """What the command line asks for."""

    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False

    @property
    def applicabilities(self) -> frozenset[str]:
        """Which fixes are made; one that needs a person's choice never is."""
        return frozenset({"safe", "unsafe"} if self.unsafe_fixes else {"safe"})


def fix_or_show(
    snapshots: Iterable[Snapshot], choose: Choose, files: FileSystem, request: FixRequest
) -> Iterable[Snapshot]:
    """The projects as they are after their fixes, all of which are written; with a diff, if one is asked for, the end.

    Raises CannotRunError if anything cannot be written, and then nothing has been.
    """
    fixed = [fix_project(snapshot, choose, request.applicabilities) for snapshot in snapshots]
    changes = sorted((change for one in fixed for change in one.changes), key=lambda change: change.path)
    if request.diff:
        _or_refuse(lambda: show_diff(files, changes))
        click.echo(_sum("Would fix", fixed, choose, request), err=True)
        raise SystemExit(int(bool(changes)))
    by_project = {one.snapshot.root: one.changes for one in fixed}
    _or_refuse(lambda: write_audited(files, by_project, "check --fix"))
    click.echo(_sum("Fixed", fixed, choose, request), err=True)
    return [one.snapshot for one in fixed]


def _or_refuse(work: Callable[[], None]) -> None:
    try:
        work()
    except HalfWrittenError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}")) from None
    except WriteError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}; nothing was fixed")) from None


def _sum(verb: str, fixed: Sequence[Fixed], choose: Choose, request: FixRequest) -> str:
    count, files = sum(one.count for one in fixed), sum(len(one.changes) for one in fixed)
    line = f"{verb} {counted(count, 'finding')}" + (f" in {counted(files, 'file')}" if files else "")
    more = 0 if request.unsafe_fixes else sum(_can_be_fixed(one.snapshot, choose) for one in fixed)
    return f"{line}; {more} more can be fixed with --unsafe-fixes" if more else line


def _can_be_fixed(snapshot: Snapshot, choose: Choose) -> int:
    """How many findings have a fix that was not asked for."""
    findings = (found for path in snapshot.judged() for found in choose(snapshot, path))
    return sum(any(fix.applicability == "unsafe" for fix in found.fixes) for found in findings)
