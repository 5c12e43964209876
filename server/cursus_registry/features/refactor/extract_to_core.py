"""A workspace's step taken into the core: the promotion, as an action that a person is asked to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cursus_registry.edits.core_entry import core_target
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.promotion import CannotMoveError, promoting
from cursus_registry.features.refactor.model import EXTRACT, CannotRefactorError, Refactoring, Spot
from cursus_registry.features.refactor.not_here import missing_at
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.turns import Turns

_MOST = 3
_CONFIRM = "Change the core for every workspace"


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The promotion of the step at a place, or of one that is used where only the core's can be seen."""
    row = spot.row
    if row is not None and row.registry_type is RegistryType.WORKSPACE:
        yield _promotion(spot, row, f"Extract '{row.name}' to the core")
    missing = missing_at(spot) if row is None else None
    for other in missing.rows[:_MOST] if missing is not None and missing.workspace is None else ():
        yield _promotion(spot, other, f"Extract '{other.name}' of workspace {other.namespace} to the core")


def _promotion(spot: Spot, row: Declaration, title: str) -> Refactoring:
    return Refactoring(EXTRACT, title, partial(_promote, spot, row), _reason_against(spot, row), is_tried=True)


def _reason_against(spot: Spot, row: Declaration) -> str:
    """What can be told at once; the rest shows when it is tried."""
    taken = spot.snapshot.view.base.steps.get(row.name)
    if taken is not None:
        return f"the {taken.namespace} has a step '{row.name}' already"
    if core_target(spot.snapshot.view.index, row.name) is None:
        return "the core of this project has no table, and no interface files, that could be edited"
    return ""


def _promote(spot: Spot, row: Declaration) -> Turns[tuple[FileEdits, ...]]:
    try:
        plan = yield from promoting(spot.snapshot, row.name, row.namespace)
    except CannotMoveError as error:
        raise CannotRefactorError(str(error)) from None
    return tuple(edits_of(change, _CONFIRM) for change in plan.changes)
