"""What `promote` and `copy` share: a plan that is shown, or carried out and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from cursus_registry.checks.model import Severity
from cursus_registry.cli.diff import show_diff
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.projects import open_one_project
from cursus_registry.edits.audited import write_audited
from cursus_registry.features.promotion import CannotMoveError, Transfer
from cursus_registry.files import Disk
from cursus_registry.files.write import HalfWrittenError, WriteError
from cursus_registry.project import Snapshot


def transfer(project: str | None, plan: Callable[[Snapshot], Transfer], *, diff: bool) -> None:
    """Carry out a plan, or show it and exit with 1. Raises CannotRunError, and then nothing has changed."""
    snapshot = open_one_project(project)
    try:
        planned = plan(snapshot)
        if diff:
            show_diff(Disk(), planned.changes)
        else:
            write_audited(Disk(), {snapshot.root: planned.changes}, planned.what)
    except CannotMoveError as error:
        raise CannotRunError(harmless(f"{error}; nothing was changed")) from None
    except HalfWrittenError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}")) from None
    except WriteError as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}; nothing was changed")) from None
    for line in _lines(snapshot, planned, f"Would {planned.what}" if diff else planned.done):
        click.echo(harmless(line), err=diff)
    if diff:
        raise SystemExit(1)


def _lines(snapshot: Snapshot, planned: Transfer, head: str) -> Iterator[str]:
    yield head
    for change in planned.changes:
        yield f"  {snapshot.relative(change.path)}{' (new)' if change.before is None else ''}"
    for path, finding in planned.findings:
        severity = finding.severity or Severity.WARNING
        yield f"{severity.label}[{finding.code}] in {snapshot.relative(path)}: {finding.message}"
