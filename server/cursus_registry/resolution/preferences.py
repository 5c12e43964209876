"""What a workspace's metadata says about collisions. Values of a wrong type count as not stated."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.facts.registry import METADATA
from cursus_registry.resolution.definitions import Strategy, is_known, strategy_of, strings_of
from cursus_registry.resolution.view import View

_KEYS = ("default_resolution_strategy", "preferred_frameworks", "environment_preferences", "conflict_tolerance")


@dataclass(frozen=True, slots=True)
class Preferences:
    """A workspace's wishes. `known` is false if one of them may be hidden, or only running the file could tell it."""

    strategy: Strategy | None = None
    frameworks: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    tolerates_ties: bool = True
    known: bool = True


NONE = Preferences()


def preferences_of(view: View, workspace: str | None) -> Preferences:
    """The wishes of a workspace; none without a workspace, or without metadata."""
    path = view.index.workspaces.get(workspace) if workspace else None
    table = view.index.files[path].table(METADATA) if path else None
    if table is None or not table.entries:
        return NONE if table is None or table.complete else Preferences(known=False)
    entry = table.entries[0]
    fields = entry.as_dict()
    strategy, frameworks, environment, tolerance = (fields.get(key) for key in _KEYS)
    return Preferences(
        strategy=strategy_of(strategy),
        frameworks=strings_of(frameworks),
        environment=strings_of(environment),
        tolerates_ties=tolerance != "low",
        known=entry.complete and all(is_known(value) for value in (strategy, frameworks, environment, tolerance)),
    )
