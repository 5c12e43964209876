"""The health of a project as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cursus_registry.features.health.gather import INSTALLED_CORE, Counts, Health, Source, SourceStatus
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import counted

_MOST = 10
_MOST_GAPS = 3
_SETTINGS = "settings"
_WIDTH = max(len(INSTALLED_CORE), len("hyperparameters"))


def health_lines(snapshot: Snapshot, health: Health) -> Iterator[str]:
    """How much of each source could be read, what follows from what could not, and how much there is."""
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
    settings = settings_path(snapshot) if kind == _SETTINGS and not sources else None
    told = ", ".join(f"{read[status.value]} {status.value}" for status in SourceStatus if read[status.value])
    yield f"  {kind:<{_WIDTH}}  {told or (f'read in full: {settings}' if settings else 'absent')}"
    partial = [source for source in sources if source.status not in {SourceStatus.FULL, SourceStatus.ACCESS}]
    for source in partial[:_MOST]:
        yield from _source(snapshot, source)
    if len(partial) > _MOST:
        yield f"  {'':<{_WIDTH}}  and {len(partial) - _MOST} more"


def _source(snapshot: Snapshot, source: Source) -> Iterator[str]:
    path = snapshot.shown(source.path)
    if not source.gaps:
        yield f"  {'':<{_WIDTH}}  {path}: {source.status.value}"
    for gap in source.gaps[:_MOST_GAPS]:
        status = "" if source.status is SourceStatus.SKIPPED else f"{source.status.value}: "
        yield f"  {'':<{_WIDTH}}  {path}:{gap.line}: {status}{gap.message} [{gap.code}]"
    if len(source.gaps) > _MOST_GAPS:
        yield f"  {'':<{_WIDTH}}  {path}: and {len(source.gaps) - _MOST_GAPS} more places"


def _numbers(counts: Counts) -> Iterator[tuple[str, str]]:
    spaces = [f"{count} in {namespace}" for namespace, count in counts.steps.items() if namespace != "workspaces"]
    yield "steps", f"{', '.join(spaces)}, {counts.steps['workspaces']} in {counted(counts.workspaces, 'workspace')}"
    yield "overrides", str(counts.overrides)
    yield "conflicts", f"{counts.conflicts} ({counts.all_conflicts} with overrides and names of the core's)"
    yield "findings", ", ".join(f"{count} {severity.label}" for severity, count in counts.findings.items())
    yield "look-ups", f"{counts.mentions} in {counted(counts.mentioning_files, 'file')}"
    files = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.files.items()))
    yield "files", f"{sum(counts.files.values())} ({files})"


def settings_path(snapshot: Snapshot) -> str | None:
    """The project file that is in force, as seen from the root."""
    return snapshot.shown(snapshot.settings_file.path) if snapshot.settings_file else None
