"""How well a project could be read, what follows from what could not, and how much is in it.

Plain data over all files that the index holds, by their kind: a kind of source that is new to the layout appears by
itself. It must not read files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cursus_registry.checks.model import Finding, Severity
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import METADATA
from cursus_registry.index.declaration import RegistryType
from cursus_registry.layout import USERS, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.resolution.conflicts import count_conflicts
from cursus_registry.resolution.names import counted, listed

INSTALLED_CORE = "installed core"

_NO_SOURCES = USERS | {FileKind.COMPONENT, FileKind.OTHER}
_WITH_TABLES = frozenset({FileKind.CORE, FileKind.WORKSPACE})
_UNREAD = frozenset({"CUR001", "CUR003", "CUR007", "CUR008"})
"""The codes of what could not be read; every other problem is about what was."""


class SourceStatus(Enum):
    """How much of a source could be read. An access module only hands on another core source that was."""

    FULL = "read in full"
    PART = "read in part"
    SKIPPED = "skipped"
    ACCESS = "access module"
    EMPTY = "without a step table"


class Overall(Enum):
    """The project in one word: `UNHEALTHY` with a finding of severity error, else `INCOMPLETE` if not all was read."""

    HEALTHY = "HEALTHY"
    INCOMPLETE = "INCOMPLETE"
    UNHEALTHY = "UNHEALTHY"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something in a source that could not be read; the line is counted from 1."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file that declares something. The numbers are of its steps and overrides."""

    kind: str
    path: str
    workspace: str | None
    status: SourceStatus
    gaps: tuple[Gap, ...]
    steps: int
    overrides: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a project: `steps` by `core`, `pack` and `workspaces`, `findings` by severity, `files` by kind."""

    steps: Mapping[str, int]
    overrides: int
    workspaces: int
    conflicts: int
    all_conflicts: int
    findings: Mapping[Severity, int]
    mentions: int
    mentioning_files: int
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a project. `kinds` are all kinds of sources, those without any file too.

    `silent` are the workspaces in which nothing is called missing, None if that holds wherever one asks.
    """

    overall: Overall
    kinds: tuple[str, ...]
    sources: tuple[Source, ...]
    unreadable: Mapping[str, str]
    silent: tuple[str, ...] | None
    consequences: tuple[str, ...]
    counts: Counts


def gather_health(snapshot: Snapshot, check: Callable[[str], list[Finding]] | None = None) -> Health:
    """The health of a project; every file that can have findings is checked for it, by `check` if that is given."""
    sources = tuple(_sources(snapshot))
    counts = _counts(snapshot, check or snapshot.check)
    silent = _silent(snapshot)
    partial = [source for source in sources if source.status in {SourceStatus.PART, SourceStatus.SKIPPED}]
    whole = not partial and silent == ()
    errors = counts.findings[Severity.ERROR]
    return Health(
        overall=Overall.UNHEALTHY if errors else Overall.HEALTHY if whole else Overall.INCOMPLETE,
        kinds=(*(kind.value for kind in FileKind if kind not in _NO_SOURCES), INSTALLED_CORE),
        sources=sources,
        unreadable=dict(snapshot.unreadable),
        silent=silent,
        consequences=tuple(_consequences(snapshot, silent, partial)),
        counts=counts,
    )


def _sources(snapshot: Snapshot) -> Iterator[Source]:
    index = snapshot.view.index
    for path, facts in sorted(index.files.items()):
        if facts.place.kind in _NO_SOURCES:
            continue
        types = Counter(row.registry_type for row in index.rows.get(path, ()))
        yield Source(
            kind=_kind(snapshot, facts),
            path=path,
            workspace=facts.place.workspace,
            status=_status(snapshot, facts),
            gaps=tuple(_gaps(facts)) if path not in snapshot.view.base.access_modules else (),
            steps=types.total() - types[RegistryType.OVERRIDE],
            overrides=types[RegistryType.OVERRIDE],
        )


def _kind(snapshot: Snapshot, facts: FileFacts) -> str:
    inside = facts.path.startswith(f"{snapshot.root.rstrip('/')}/")
    return facts.place.kind.value if inside else INSTALLED_CORE


def _status(snapshot: Snapshot, facts: FileFacts) -> SourceStatus:
    if not facts.readable:
        return SourceStatus.SKIPPED
    if facts.path in snapshot.view.base.access_modules:
        return SourceStatus.ACCESS
    whole = all(table.complete for table in facts.tables.values())
    if facts.broken or not whole or any(problem.code in _UNREAD for problem in facts.problems):
        return SourceStatus.PART
    if facts.place.kind in _WITH_TABLES and not any(variable != METADATA for variable in facts.tables):
        return SourceStatus.EMPTY
    return SourceStatus.FULL


def _gaps(facts: FileFacts) -> Iterator[Gap]:
    for problem in facts.problems:
        if problem.code in _UNREAD:
            line = facts.source.line_at(problem.span.start) if facts.readable else 0
            yield Gap(line + 1, problem.code, problem.message)


def _silent(snapshot: Snapshot) -> tuple[str, ...] | None:
    view = snapshot.view
    if not view.is_complete(None):
        return None
    return tuple(workspace for workspace in sorted(view.index.workspaces) if not view.own(workspace).complete)


def _consequences(snapshot: Snapshot, silent: tuple[str, ...] | None, partial: Iterable[Source]) -> Iterator[str]:
    view = snapshot.view
    if snapshot.unreadable:
        yield f"nothing is called missing, since {counted(len(snapshot.unreadable), 'folder')} could not be listed"
    if not view.index.core:
        yield "nothing is called missing, since no core registry was found"
    elif not view.base.complete:
        yield "nothing is called missing, since the core could not be read in full"
    if silent:
        yield f"nothing is called missing in workspace{'s' if len(silent) > 1 else ''} {listed(silent)}"
    told = {view.index.workspaces[workspace] for workspace in silent or ()}
    told |= set() if view.base.complete else set(view.index.core)
    rest = [source for source in partial if source.path not in told]
    if rest:
        yield f"what could not be read in {counted(len(rest), 'file')} is not judged"


def _counts(snapshot: Snapshot, check: Callable[[str], list[Finding]]) -> Counts:
    view = snapshot.view
    rows = Counter(row.registry_type for rows in view.index.rows.values() for row in rows)
    steps = Counter({"core": 0, **Counter(row.namespace for row in view.base.steps.values())})
    steps["workspaces"] = rows[RegistryType.WORKSPACE]
    files: defaultdict[str, int] = defaultdict(int)
    for facts in view.index.files.values():
        files[facts.place.kind.value] += 1
    findings = Counter(found.severity for path in snapshot.judged() for found in check(path))
    plain, every = count_conflicts(view)
    mentioning = [sum(map(view.is_certain, facts.mentions)) for facts in view.index.files.values() if facts.mentions]
    return Counts(
        steps=steps,
        overrides=rows[RegistryType.OVERRIDE],
        workspaces=len(view.index.workspaces),
        conflicts=plain,
        all_conflicts=every,
        findings={severity: findings[severity] for severity in Severity},
        mentions=sum(mentioning),
        mentioning_files=sum(count > 0 for count in mentioning),
        files=files,
    )
