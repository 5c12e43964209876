"""The configuration class of the step that stands at a place."""

from __future__ import annotations

from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.features.place import Targets, find_parts
from cursus_registry.project import Snapshot


def type_definition(snapshot: Snapshot, path: str, offset: int, outside: Outside = NOTHING_OUTSIDE) -> Targets | None:
    """Where the configuration of a step is defined: its class, else the file that bears its name."""
    return find_parts(snapshot, path, offset, ("config",), outside)
