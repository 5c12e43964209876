"""An override with what it is laid over, as a type and its supertype; an entry with the overrides of all workspaces.

A declaration is told by its name, its namespace and its kind, which stay the same while its file is edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cursus_registry.features.place import Target, find_place, steps_at, target_of
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import entry_below
from cursus_registry.resolution.names import LEGACY_NAMES


@dataclass(frozen=True, slots=True)
class DeclarationIdentity:
    """Which declaration is meant, wherever it stands by now."""

    name: str
    namespace: str
    registry_type: RegistryType


@dataclass(frozen=True, slots=True)
class HierarchyItem:
    """A declaration in a hierarchy, and where it stands."""

    identity: DeclarationIdentity
    detail: str
    target: Target
    deprecated: bool


def prepare_types(snapshot: Snapshot, path: str, offset: int) -> list[HierarchyItem]:
    """The declarations that a place is about: its own, or the one that wins for a look-up."""
    place = find_place(snapshot, path, offset)
    rows = steps_at(snapshot, path, place) if place else ()
    return [_item(snapshot, row) for row in rows]


def supertypes(snapshot: Snapshot, identity: DeclarationIdentity) -> list[HierarchyItem]:
    """What an override is laid over: the base's entry, else the workspace's own step. Nothing else has any."""
    row = find_declaration(snapshot, identity)
    below = entry_below(snapshot.view, row) if row else None
    return [_item(snapshot, below)] if below else []


def subtypes(snapshot: Snapshot, identity: DeclarationIdentity) -> list[HierarchyItem]:
    """The overrides that are laid over a declaration, by workspace."""
    row = find_declaration(snapshot, identity)
    return [_item(snapshot, over) for over in _overriding(snapshot, row)] if row else []


def find_declaration(snapshot: Snapshot, identity: DeclarationIdentity) -> Declaration | None:
    """The declaration as it is now: of several in one table the last, which counts."""
    rows = snapshot.view.index.names.get(identity.name, ())
    same = [row for row in rows if (row.namespace, row.registry_type) == (identity.namespace, identity.registry_type)]
    return same[-1] if same else None


def _overriding(snapshot: Snapshot, row: Declaration) -> Iterator[Declaration]:
    for other in snapshot.view.index.names.get(row.name, ()):
        if other.registry_type is RegistryType.OVERRIDE and entry_below(snapshot.view, other) is row:
            yield other


def _item(snapshot: Snapshot, row: Declaration) -> HierarchyItem:
    identity = DeclarationIdentity(row.name, row.namespace, row.registry_type)
    detail = (
        row.namespace if row.namespace == row.registry_type.value else f"{row.registry_type.value} of {row.namespace}"
    )
    return HierarchyItem(identity, detail, target_of(snapshot, row), row.name in LEGACY_NAMES)
