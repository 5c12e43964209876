"""What `promote`, `copy` and `rename` share: a plan that is shown, or carried out and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import click

from cursus_registry.checks.model import Severity
from cursus_registry.cli.diff import show_diff
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.projects import open_one_project
from cursus_registry.edits.apply import Change
from cursus_registry.edits.audited import write_audited
from cursus_registry.features.promotion import CannotMoveError
from cursus_registry.features.rename import CannotRenameError
from cursus_registry.files import Disk
from cursus_registry.files.write import HalfWrittenError, WriteError
from cursus_registry.project import Snapshot
from cursus_registry.project.trial import Placed


class Planned(Protocol):
    """What is to change, in a few words, before and after it is done; what is found then, and what to say besides."""

    @property
    def what(self) -> str: ...  # noqa: D102
    @property
    def done(self) -> str: ...  # noqa: D102
    @property
    def changes(self) -> tuple[Change, ...]: ...  # noqa: D102
    @property
    def findings(self) -> tuple[Placed, ...]: ...  # noqa: D102
    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102


def transfer(project: str | None, plan: Callable[[Snapshot], Planned], *, diff: bool) -> None:
    """Carry out a plan, or show it and exit with 1. Raises CannotRunError, and then nothing has changed."""
    snapshot = open_one_project(project)
    try:
        planned = plan(snapshot)
        if diff:
            show_diff(Disk(), planned.changes)
        else:
            write_audited(Disk(), {snapshot.root: planned.changes}, planned.what)
    except (CannotMoveError, CannotRenameError) as error:
        raise CannotRunError(harmless(f"{error}; nothing was changed")) from None
    except HalfWrittenError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}")) from None
    except WriteError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}; nothing was changed")) from None
    for line in _lines(snapshot, planned, f"Would {planned.what}" if diff else planned.done):
        click.echo(harmless(line), err=diff)
    if diff and planned.changes:
        raise SystemExit(1)


def _lines(snapshot: Snapshot, planned: Planned, head: str) -> Iterator[str]:
    yield head
    for change in planned.changes:
        moved = f" -> {snapshot.relative(change.moved_to)}" if change.moved_to else ""
        yield f"  {snapshot.relative(change.path)}{moved}{' (new)' if change.before is None else ''}"
    yield from planned.notes
    for path, finding in planned.findings:
        severity = finding.severity or Severity.WARNING
        yield f"{severity.label}[{finding.code}] in {snapshot.relative(path)}: {finding.message}"
