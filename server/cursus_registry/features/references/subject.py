"""What a question for references is about: the steps that a place stands for, or a class. It searches for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cursus_registry.components.find import CLASS_FIELDS
from cursus_registry.features.place import Place, PlaceKind, find_place, steps_at
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import resolve
from cursus_registry.resolution.steps import Step, step_of
from cursus_registry.resolution.view import Status

_CLASS_FIELDS = frozenset(CLASS_FIELDS.values())
_MOST = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """Steps, and the name of a class as it counts in a workspace; an empty name is no class."""

    steps: tuple[Step, ...] = ()
    class_name: str = ""
    workspace: str | None = None


def subject_at(snapshot: Snapshot, path: str, offset: int) -> Subject | None:
    """What stands at a place: a step where it is declared or mentioned, a class where it is named or defined.

    A name that only several workspaces declare, in a file of none, stands for the step of each. None off our own
    ground, and at what is neither: the name of a field, a value that names no class, the metadata.
    """
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    if place.config_type is not None:
        return Subject(class_name=place.config_type.class_name, workspace=place.workspace)
    if place.is_metadata or place.kind is PlaceKind.FIELD_NAME:
        return None
    if place.kind is PlaceKind.FIELD_VALUE:
        return _class_named(place)
    steps = _steps(snapshot, steps_at(snapshot, path, place) or _candidates(snapshot, place))
    if not steps:
        return None
    if place.kind is not PlaceKind.CLASS:
        return Subject(steps)
    facts = snapshot.facts(path)
    return Subject(steps, facts.source.slice(place.span) if facts else "", place.workspace)


def _class_named(place: Place) -> Subject | None:
    field = place.field
    if field is None or field.name not in _CLASS_FIELDS or not isinstance(field.value, str) or not field.value:
        return None
    return Subject(class_name=field.value, workspace=place.workspace)


def _candidates(snapshot: Snapshot, place: Place) -> Iterable[Declaration]:
    """The declarations that an ambiguous name could mean."""
    if place.mention is None:
        return ()
    resolution = resolve(snapshot.view, place.mention.name, place.workspace, _MOST)
    is_ambiguous = resolution.status is Status.AMBIGUOUS
    return [candidate.row for candidate in resolution.candidates] if is_ambiguous else ()


def _steps(snapshot: Snapshot, rows: Iterable[Declaration]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(step_of(snapshot.view, row) for row in rows))
