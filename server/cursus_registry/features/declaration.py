"""Where the core declares the step that stands at a place, whatever a workspace has laid over it."""

from __future__ import annotations

from cursus_registry.features.place import Targets, declared_name, find_place, origin_of, target_of
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import split_suffix
from cursus_registry.resolution.view import View


def declaration(snapshot: Snapshot, path: str, offset: int) -> Targets | None:
    """The core's declaration of a step, else the pack's; None for a step that only workspaces have."""
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    names = dict.fromkeys([name] if (name := declared_name(place)) else (row.name for row in place.steps))
    rows = [row for name in names if (row := _core_row(snapshot.view, name))]
    if not rows:
        return None
    return Targets(origin_of(snapshot, place), tuple(target_of(snapshot, row) for row in rows))


def _core_row(view: View, name: str) -> Declaration | None:
    """Of several sources of the core the one that counts; a pack's step only where the core has none."""
    step, _ = split_suffix(name, view.base.steps.__contains__)
    counting = view.base.steps.get(step)
    if counting is None or counting.registry_type is RegistryType.CORE:
        return counting
    rows = {row.path: row for row in view.index.names.get(step, ()) if row.registry_type is RegistryType.CORE}
    return next((rows[path] for path in reversed(view.index.core) if path in rows), counting)
