"""All files of a new workspace, before any of them is written; tried out on the project first, so that it is clean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Template

from cursus_registry.checks.model import Finding
from cursus_registry.facts.registry import STEP_TABLES
from cursus_registry.features.scaffold.components import COMPONENTS, TEST
from cursus_registry.features.scaffold.identifiers import StepWords, fault_of, step_words
from cursus_registry.features.scaffold.location import Location, location_of
from cursus_registry.features.scaffold.templates import (
    PACKAGES,
    README,
    REGISTRY_ADVANCED,
    REGISTRY_MINIMAL,
    REGISTRY_STANDARD,
)
from cursus_registry.files import FileSystem
from cursus_registry.project import Snapshot
from cursus_registry.project.revise import revise
from cursus_registry.text import SourceText

MINIMAL, STANDARD, ADVANCED = TEMPLATES = ("minimal", "standard", "advanced")

_REGISTRIES = {MINIMAL: REGISTRY_MINIMAL, STANDARD: REGISTRY_STANDARD, ADVANCED: REGISTRY_ADVANCED}
_NEWEST_FIRST = tuple(reversed(STEP_TABLES))
_REGISTRY_PACKAGES = ("", "registry")


class CannotCreateError(ValueError):
    """A workspace that cannot be made; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be made. `own` is the workspace's folder, or its only file; all paths are below the root.

    `table` is the variable of its steps, `example` the name of the example step, if there is one. `findings` are those
    in the new files, by path: none, unless every name and table that was tried has some.
    """

    workspace: str
    own: str
    is_file: bool
    registry: str
    files: Mapping[str, str]
    table: str
    example: str | None
    findings: tuple[tuple[str, Finding], ...]


def plan_workspace(snapshot: Snapshot, files: FileSystem, workspace: str, template: str) -> Plan:
    """The files of a new workspace. Raises CannotCreateError if it cannot be made there or under that id.

    The example step's name is made from the id, and the table is the newer one, unless that leads to a finding and
    another name or the older table does not. An empty table is the one in which the example would be right.
    """
    try:
        location = location_of(snapshot.settings, workspace)
    except ValueError as error:
        raise CannotCreateError(str(error)) from None
    fault = fault_of(workspace, _taken(snapshot, files, location))
    if fault:
        raise CannotCreateError(fault)
    if location.is_file and template != MINIMAL:
        raise CannotCreateError(
            "the setting 'workspaces' gives each workspace one file and no folder of its own; use --template minimal"
        )
    with_example = STANDARD if template == MINIMAL else template
    best = min(_plans(snapshot, location, workspace, with_example), key=lambda plan: len(plan.findings))
    if template != MINIMAL:
        return best
    return _plan(snapshot, location, workspace, template, best.table, next(step_words(workspace)))


def _plans(snapshot: Snapshot, location: Location, workspace: str, template: str) -> Iterator[Plan]:
    """The plans that could be followed, up to the first in which nothing is found."""
    for table in _NEWEST_FIRST:
        for words in step_words(workspace):
            plan = _plan(snapshot, location, workspace, template, table, words)
            yield plan
            if not plan.findings:
                return


def _plan(snapshot: Snapshot, location: Location, workspace: str, template: str, table: str, words: StepWords) -> Plan:
    values = {
        "workspace": workspace,
        "table": table,
        "name": words.name,
        "module": words.module,
        "constant": words.module.upper(),
        "registry": location.registry.removeprefix(f"{location.own}/"),
        "source": location.source.removeprefix(f"{location.own}/"),
    }
    texts = _texts(location, template)
    files = {Template(path).substitute(values): Template(text).substitute(values) for path, text in texts}
    return Plan(
        workspace=workspace,
        own=location.own,
        is_file=location.is_file,
        registry=location.registry,
        files=dict(sorted(files.items())),
        table=table,
        example=None if template == MINIMAL else words.name,
        findings=tuple(_findings(snapshot, files)),
    )


def _texts(location: Location, template: str) -> Iterator[tuple[str, str]]:
    """The files of a template with their texts, neither filled in yet."""
    yield location.registry, _REGISTRIES[template]
    if location.is_file:
        return
    source = location.source
    in_source = location.registry.startswith(f"{source}/")
    for folder, purpose in PACKAGES.items():
        if (in_source and folder in _REGISTRY_PACKAGES) or (template != MINIMAL and folder != "registry"):
            yield "/".join(part for part in (source, folder, "__init__.py") if part), f'"""{purpose}"""\n'
    if template == MINIMAL:
        return
    for path, text in COMPONENTS.items():
        yield f"{source}/steps/{path}", text
    yield f"{location.own}/README.md", README
    if template == ADVANCED:
        yield f"{location.own}/tests/test_${{module}}.py", TEST


def _findings(snapshot: Snapshot, files: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    base = snapshot.root.rstrip("/")
    after, _ = revise(snapshot, {f"{base}/{name}": SourceText.from_str(text) for name, text in files.items()})
    for relative in files:
        for finding in after.check(f"{after.root.rstrip('/')}/{relative}"):
            yield relative, finding


def _taken(snapshot: Snapshot, files: FileSystem, location: Location) -> set[str]:
    """The ids that there are: those of registries, and of everything else that stands where workspaces do."""
    try:
        names = [entry.name for entry in files.scan(f"{snapshot.root.rstrip('/')}/{location.parent}".rstrip("/"))]
    except FileNotFoundError:
        names = []
    except OSError as error:
        raise CannotCreateError(f"{location.parent}: {error.strerror or error}") from None
    beside = {found for name in names if (found := location.id_of(name))}
    return beside | set(snapshot.view.index.workspaces)
