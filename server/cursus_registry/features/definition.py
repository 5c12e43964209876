"""Where what stands at a place is declared, as it counts there."""

from __future__ import annotations

from cursus_registry.components.find import CLASS_FIELDS, find_class
from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.features.place import (
    Place,
    PlaceKind,
    Target,
    Targets,
    find_outside,
    find_place,
    origin_of,
    target_of,
)
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import resolve
from cursus_registry.resolution.view import Status

_CLASS_FIELDS = frozenset(CLASS_FIELDS.values())
_MOST = 100


def definition(snapshot: Snapshot, path: str, offset: int, outside: Outside = NOTHING_OUTSIDE) -> Targets | None:
    """The declaration that wins here, the class that a field names, or the core entry below an override.

    Several only if the name is ambiguous. Any other name of a registry leads to its own place, so that editors offer
    its references instead.
    """
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    if place.kind is PlaceKind.MENTION:
        return _of_mention(snapshot, place)
    if place.kind is PlaceKind.STEP_NAME:
        return _of_name(snapshot, path, place)
    name = _class_named(place)
    return _of_class(snapshot, place, name, outside) if name else None


def _of_mention(snapshot: Snapshot, place: Place) -> Targets | None:
    if place.mention is None:
        return None
    lookup = snapshot.view.look_up(place.mention.name, place.workspace)
    if lookup.declaration is not None:
        return Targets(origin_of(snapshot, place), (target_of(snapshot, lookup.declaration),))
    resolution = resolve(snapshot.view, place.mention.name, place.workspace, _MOST)
    if resolution.status is not Status.AMBIGUOUS:
        return None
    return Targets(place.span, tuple(target_of(snapshot, candidate.row) for candidate in resolution.candidates))


def _of_name(snapshot: Snapshot, path: str, place: Place) -> Targets | None:
    item = place.item
    if item is None:
        return None
    below = snapshot.view.base.steps.get(item.entry.name)
    if item.registry_type is RegistryType.OVERRIDE and below is not None:
        return Targets(place.span, (target_of(snapshot, below),))
    return Targets(place.span, (Target(path, item.table.entry_span(item.ordinal), item.name_span),))


def _class_named(place: Place) -> str | None:
    """The class that the value of a field, or of a config file, names."""
    if place.config_type is not None:
        return place.config_type.class_name
    field = place.field
    if place.kind is not PlaceKind.FIELD_VALUE or place.is_metadata or field is None:
        return None
    return field.value if field.name in _CLASS_FIELDS and isinstance(field.value, str) else None


def _of_class(snapshot: Snapshot, place: Place, name: str, outside: Outside) -> Targets | None:
    found = find_class(snapshot.view.index, name, place.workspace)
    if found is not None:
        return Targets(place.span, (Target(found.path, found.span, found.span),))
    target = find_outside(snapshot, name, place.workspace, outside)
    return Targets(place.span, (target,)) if target else None
