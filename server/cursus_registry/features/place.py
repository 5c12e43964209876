"""What stands at a place: a step's name, a field, a value, a look-up, a class. The one module other features may know.

It also owns the shape of a place to go to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from operator import le

from cursus_registry.checks.model import Item
from cursus_registry.components.find import CLASS_FIELDS, Component, find_components
from cursus_registry.components.imports import find_class_outside
from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.facts.entry import Field
from cursus_registry.facts.model import ClassFact, ConfigType, FileFacts, Mention, Table
from cursus_registry.facts.registry import CORE_TABLE, EXTRAS, INTERFACE, METADATA, OVERRIDES, STEP_TABLES
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.layout import REGISTRIES, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.naming import steps_naming
from cursus_registry.text import Span

_TYPES = {CORE_TABLE: RegistryType.CORE, EXTRAS: RegistryType.CORE, OVERRIDES: RegistryType.OVERRIDE}
_OF_ALL = frozenset({RegistryType.CORE, RegistryType.PACK})
_TYPES |= dict.fromkeys((*STEP_TABLES, METADATA), RegistryType.WORKSPACE)


class PlaceKind(Enum):
    """The kinds of places that we answer for."""

    STEP_NAME = "step name"
    FIELD_NAME = "field name"
    FIELD_VALUE = "field value"
    MENTION = "mention"
    CLASS = "class"
    CONFIG_CLASS = "class in a config file"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. `span` is the token, quotes included in registries; `workspace` is where names count.

    `steps` are the declarations whose builder or configuration is the class that is defined here. `config_type` is what
    a config file says of a step, where the place is the class of it.
    """

    kind: PlaceKind
    span: Span
    workspace: str | None
    item: Item | None = None
    field: Field | None = None
    mention: Mention | None = None
    steps: tuple[Declaration, ...] = ()
    config_type: ConfigType | None = None

    @property
    def is_metadata(self) -> bool:
        """Whether the place is in the workspace's metadata."""
        return self.item is not None and self.item.table.variable == METADATA


@dataclass(frozen=True, slots=True)
class Target:
    """A place to go to: `span` is what is meant as a whole, `name_span` where the cursor is put."""

    path: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Targets:
    """Where a place leads to; `origin` is the stretch that is underlined as a link."""

    origin: Span
    targets: tuple[Target, ...]


def find_place(snapshot: Snapshot, path: str, offset: int) -> Place | None:
    """What stands at an offset of a file; None off our own ground."""
    facts = snapshot.facts(path)
    if facts is None:
        return None
    for mention in facts.mentions:
        if mention.span.contains(offset):
            return _mention_place(snapshot, facts, mention)
    for config_type in facts.config_types:
        if config_type.span.contains(offset):
            workspace = facts.place.workspace
            return Place(PlaceKind.CONFIG_CLASS, config_type.span, workspace, config_type=config_type)
    if facts.place.kind not in REGISTRIES:
        found = next((one for one in facts.classes if one.span.contains(offset)), None)
        return _class_place(snapshot, facts, found) if found else None
    for item in _items_at(facts, offset):
        place = _item_place(item, facts.place.workspace, offset)
        if place is not None:
            return place
    return None


def declared_name(place: Place) -> str | None:
    """The step name that a place declares, mentions or has a class for, as it is written."""
    if place.mention is not None:
        return place.mention.name
    if place.config_type is not None:
        return place.config_type.step
    return place.item.entry.name if place.item and place.kind is PlaceKind.STEP_NAME else None


def steps_at(snapshot: Snapshot, path: str, place: Place) -> tuple[Declaration, ...]:
    """The declarations that a place names: that of its own entry, the one that wins for a mention, those of a class."""
    name = declared_name(place)
    if place.item is None and name is not None:
        found = snapshot.view.look_up(name, place.workspace).declaration
        return (found,) if found else ()
    if place.kind is PlaceKind.STEP_NAME and place.item is not None:
        own = row_of(snapshot, path, place.item)
        return (own,) if own else ()
    return place.steps


def row_of(snapshot: Snapshot, path: str, item: Item) -> Declaration | None:
    """The row of the index that an entry of a file is."""
    rows = snapshot.view.index.rows.get(path, ())
    return next((row for row in rows if (row.variable, row.ordinal) == (item.table.variable, item.ordinal)), None)


def origin_of(snapshot: Snapshot, place: Place) -> Span:
    """The stretch that a place is about: of a look-up the step's name alone, without a job-type suffix."""
    if place.mention is None:
        return place.span
    name = snapshot.view.look_up(place.mention.name, place.workspace).name
    return Span(place.span.start, place.span.start + len(name.encode("utf-8", "surrogatepass")))


def target_of(snapshot: Snapshot, row: Declaration) -> Target:
    """Where a declaration stands."""
    table = snapshot.view.table_of(row)
    return Target(row.path, table.entry_span(row.ordinal), table.name_span(row.ordinal))


def components_of(snapshot: Snapshot, row: Declaration) -> dict[str, Component]:
    """The parts of a step by kind: the workspace's for its own steps and overrides, else the core's."""
    return find_components(snapshot.view.index, row.name, _classes_of(snapshot, row), _workspace_of(row))


def find_parts(
    snapshot: Snapshot, path: str, offset: int, kinds: Collection[str], outside: Outside = NOTHING_OUTSIDE
) -> Targets | None:
    """The components of some kinds of the step that stands at a place; None if there are none.

    A class counts wherever it is defined, outside of the project too; a file that bears the name is the fall-back.
    """
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    rows = steps_at(snapshot, path, place)
    parts = [part for kind in kinds for row in rows if (part := _part(snapshot, row, kind, outside)) is not None]
    return Targets(origin_of(snapshot, place), tuple(dict.fromkeys(parts))) if parts else None


def find_outside(snapshot: Snapshot, name: str, workspace: str | None, outside: Outside) -> Target | None:
    """Where a class is defined that the project only imports; None if that is not known."""
    found = find_class_outside(snapshot.view.index, snapshot.files, name, workspace, outside)
    return Target(found[0].path, found[0].span, found[0].span) if found else None


def _part(snapshot: Snapshot, row: Declaration, kind: str, outside: Outside) -> Target | None:
    part = components_of(snapshot, row).get(kind)
    name = _classes_of(snapshot, row).get(CLASS_FIELDS.get(kind, ""))
    if name and (part is None or not part.name):
        target = find_outside(snapshot, name, _workspace_of(row), outside)
        if target is not None:
            return target
    return Target(part.path, part.span, part.span) if part else None


def _classes_of(snapshot: Snapshot, row: Declaration) -> dict[str, str]:
    """The classes of a step by the field that names each."""
    fields = effective_entry(snapshot.view, row)
    stated = {name: fields[name].value for name in CLASS_FIELDS.values() if name in fields}
    return {name: value for name, value in stated.items() if isinstance(value, str)}


def _workspace_of(row: Declaration) -> str | None:
    return None if row.registry_type in _OF_ALL else row.namespace


def _mention_place(snapshot: Snapshot, facts: FileFacts, mention: Mention) -> Place | None:
    told, workspace = snapshot.view.workspace_of(facts, mention)
    if not told or not snapshot.view.is_certain(mention):
        return None
    return Place(PlaceKind.MENTION, mention.span, workspace, mention=mention)


def _class_place(snapshot: Snapshot, facts: FileFacts, found: ClassFact) -> Place | None:
    steps = tuple(steps_naming(snapshot.view, found.name, facts.place.workspace))
    return Place(PlaceKind.CLASS, found.span, facts.place.workspace, steps=steps) if steps else None


def _items_at(facts: FileFacts, offset: int) -> Iterator[Item]:
    """The entries around an offset; looked for without making any other."""
    of_interface = RegistryType.PACK if facts.place.kind is FileKind.PACK else RegistryType.CORE
    for variable, table in facts.tables.items():
        registry_type = of_interface if variable == INTERFACE else _TYPES.get(variable)
        if registry_type is not None:
            for ordinal in _ordinals_at(table, offset):
                yield Item(table, ordinal, table.entries[ordinal], table.starts[ordinal], registry_type)


def _ordinals_at(table: Table, offset: int) -> Iterator[int]:
    """The entries around an offset: one, found by halving, where the table's entries stand in their order."""
    starts = table.starts
    in_order = all(map(le, starts, islice(starts, 1, None)))
    last = bisect_right(starts, offset)
    for ordinal in range(max(last - 1, 0), last) if in_order else range(len(starts)):
        if starts[ordinal] <= offset <= starts[ordinal] + table.entries[ordinal].length:
            yield ordinal


def _item_place(item: Item, workspace: str | None, offset: int) -> Place | None:
    if item.table.variable != METADATA and item.name_span.contains(offset):
        return Place(PlaceKind.STEP_NAME, item.name_span, workspace, item)
    for field in item.entry.items():
        if field.name is not None and item.key_span(field).contains(offset):
            return Place(PlaceKind.FIELD_NAME, item.key_span(field), workspace, item, field)
        if item.value_span(field).contains(offset):
            return Place(PlaceKind.FIELD_VALUE, item.value_span(field), workspace, item, field)
    return None
