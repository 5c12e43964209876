"""The conflicts of a project as people get them: explained, and as a page."""

from cursus_registry.features.conflicts.data import conflict_json, counted_json, decision_json
from cursus_registry.features.conflicts.find import (
    Difference,
    ShownConflict,
    ShownDefinition,
    Winner,
    find_all_conflicts,
    find_conflicts,
)
from cursus_registry.features.conflicts.meanings import Meaning, meanings
from cursus_registry.features.conflicts.page import conflicts_lines

__all__ = [
    "Difference",
    "Meaning",
    "ShownConflict",
    "ShownDefinition",
    "Winner",
    "conflict_json",
    "conflicts_lines",
    "counted_json",
    "decision_json",
    "find_all_conflicts",
    "find_conflicts",
    "meanings",
]
