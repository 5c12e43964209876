"""Where what stands at a place is declared."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.components.find import find_class
from cursus_registry.features.place import Place, PlaceKind, find_place
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

_CLASS_FIELDS = frozenset({"builder_step_name", "config_class"})


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to: `span` is what is meant as a whole, `name_span` where the cursor is put."""

    path: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a place leads to; `origin` is the stretch that is underlined as a link."""

    origin: Span
    targets: tuple[Target, ...]


def definition(snapshot: Snapshot, path: str, offset: int) -> Definition | None:
    """The declaration that wins here, the class that a field names, or the core entry below an override.

    Any other name of a registry leads to its own place, so that editors offer its references instead.
    """
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    if place.kind is PlaceKind.MENTION and place.mention is not None:
        lookup = snapshot.view.look_up(place.mention.name, place.workspace)
        if lookup.declaration is None:
            return None
        origin = Span(place.span.start, place.span.start + len(lookup.name.encode("utf-8", "surrogatepass")))
        return Definition(origin, (_target(snapshot, lookup.declaration),))
    if place.kind is PlaceKind.STEP_NAME:
        return _of_name(snapshot, path, place)
    return _of_class(snapshot, place) if place.kind is PlaceKind.FIELD_VALUE else None


def _of_name(snapshot: Snapshot, path: str, place: Place) -> Definition | None:
    item = place.item
    if item is None:
        return None
    below = snapshot.view.base.steps.get(item.entry.name)
    if item.registry_type is RegistryType.OVERRIDE and below is not None:
        return Definition(place.span, (_target(snapshot, below),))
    return Definition(place.span, (Target(path, item.table.entry_span(item.ordinal), item.name_span),))


def _of_class(snapshot: Snapshot, place: Place) -> Definition | None:
    field = place.field
    if place.is_metadata or field is None or field.name not in _CLASS_FIELDS or not isinstance(field.value, str):
        return None
    found = find_class(snapshot.view.index, field.value, place.workspace)
    if found is None:
        return None
    return Definition(place.span, (Target(found.path, found.span, found.span),))


def _target(snapshot: Snapshot, row: Declaration) -> Target:
    table = snapshot.view.table_of(row)
    return Target(row.path, table.entry_span(row.ordinal), table.name_span(row.ordinal))
