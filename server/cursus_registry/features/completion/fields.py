"""Fields of entries and keys of the metadata, and the values that they can have, in Python registries."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.fields import FIELD_DOCS, KNOWN_FIELDS, METADATA_DOCS, METADATA_KEYS, REQUIRED
from cursus_registry.facts.registry import CORE_TABLE, EXTRAS, METADATA, OVERRIDES
from cursus_registry.features.completion.context import TablePlace
from cursus_registry.features.completion.model import Completion, CompletionKind
from cursus_registry.features.completion.values import values_of_field, values_of_metadata
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot

_TYPES = {CORE_TABLE: RegistryType.CORE, EXTRAS: RegistryType.CORE, OVERRIDES: RegistryType.OVERRIDE}


def complete_fields(place: TablePlace) -> Iterator[Completion]:
    """The fields that the entry has not yet, required ones first."""
    is_metadata = place.table.variable == METADATA
    ordinal = 0 if is_metadata else place.ordinal
    entry = place.table.entries[ordinal] if ordinal is not None and place.table.entries else None
    present = set(entry.fields) - {place.token.typed} if entry else set()
    required = () if is_metadata else REQUIRED[_TYPES.get(place.table.variable, RegistryType.WORKSPACE)]
    known, docs = (METADATA_KEYS, METADATA_DOCS) if is_metadata else (KNOWN_FIELDS, FIELD_DOCS)
    for name in sorted(known, key=lambda name: (name not in required, known.index(name))):
        if name in present:
            continue
        text = place.token.written(name)
        if not place.colon and place.token.after:
            text += ": "
        detail = "required" if name in required else "optional"
        yield Completion(name, CompletionKind.FIELD, text, detail, docs[name].replace("`", ""))


def complete_values(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> Iterator[Completion]:
    """The values that a field can have."""
    field = str(place.field)
    is_metadata = place.table.variable == METADATA
    found = (
        values_of_metadata(snapshot, field, workspace)
        if is_metadata
        else values_of_field(snapshot, field, place.entry or "", workspace)
    )
    for value in found:
        yield Completion(
            value.text, value.kind, place.token.written(value.text), value.detail, class_name=value.class_name
        )
