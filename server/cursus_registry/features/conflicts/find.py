"""The conflicts of a project as people get them: where each definition is, who sees it, what differs, which one wins.

Plain data, complete: whoever shows it decides how much of a name in a thousand workspaces is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cursus_registry.checks.model import Severity
from cursus_registry.checks.rules import workspace_collision
from cursus_registry.project import Snapshot
from cursus_registry.resolution.conflicts import Conflict, detailed_conflicts, plain_conflicts
from cursus_registry.resolution.definitions import Definition, Strategy
from cursus_registry.resolution.effective import effective_entry, plain_value
from cursus_registry.resolution.preferences import preferences_of
from cursus_registry.resolution.strategies.decide import Decision, decide
from cursus_registry.resolution.strategies.model import ResolutionContext
from cursus_registry.text import Encoding, Range

MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class ShownDefinition:
    """A definition, where its name stands, its effective entry as plain data, and the workspaces that see it, by id.

    `origins` tells for each field of the entry in which namespace it is stated, or that it is derived.
    """

    definition: Definition
    path: str
    range: Range
    entry: dict[str, object]
    origins: dict[str, str]
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the definitions do not agree on: its values, each with the namespaces that have it.

    `without` are the namespaces whose definition has no such field.
    """

    field: str
    values: tuple[tuple[object, tuple[str, ...]], ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Winner:
    """What one way to choose makes of a conflict; the context tells the strategy, and what was asked for."""

    context: ResolutionContext
    decision: Decision


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A conflict, explained. `severity` is that of CUR204, `off` if silenced, None where it has nothing to say.

    `unseen_by` are the workspaces in which the name means nothing. `stated` is the outcome by the words of the
    workspace that asks, if one does; `winners` are those of every strategy, of at most ten frameworks and tags each.
    """

    conflict: Conflict
    severity: str | None
    definitions: tuple[ShownDefinition, ...]
    unseen_by: tuple[str, ...]
    differences: tuple[Difference, ...]
    stated: Decision | None
    winners: tuple[Winner, ...]


def find_conflicts(
    snapshot: Snapshot, workspace: str | None, encoding: Encoding, name: str | None = None
) -> Iterator[ShownConflict]:
    """The names that two workspaces declare as a step, or one of them; with a workspace those that it takes part in."""
    return _shown(snapshot, plain_conflicts(snapshot.view, snapshot.settings.pins, name), workspace, encoding)


def find_all_conflicts(
    snapshot: Snapshot, workspace: str | None, encoding: Encoding, name: str | None = None
) -> Iterator[ShownConflict]:
    """The names with definitions in more than one namespace, in the same way."""
    return _shown(snapshot, detailed_conflicts(snapshot.view, snapshot.settings.pins, name), workspace, encoding)


def _shown(
    snapshot: Snapshot, conflicts: Iterable[Conflict], workspace: str | None, encoding: Encoding
) -> Iterator[ShownConflict]:
    for conflict in conflicts:
        taking_part = {one.row.namespace for one in conflict.definitions if one.in_workspace}
        if workspace is None or workspace in taking_part:
            yield _explain(snapshot, conflict, workspace, encoding)


def _explain(snapshot: Snapshot, conflict: Conflict, workspace: str | None, encoding: Encoding) -> ShownConflict:
    declaring = {one.row.namespace for one in conflict.definitions if one.in_workspace}
    others = tuple(sorted(set(snapshot.view.index.workspaces) - declaring))
    shown = tuple(_definition(snapshot, one, others, encoding) for one in conflict.definitions)
    has_base = not conflict.definitions[0].in_workspace
    return ShownConflict(
        conflict=conflict,
        severity=_severity(snapshot, conflict),
        definitions=shown,
        unseen_by=() if has_base else others,
        differences=tuple(_differences(shown)),
        stated=_decide(snapshot, conflict, ResolutionContext(workspace)) if workspace else None,
        winners=tuple(_winners(snapshot, conflict, workspace)),
    )


def _definition(
    snapshot: Snapshot, definition: Definition, others: tuple[str, ...], encoding: Encoding
) -> ShownDefinition:
    row = definition.row
    fields = effective_entry(snapshot.view, row)
    return ShownDefinition(
        definition=definition,
        path=row.path,
        range=snapshot.view.index.files[row.path].source.range(snapshot.view.name_span(row), encoding),
        entry={name: plain_value(field.value) for name, field in fields.items()},
        origins={name: field.namespace for name, field in fields.items()},
        seen_by=(row.namespace,) if definition.in_workspace else others,
    )


def _severity(snapshot: Snapshot, conflict: Conflict) -> str | None:
    if not conflict.plain:
        return None
    default = Severity.INFORMATION if conflict.settled else workspace_collision.SEVERITY
    selected = snapshot.settings.selects(workspace_collision.CODE)
    return snapshot.settings.severity_of(workspace_collision.CODE, default.label) if selected else "off"


def _differences(shown: tuple[ShownDefinition, ...]) -> Iterator[Difference]:
    fields = dict.fromkeys(field for one in shown for field in one.entry)
    for field in fields:
        values: dict[str, tuple[object, list[str]]] = {}
        for one in shown:
            if field in one.entry:
                value = one.entry[field]
                values.setdefault(repr(value), (value, []))[1].append(one.definition.row.namespace)
        without = tuple(one.definition.row.namespace for one in shown if field not in one.entry)
        if len(values) > 1 or without:
            found = tuple((value, tuple(namespaces)) for value, namespaces in values.values())
            yield Difference(field, found, without)


def _winners(snapshot: Snapshot, conflict: Conflict, workspace: str | None) -> Iterator[Winner]:
    for context in _ways(conflict, workspace):
        yield Winner(context, _decide(snapshot, conflict, context))


def _ways(conflict: Conflict, workspace: str | None) -> Iterator[ResolutionContext]:
    """Each strategy; the two that match, for the first of the frameworks or tags that could be asked for."""
    frameworks = sorted({one.framework for one in conflict.definitions if one.framework})
    tags = sorted({tag for one in conflict.definitions for tag in one.environment_tags})
    for strategy in Strategy:
        if strategy is Strategy.FRAMEWORK_MATCH and frameworks:
            for framework in frameworks[:MOST_ASKED]:
                yield ResolutionContext(workspace, preferred_framework=framework, strategy=strategy)
        elif strategy is Strategy.ENVIRONMENT_MATCH and tags:
            for tag in tags[:MOST_ASKED]:
                yield ResolutionContext(workspace, environment_tags=(tag,), strategy=strategy)
        else:
            yield ResolutionContext(workspace, strategy=strategy)


def _decide(snapshot: Snapshot, conflict: Conflict, context: ResolutionContext) -> Decision:
    preferences = preferences_of(snapshot.view, context.workspace)
    return decide(conflict.name, conflict.definitions, context, preferences, snapshot.settings.pins)
