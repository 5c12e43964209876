"""`cursus-registry health`: how well a project could be read, what follows from it, and how much is in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project
from cursus_registry.features.health import INSTALLED_CORE, Counts, Health, Overall, Source, SourceStatus, gather_health
from cursus_registry.project import Snapshot

_MOST = 10
_MOST_GAPS = 3
_SETTINGS = "settings"
_WIDTH = max(len(INSTALLED_CORE), len("hyperparameters"))


@click.command("health")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(project: str | None, output_format: str, python: str | None) -> None:
    """Tell how much of each source could be read, what follows from what could not, and how much there is.

    Exits with 0 if the project is healthy, with 1 if something is incomplete or has errors, with 2 if there is nothing
    to ask.
    """
    snapshot = open_one_project(project, python)
    health = gather_health(snapshot)
    if output_format == "json":
        click.echo(json.dumps(_json(snapshot, health), indent=2))
    else:
        for line in _lines(snapshot, health):
            click.echo(harmless(line))
    raise SystemExit(int(health.overall is not Overall.HEALTHY))


def _lines(snapshot: Snapshot, health: Health) -> Iterator[str]:
    yield f"{health.overall.value}: {snapshot.root}"
    yield "sources"
    for kind in health.kinds:
        yield from _kind(snapshot, health, kind)
    for folder, reason in sorted(health.unreadable.items()):
        yield f"  {'folder':<{_WIDTH}}  cannot be listed: {folder} ({reason})"
    if health.consequences:
        yield "what follows"
        yield from (f"  {consequence}" for consequence in health.consequences)
    yield "counts"
    yield from (f"  {name:<{_WIDTH}}  {what}" for name, what in _numbers(health.counts))


def _kind(snapshot: Snapshot, health: Health, kind: str) -> Iterator[str]:
    """How many sources of a kind were read how, then those not read in full, ten at most."""
    sources = [source for source in health.sources if source.kind == kind]
    read = Counter(source.status.value for source in sources)
    settings = _settings_file(snapshot) if kind == _SETTINGS and not sources else None
    told = ", ".join(f"{read[status.value]} {status.value}" for status in SourceStatus if read[status.value])
    yield f"  {kind:<{_WIDTH}}  {told or (f'read in full: {settings}' if settings else 'absent')}"
    partial = [source for source in sources if source.status not in {SourceStatus.FULL, SourceStatus.ACCESS}]
    for source in partial[:_MOST]:
        yield from _source(snapshot, source)
    if len(partial) > _MOST:
        yield f"  {'':<{_WIDTH}}  and {len(partial) - _MOST} more"


def _source(snapshot: Snapshot, source: Source) -> Iterator[str]:
    path = _shown_path(snapshot, source.path)
    if not source.gaps:
        yield f"  {'':<{_WIDTH}}  {path}: {source.status.value}"
    for gap in source.gaps[:_MOST_GAPS]:
        status = "" if source.status is SourceStatus.SKIPPED else f"{source.status.value}: "
        yield f"  {'':<{_WIDTH}}  {path}:{gap.line}: {status}{gap.message} [{gap.code}]"
    if len(source.gaps) > _MOST_GAPS:
        yield f"  {'':<{_WIDTH}}  {path}: and {len(source.gaps) - _MOST_GAPS} more places"


def _numbers(counts: Counts) -> Iterator[tuple[str, str]]:
    spaces = [f"{count} in {namespace}" for namespace, count in counts.steps.items() if namespace != "workspaces"]
    yield "steps", f"{', '.join(spaces)}, {counts.steps['workspaces']} in {_number(counts.workspaces, 'workspace')}"
    yield "overrides", str(counts.overrides)
    yield "conflicts", f"{counts.conflicts} ({counts.all_conflicts} with overrides and names of the core's)"
    yield "findings", ", ".join(f"{count} {severity.label}" for severity, count in counts.findings.items())
    yield "look-ups", f"{counts.mentions} in {_number(counts.mentioning_files, 'file')}"
    files = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.files.items()))
    yield "files", f"{sum(counts.files.values())} ({files})"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count != 1 else ''}"


def _settings_file(snapshot: Snapshot) -> str | None:
    """The project file that is obeyed; it was read in full, or the command would not run."""
    return _shown_path(snapshot, snapshot.settings_file.path) if snapshot.settings_file else None


def _shown_path(snapshot: Snapshot, path: str) -> str:
    return path.removeprefix(f"{snapshot.root.rstrip('/')}/")


def _json(snapshot: Snapshot, health: Health) -> dict[str, Any]:
    return {
        "version": 1,
        "root": snapshot.root,
        "status": health.overall.value,
        "sources": {
            kind: [_json_source(snapshot, source) for source in health.sources if source.kind == kind]
            for kind in health.kinds
        },
        "settings_file": _settings_file(snapshot),
        "unreadable": dict(health.unreadable),
        "silent_workspaces": None if health.silent is None else list(health.silent),
        "consequences": list(health.consequences),
        "counts": _json_counts(health.counts),
    }


def _json_source(snapshot: Snapshot, source: Source) -> dict[str, Any]:
    return {
        "path": _shown_path(snapshot, source.path),
        "workspace": source.workspace,
        "status": source.status.name.lower(),
        "gaps": [{"line": gap.line, "code": gap.code, "message": gap.message} for gap in source.gaps],
        "steps": source.steps,
        "overrides": source.overrides,
    }


def _json_counts(counts: Counts) -> dict[str, Any]:
    return {
        "steps": dict(counts.steps),
        "overrides": counts.overrides,
        "workspaces": counts.workspaces,
        "conflicts": counts.conflicts,
        "all_conflicts": counts.all_conflicts,
        "findings": {severity.label: count for severity, count in counts.findings.items()},
        "mentions": counts.mentions,
        "mentioning_files": counts.mentioning_files,
        "files": dict(counts.files),
    }
