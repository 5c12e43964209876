"""What carries out the step that stands at a place."""

from __future__ import annotations

from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.features.place import Targets, find_parts
from cursus_registry.project import Snapshot


def implementation(snapshot: Snapshot, path: str, offset: int, outside: Outside = NOTHING_OUTSIDE) -> Targets | None:
    """The builder of a step and its script, each if it is there."""
    return find_parts(snapshot, path, offset, ("builder", "script"), outside)
