"""What a colliding name means in each workspace, and why: the workspaces with the same answer together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.features.conflicts.find import ShownConflict
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import why_chosen


@dataclass(frozen=True, slots=True)
class Meaning:
    """Some workspaces, the declaration that wins there (none if the name means nothing), and the reason."""

    workspaces: tuple[str, ...]
    row: Declaration | None
    reason: str


def meanings(snapshot: Snapshot, shown: ShownConflict) -> Iterator[Meaning]:
    """The meanings of a name: those of the workspaces that declare it first, each by itself."""
    for one in shown.definitions:
        row = one.definition.row
        if one.definition.in_workspace:
            yield Meaning((row.namespace,), row, why_chosen(row, row.namespace))
    for one in shown.definitions:
        row = one.definition.row
        if one.seen_by and not one.definition.in_workspace:
            yield Meaning(one.seen_by, row, f"no step of that name of its own, so that of the {row.namespace} is seen")
    whole = tuple(one for one in shown.unseen_by if snapshot.view.is_complete(one))
    partly = tuple(one for one in shown.unseen_by if not snapshot.view.is_complete(one))
    if whole:
        yield Meaning(whole, None, "neither its own registry nor the core has such a step")
    if partly:
        yield Meaning(partly, None, "no such step in what could be read, but a registry could not be read in full")
