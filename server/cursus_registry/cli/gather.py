"""From snapshots of projects to a report: what is wrong in the files that are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cursus_registry.cli.report import Report
from cursus_registry.cli.scope import Scope
from cursus_registry.features.diagnostics import Diagnostic, diagnostics_with_fixes
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.text import Encoding, SourceText


class Judged(NamedTuple):
    """The files of one project that were judged, and what was found in them."""

    snapshot: Snapshot
    paths: list[str]
    diagnostics: list[Diagnostic]


def judge(snapshots: Iterable[Snapshot], scope: Scope, columns: Encoding) -> Iterator[Judged]:
    """Run the rules over the files that are asked about; columns are counted in units of the encoding.

    A file is judged once, though two projects can have one settings file.
    """
    seen: set[str] = set()
    for snapshot in snapshots:
        paths = [path for path in judged_paths(snapshot, scope) if path not in seen]
        seen.update(paths)
        found = [one for path in paths for one in diagnostics_with_fixes(snapshot, path, columns)]
        yield Judged(snapshot, paths, found)


def judged_paths(snapshot: Snapshot, scope: Scope) -> Iterator[str]:
    """The files that can have findings and are asked about, sorted."""
    return (path for path in snapshot.judged() if is_asked_about(snapshot, scope, path))


def is_asked_about(snapshot: Snapshot, scope: Scope, path: str) -> bool:
    """Whether a file is. The settings always are, since they decide what is found; but not beside standard input."""
    settings = snapshot.settings_file.path if snapshot.settings_file and not scope.is_input else None
    return path == settings or scope.covers(path)


def add_to_report(report: Report, judged: Judged) -> None:
    """Add one project to a report."""
    snapshot = judged.snapshot
    report.paths += judged.paths
    report.diagnostics += judged.diagnostics
    for path in {found.path for found in judged.diagnostics}:
        facts = snapshot.facts(path)
        report.sources[path] = facts.source if facts else SourceText(b"")
    index = snapshot.view.index
    report.workspaces += len(index.workspaces)
    rows = (row for rows in index.rows.values() for row in rows)
    report.steps += sum(row.registry_type is not RegistryType.OVERRIDE for row in rows)
