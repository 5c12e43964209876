"""Why a name means what it means, as lines for people: in one workspace, and across all of them."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.features.explanation.places import entry_lines, place_of
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Resolution
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.strategies import StrategyResolution


def resolution_lines(snapshot: Snapshot, found: Resolution) -> Iterator[str]:
    """What a name means in a workspace and why: the declaration, its fields, and what was not taken."""
    where = f"in workspace {found.workspace}" if found.workspace else "in the core"
    meaning = found.chosen.qualified_name if found.chosen else found.status.value
    yield f"{found.name} {where}: {meaning} ({found.reason})"
    yield from _chosen_lines(snapshot, found.chosen)
    for candidate in found.candidates:
        mark = "*" if candidate.chosen else "-"
        yield f"{mark} {declaration_title(snapshot, candidate.row)}: {candidate.reason}"
    if found.suggestions:
        yield f"did you mean {', '.join(found.suggestions)}?"


def across_lines(snapshot: Snapshot, found: StrategyResolution) -> Iterator[str]:
    """Which of all definitions is meant and why, with what every strategy had to choose from."""
    asked = f"asked from workspace {found.context.workspace}" if found.context.workspace else "no workspace asks"
    meaning = found.chosen.qualified_name if found.chosen else found.outcome.value
    yield f"{found.name} across workspaces, {asked}: {meaning} ({found.reason})"
    yield from _chosen_lines(snapshot, found.chosen)
    if found.strategy is not None:
        yield f"by {found.strategy}{f' ({found.stated.value})' if found.stated else ''}"
    for one in found.candidates:
        mark = "*" if one.chosen else "-"
        yield f"{mark} {declaration_title(snapshot, one.definition.row)}: {one.reason}; score {one.score}"
    if found.chosen is not None and not found.visible and found.context.workspace is not None:
        yield f"workspace {found.context.workspace} does not see it by itself"
    if found.suggestions:
        yield f"did you mean {', '.join(found.suggestions)}?"


def declaration_title(snapshot: Snapshot, row: Declaration) -> str:
    """A declaration in a line: its qualified name, its kind, its place."""
    path, line, _ = place_of(snapshot, row)
    return f"{row.qualified_name} ({row.registry_type.value}), {path}:{line}"


def _chosen_lines(snapshot: Snapshot, chosen: Declaration | None) -> Iterator[str]:
    if chosen is not None:
        path, line, column = place_of(snapshot, chosen)
        yield f"  --> {path}:{line}:{column}"
        yield from entry_lines(effective_entry(snapshot.view, chosen))
