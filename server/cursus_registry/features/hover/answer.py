"""The one entrance to hover: which of its parts answers at a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cursus_registry.components.find import CLASS_FIELDS
from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.facts.model import SAID_BY_REGISTRIES
from cursus_registry.features.hover.classes import class_blocks
from cursus_registry.features.hover.field import field_blocks
from cursus_registry.features.hover.markup import Line, join, text
from cursus_registry.features.hover.step import missing_blocks, role_of, step_blocks
from cursus_registry.features.place import Place, PlaceKind, declared_name, find_place, origin_of, steps_at
from cursus_registry.project import Snapshot
from cursus_registry.text import Span

_MOST_STEPS = 10


@dataclass(frozen=True, slots=True)
class Hover:
    """What is shown, and for which stretch of the text."""

    span: Span
    markdown: str
    plain: str


def hover(
    snapshot: Snapshot,
    path: str,
    offset: int,
    outside: Outside = NOTHING_OUTSIDE,
    others: Sequence[Snapshot] = (),
) -> Hover | None:
    """A step's effective entry with where each field comes from and who else declares it; a field's meaning.

    On the definition of a class: the steps that name it. On the name of a class, in an entry or in a config file: its
    documentation, with what is known of classes outside. Mentions are counted in other projects, too.
    """
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    blocks = _described(snapshot, place, outside) or _of_step(snapshot, path, place, others)
    if not blocks:
        return None
    markup = join(blocks)
    origin = origin_of(snapshot, place)
    return Hover(origin if origin.contains(offset) else place.span, markup.markdown, markup.plain)


def _described(snapshot: Snapshot, place: Place, outside: Outside) -> list[list[Line]]:
    """What is said of a field, or of the class that a config file names; nothing of a step."""
    if place.field is not None:
        return _of_field(snapshot, place, outside)
    if place.config_type is not None:
        return class_blocks(snapshot, place.config_type.class_name, place.workspace, outside)
    return []


def _of_step(snapshot: Snapshot, path: str, place: Place, others: Sequence[Snapshot]) -> list[list[Line]]:
    if place.field is not None:
        return []
    rows = steps_at(snapshot, path, place)
    if len(rows) > 1:
        names = [text(f"{row.qualified_name} — {role_of(row)}") for row in rows[:_MOST_STEPS]]
        left = [text(f"and {len(rows) - _MOST_STEPS} more")] if len(rows) > _MOST_STEPS else []
        lines = [(f"- {markdown}", f"- {plain}") for markdown, plain in (*names, *left)]
        return [[("A class of these steps:", "A class of these steps:"), ("", None), *lines]]
    name = declared_name(place)
    if rows:
        workspace = place.workspace if place.kind is not PlaceKind.CLASS else _own_workspace(snapshot, place)
        return step_blocks(snapshot, rows[0], workspace, name or rows[0].name, others)
    return missing_blocks(snapshot, name, place.workspace) if name and name.strip() and not _is_guess(place) else []


def _is_guess(place: Place) -> bool:
    """Whether what stands there need not be a step at all: other names stand in such places as well."""
    return place.mention is not None and place.mention.surface in SAID_BY_REGISTRIES


def _own_workspace(snapshot: Snapshot, place: Place) -> str | None:
    """Where the steps of a class count: a class of the core can be that of one workspace's step."""
    row = place.steps[0]
    return row.namespace if row.namespace in snapshot.view.index.workspaces else place.workspace


def _of_field(snapshot: Snapshot, place: Place, outside: Outside) -> list[list[Line]]:
    field = place.field
    if field is None or field.name is None:
        return []
    blocks = field_blocks(snapshot, field.name, is_metadata=place.is_metadata)
    names_class = place.kind is PlaceKind.FIELD_VALUE and field.name in CLASS_FIELDS.values() and not place.is_metadata
    if names_class and isinstance(field.value, str):
        return [*class_blocks(snapshot, field.value, place.workspace, outside), *blocks]
    return blocks
