"""The one entrance to completion: which of its parts answers at a place."""

from __future__ import annotations

from cursus_registry.features.completion.context import TablePlace, find_table_place
from cursus_registry.features.completion.fields import complete_fields, complete_values
from cursus_registry.features.completion.lookup import complete_lookup
from cursus_registry.features.completion.model import Completion, Completions
from cursus_registry.features.completion.names import complete_names
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot

MOST_ITEMS = 1_000
_OTHERWISE_WRITTEN = frozenset({FileKind.INTERFACE, FileKind.PACK, FileKind.HYPERPARAMETERS})


def completion(snapshot: Snapshot, path: str, data: bytes, offset: int) -> Completions | None:
    """What can be written at an offset of a file; None off our own ground. `data` is the file's present text."""
    facts = snapshot.facts(path)
    if facts is None or facts.place.kind in _OTHERWISE_WRITTEN:
        return None
    place = find_table_place(facts, data, offset)
    found = (
        complete_lookup(snapshot, facts, data, offset)
        if place is None
        else Completions(place.token.span, tuple(_in_table(snapshot, place, facts.place.workspace)))
    )
    if found is None or not found.items:
        return None
    return Completions(found.span, found.items[:MOST_ITEMS], len(found.items) > MOST_ITEMS)


def _in_table(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> list[Completion]:
    if place.entry is None:
        return list(complete_names(snapshot, place, workspace))
    if place.field is None:
        return list(complete_fields(place))
    return list(complete_values(snapshot, place, workspace))
