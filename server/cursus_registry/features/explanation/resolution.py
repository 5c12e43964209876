"""Why a name means what it means, as lines for people: in one workspace, and across all of them."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.features.explanation.places import entry_lines, place_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Resolution
from cursus_registry.resolution.definitions import Definition
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.strategies import StrategyResolution


def resolution_lines(snapshot: Snapshot, found: Resolution) -> Iterator[str]:
    """What a name means in a workspace and why: the declaration, its fields, and what was not taken."""
    where = f"in workspace {found.workspace}" if found.workspace else "in the core"
    if found.chosen is None:
        yield f"{found.name} {where}: {found.status.value} ({found.reason})"
    else:
        path, line, column = place_of(snapshot, found.chosen)
        yield f"{found.name} {where}: {found.chosen.qualified_name} ({found.reason})"
        yield f"  --> {path}:{line}:{column}"
        yield from entry_lines(effective_entry(snapshot.view, found.chosen))
    for candidate in found.candidates:
        mark = "*" if candidate.chosen else "-"
        path, line, _ = place_of(snapshot, candidate.row)
        kind = candidate.row.registry_type.value
        yield f"{mark} {candidate.row.qualified_name} ({kind}), {path}:{line}: {candidate.reason}"
    if found.suggestions:
        yield f"did you mean {', '.join(found.suggestions)}?"


def across_lines(snapshot: Snapshot, found: StrategyResolution) -> Iterator[str]:
    """Which of all definitions is meant and why, with what every strategy had to choose from."""
    asked = f"asked from workspace {found.context.workspace}" if found.context.workspace else "no workspace asks"
    if found.chosen is None:
        yield f"{found.name} across workspaces, {asked}: {found.outcome.value} ({found.reason})"
    else:
        path, line, column = place_of(snapshot, found.chosen)
        yield f"{found.name} across workspaces, {asked}: {found.chosen.qualified_name} ({found.reason})"
        yield f"  --> {path}:{line}:{column}"
        yield from entry_lines(effective_entry(snapshot.view, found.chosen))
    if found.strategy is not None:
        yield f"by {found.strategy}{f' ({found.stated.value})' if found.stated else ''}"
    for one in found.candidates:
        mark = "*" if one.chosen else "-"
        yield f"{mark} {definition_title(snapshot, one.definition)}: {one.reason}; score {one.score}"
    if found.chosen is not None and not found.visible and found.context.workspace is not None:
        yield f"workspace {found.context.workspace} does not see it by itself"
    if found.suggestions:
        yield f"did you mean {', '.join(found.suggestions)}?"


def definition_title(snapshot: Snapshot, definition: Definition) -> str:
    """A definition in a line: its qualified name, its kind, its place."""
    path, line, _ = place_of(snapshot, definition.row)
    return f"{definition.row.qualified_name} ({definition.row.registry_type.value}), {path}:{line}"
