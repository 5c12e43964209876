"""A use of a step that only other workspaces have: which of them, for whoever brings the step to where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.features.place import find_place
from cursus_registry.features.refactor.model import Spot
from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.view import Status


class Missing(NamedTuple):
    """Where a name is looked up in vain (None: outside of all workspaces), and the steps elsewhere that it may mean."""

    workspace: str | None
    rows: tuple[Declaration, ...]


def missing_at(spot: Spot) -> Missing | None:
    """What is missing at a place; None where nothing is, or nobody has it."""
    place = find_place(spot.snapshot, spot.facts.path, spot.span.start)
    if place is None or place.mention is None or spot.span.end > place.span.end:
        return None
    view, name = spot.snapshot.view, place.mention.name
    if view.look_up(name, place.workspace).status is Status.RESOLVED:
        return None
    rows = tuple(row for stem in _stems(name) for row in view.elsewhere(stem, place.workspace))
    return Missing(place.workspace, rows) if rows else None


def _stems(name: str) -> Iterator[str]:
    """A name, and what is left of it without a job-type suffix, longest first."""
    yield name
    yield from (name[:at] for at in range(len(name) - 1, 0, -1) if name[at] in "_-")
