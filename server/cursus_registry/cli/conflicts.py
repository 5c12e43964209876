"""`cursus-registry conflicts`: the names that several workspaces declare, who sees which, and what would win."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.features.conflicts import (
    Difference,
    ShownConflict,
    ShownDefinition,
    Winner,
    conflict_json,
    counted_json,
    decision_json,
    find_all_conflicts,
    find_conflicts,
)
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import counted, listed
from cursus_registry.resolution.strategies import Decision
from cursus_registry.text import Encoding

_MOST = 10
_WIDEST = 72


@click.command("conflicts")
@click.option("--workspace", metavar="ID", help="Only what this workspace takes part in, as it would be settled there.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--all", "everything", is_flag=True, help="Overrides, and steps with a name of the core's, too.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(
    workspace: str | None, project: str | None, everything: bool, output_format: str, python: str | None
) -> None:
    """List the names that two workspaces declare as a step, and how each of them could be settled.

    Exits with 1 if there is one, with 0 if there is none, with 2 if there is nothing to ask.
    """
    snapshot = open_one_project(project, python)
    asking = workspace_option(snapshot, workspace, {}) if workspace else None
    find = find_all_conflicts if everything else find_conflicts
    conflicts = list(find(snapshot, asking, Encoding.UTF32))
    if output_format == "json":
        click.echo(json.dumps(_json(snapshot, asking, everything, conflicts), indent=2))
    else:
        for line in _lines(snapshot, asking, conflicts):
            click.echo(harmless(line))
    raise SystemExit(int(bool(conflicts)))


def _lines(snapshot: Snapshot, workspace: str | None, conflicts: list[ShownConflict]) -> Iterator[str]:
    for shown in conflicts:
        yield from _block(snapshot, workspace, shown)
        yield ""
    count = len(conflicts)
    kinds = Counter(shown.conflict.type.value for shown in conflicts)
    detail = f" ({', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))})" if kinds else ""
    where = f" of workspace {workspace}" if workspace else ""
    total = len(snapshot.view.index.workspaces)
    yield f"{counted(count, 'conflict') if count else 'No conflicts'}{detail}{where} in {counted(total, 'workspace')}"


def _block(snapshot: Snapshot, workspace: str | None, shown: ShownConflict) -> Iterator[str]:
    conflict = shown.conflict
    namespaces = listed([one.definition.row.namespace for one in shown.definitions])
    label = f"{shown.severity}: " if shown.severity else ""
    yield f"{label}{conflict.name}: {conflict.type.value} of {namespaces}"
    width = max(len(one.definition.row.qualified_name) for one in shown.definitions[:_MOST])
    for one in shown.definitions[:_MOST]:
        yield f"  {one.definition.row.qualified_name:<{width}}  {_about(snapshot, one)}"
    if len(shown.definitions) > _MOST:
        yield f"  and {len(shown.definitions) - _MOST} more"
    if shown.unseen_by:
        yield f"  means nothing in {_some(shown.unseen_by)}"
    if conflict.pin is not None:
        yield f"  pinned to {conflict.pin} in the settings"
    yield from _differences(shown.differences)
    if shown.stated:
        yield f"  workspace {workspace} itself chooses, by {shown.stated.strategy} ({shown.stated.stated.value}),"
        yield f"    {_verdict(shown.stated)}"
    asked = f"asked from workspace {workspace}" if workspace else "no workspace named; --workspace ID asks from one"
    yield f"  which one wins ({asked})"
    ways = [_way(winner) for winner in shown.winners]
    for way, winner in zip(ways, shown.winners, strict=True):
        yield f"    {way:<{max(map(len, ways))}}  {_verdict(winner.decision)}"
    yield "  what to do"
    yield from (f"    - {recommendation}" for recommendation in conflict.recommendations)


def _about(snapshot: Snapshot, one: ShownDefinition) -> str:
    path, line = snapshot.shown(one.path), one.range.start.line + 1
    seen = f"seen by {_some(one.seen_by)}" if one.seen_by else "seen by no workspace"
    return f"{one.definition.row.registry_type.value:<9}  {path}:{line}  {seen}"


def _differences(differences: tuple[Difference, ...]) -> Iterator[str]:
    if differences:
        yield "  they differ in"
    width = max((len(one.field) for one in differences), default=0)
    for one in differences:
        head = one.field
        for value, namespaces in one.values[:_MOST]:
            yield f"    {head:<{width}}  {_cut(_text(value))}  [{listed(namespaces, 3)}]"
            head = ""
        if len(one.values) > _MOST:
            yield f"    {'':<{width}}  and {len(one.values) - _MOST} other values"
        if one.without:
            yield f"    {'':<{width}}  not stated  [{listed(one.without, 3)}]"


def _way(winner: Winner) -> str:
    asked = winner.context.preferred_framework or ", ".join(winner.context.environment_tags)
    name = winner.context.strategy.value if winner.context.strategy else ""
    return f"{name} ({asked})" if asked else name


def _verdict(decision: Decision) -> str:
    if decision.chosen:
        return f"{decision.chosen.row.namespace}: {decision.reason}"
    return f"{decision.outcome.value}: {decision.reason}"


def _some(ids: tuple[str, ...]) -> str:
    """Workspaces: up to ten by their ids, else ten and a number."""
    return f"workspace{'' if len(ids) == 1 else 's'} {listed(ids)}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else "not known" if value is None else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _json(
    snapshot: Snapshot, workspace: str | None, everything: bool, conflicts: list[ShownConflict]
) -> dict[str, Any]:
    return {
        "version": 1,
        "root": snapshot.root,
        "workspace": workspace,
        "all": everything,
        "conflicts": [_conflict(snapshot, shown) for shown in conflicts],
        "summary": {
            "conflicts": len(conflicts),
            "types": dict(sorted(Counter(shown.conflict.type.value for shown in conflicts).items())),
            "workspaces": len(snapshot.view.index.workspaces),
        },
    }


def _conflict(snapshot: Snapshot, shown: ShownConflict) -> dict[str, Any]:
    return {
        **conflict_json(shown),
        "definitions": [_definition(snapshot, one) for one in shown.definitions],
        "unseen_by": counted_json(shown.unseen_by),
        "differences": {
            one.field: {
                "values": [{"value": value, "namespaces": list(namespaces)} for value, namespaces in one.values],
                "without": list(one.without),
            }
            for one in shown.differences
        },
        "stated": decision_json(shown.stated) if shown.stated else None,
        "winners": [
            {
                "framework": winner.context.preferred_framework,
                "environment_tags": list(winner.context.environment_tags),
                **decision_json(winner.decision),
            }
            for winner in shown.winners
        ],
    }


def _definition(snapshot: Snapshot, one: ShownDefinition) -> dict[str, Any]:
    definition = one.definition
    return {
        "qualified_name": definition.row.qualified_name,
        "namespace": definition.row.namespace,
        "registry_type": definition.row.registry_type.value,
        "path": snapshot.shown(one.path),
        "range": to_json(one.range),
        "framework": definition.framework,
        "priority": definition.priority,
        "environment_tags": list(definition.environment_tags),
        "compatibility_tags": list(definition.compatibility_tags),
        "strategy": definition.strategy.value if definition.strategy else None,
        "seen_by": counted_json(one.seen_by),
    }
