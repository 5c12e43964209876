"""Fields of entries and keys of the metadata, and the values that they can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from cursus_registry.checks.fields import (
    FIELD_DOCS,
    KNOWN_FIELDS,
    LIST_FIELDS,
    METADATA_KEYS,
    REQUIRED,
    STRATEGIES,
    TOLERANCES,
)
from cursus_registry.facts.registry import CORE_TABLE, METADATA, OVERRIDES
from cursus_registry.facts.values import ListValue
from cursus_registry.features.completion.context import TablePlace
from cursus_registry.features.completion.model import Completion, CompletionKind
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot

_CLASS_SUFFIXES = {"builder_step_name": "Builder", "config_class": "Config"}
_METADATA_LISTS = {"preferred_frameworks": "framework", "environment_preferences": "environment_tags"}
_TYPES = {CORE_TABLE: RegistryType.CORE, OVERRIDES: RegistryType.OVERRIDE}


def complete_fields(place: TablePlace) -> Iterator[Completion]:
    """The fields that the entry has not yet, required ones first."""
    is_metadata = place.table.variable == METADATA
    ordinal = 0 if is_metadata else place.ordinal
    entry = place.table.entries[ordinal] if ordinal is not None and place.table.entries else None
    present = set(entry.fields) - {place.token.typed} if entry else set()
    required = () if is_metadata else REQUIRED[_TYPES.get(place.table.variable, RegistryType.WORKSPACE)]
    known = METADATA_KEYS if is_metadata else KNOWN_FIELDS
    for name in sorted(known, key=lambda name: (name not in required, known.index(name))):
        if name in present:
            continue
        text = place.token.written(name)
        if not place.colon and place.token.after:
            text += ": "
        detail = "required" if name in required else "optional"
        yield Completion(name, CompletionKind.FIELD, text, detail, FIELD_DOCS[name].replace("`", ""))


def complete_values(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> Iterator[Completion]:
    """The values that a field can have: the fixed ones, the ones in use, the classes that are there."""
    field = str(place.field)
    if field in _CLASS_SUFFIXES and place.table.variable != METADATA:
        yield from _classes(snapshot, place, workspace, field)
        return
    for value in dict.fromkeys(_values(snapshot, place, workspace, field)):
        yield Completion(value, CompletionKind.VALUE, place.token.written(value))


def _values(snapshot: Snapshot, place: TablePlace, workspace: str | None, field: str) -> Iterable[str]:
    if place.table.variable == METADATA:
        if field in _METADATA_LISTS:
            return _in_use(snapshot, _METADATA_LISTS[field])
        fixed = {"default_resolution_strategy": STRATEGIES, "conflict_tolerance": TOLERANCES}
        return (workspace,) if field == "developer_id" and workspace else fixed.get(field, ())
    if field == "sagemaker_step_type":
        return snapshot.view.base.step_types
    if field == "conflict_resolution_strategy":
        return STRATEGIES
    if field == "spec_type":
        return (place.entry,) if place.entry else ()
    return _in_use(snapshot, field) if field == "framework" or field in LIST_FIELDS else ()


def _in_use(snapshot: Snapshot, field: str) -> list[str]:
    """The values that a field has anywhere in the project."""
    found: set[str] = set()
    for facts in snapshot.view.index.files.values():
        for table in facts.tables.values():
            for entry in table.entries:
                if field in entry.fields:
                    value = entry.as_dict()[field]
                    items = value.items if isinstance(value, ListValue) else (value,)
                    found.update(item for item in items if isinstance(item, str) and item.strip())
    return sorted(found)


def _classes(snapshot: Snapshot, place: TablePlace, workspace: str | None, field: str) -> Iterator[Completion]:
    """The classes that could be meant: those of this workspace and of the core, nearest to the step's name first."""
    index = snapshot.view.index
    wanted = f"{place.entry}{'Step' if field == 'builder_step_name' else ''}{_CLASS_SUFFIXES[field]}"
    names = {
        name: paths[0]
        for name, paths in index.classes.items()
        if _CLASS_SUFFIXES[field] in name
        and any(index.files[path].place.workspace in {workspace, None} for path in paths)
    }
    for name in sorted(names, key=lambda name: (DamerauLevenshtein.distance(wanted, name), name)):
        detail = names[name].removeprefix(snapshot.root).lstrip("/")
        yield Completion(name, CompletionKind.CLASS, place.token.written(name), detail)
    if wanted not in names and place.entry:
        yield Completion(
            wanted, CompletionKind.CLASS, place.token.written(wanted), "by the step's name; no such class yet"
        )
