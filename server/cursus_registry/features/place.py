"""What stands at a place: a step's name, a field, a value, a look-up. The one module that other features may know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.checks.model import Context, Item
from cursus_registry.facts.entry import Field
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.facts.registry import METADATA
from cursus_registry.layout import REGISTRIES
from cursus_registry.project import Snapshot
from cursus_registry.text import Span


class PlaceKind(Enum):
    """The kinds of places that we answer for."""

    STEP_NAME = "step name"
    FIELD_NAME = "field name"
    FIELD_VALUE = "field value"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. `span` is the token, quotes included in registries; `workspace` is where names count."""

    kind: PlaceKind
    span: Span
    workspace: str | None
    item: Item | None = None
    field: Field | None = None
    mention: Mention | None = None

    @property
    def is_metadata(self) -> bool:
        """Whether the place is in the workspace's metadata."""
        return self.item is not None and self.item.table.variable == METADATA


def find_place(snapshot: Snapshot, path: str, offset: int) -> Place | None:
    """What stands at an offset of a file; None off our own ground."""
    facts = snapshot.facts(path)
    if facts is None:
        return None
    for mention in facts.mentions:
        if mention.span.contains(offset):
            return _mention_place(snapshot, facts, mention)
    if facts.place.kind not in REGISTRIES:
        return None
    context = Context(snapshot.view, facts, snapshot.root)
    for item in (*context.items, *([context.metadata] if context.metadata else [])):
        if item.start <= offset <= item.start + item.entry.length:
            return _item_place(item, facts.place.workspace, offset)
    return None


def _mention_place(snapshot: Snapshot, facts: FileFacts, mention: Mention) -> Place | None:
    told, workspace = snapshot.view.workspace_of(facts, mention)
    if not told or not snapshot.view.is_certain(mention):
        return None
    return Place(PlaceKind.MENTION, mention.span, workspace, mention=mention)


def _item_place(item: Item, workspace: str | None, offset: int) -> Place | None:
    if item.table.variable != METADATA and item.name_span.contains(offset):
        return Place(PlaceKind.STEP_NAME, item.name_span, workspace, item)
    for field in item.entry.items():
        if field.name is not None and item.key_span(field).contains(offset):
            return Place(PlaceKind.FIELD_NAME, item.key_span(field), workspace, item, field)
        if item.value_span(field).contains(offset):
            return Place(PlaceKind.FIELD_VALUE, item.value_span(field), workspace, item, field)
    return None


def declared_name(place: Place) -> str | None:
    """The step name that a place declares or mentions, as it is written."""
    if place.mention is not None:
        return place.mention.name
    return place.item.entry.name if place.item and place.kind is PlaceKind.STEP_NAME else None
