"""The one entrance to completion: which of its parts answers at a place."""

from __future__ import annotations

from dataclasses import replace

from cursus_registry.features.completion.context import TablePlace, find_table_place
from cursus_registry.features.completion.fields import complete_fields, complete_values
from cursus_registry.features.completion.interface import complete_interface
from cursus_registry.features.completion.json_files import complete_json
from cursus_registry.features.completion.lookup import complete_lookup
from cursus_registry.features.completion.model import Completion, Completions
from cursus_registry.features.completion.names import complete_names
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot

MOST_ITEMS = 1_000
_INTERFACES = frozenset({FileKind.INTERFACE, FileKind.PACK})
_JSON = frozenset({FileKind.DAG, FileKind.CONFIG})


def completion(snapshot: Snapshot, path: str, data: bytes, offset: int) -> Completions | None:
    """What can be written at an offset of a file; None off our own ground. `data` is the file's present text.

    Nobody types code into the JSON text of a notebook.
    """
    facts = snapshot.facts(path)
    if facts is None or facts.place.kind is FileKind.HYPERPARAMETERS or facts.code is not None:
        return None
    workspace = facts.place.workspace
    if facts.place.kind in _JSON:
        found = complete_json(snapshot, facts, data, offset) if facts.source.data else None
    elif facts.place.kind in _INTERFACES:
        found = complete_interface(snapshot, path, data, offset)
    elif place := find_table_place(facts, data, offset):
        found = Completions(place.token.span, tuple(_in_table(snapshot, place, workspace)), workspace=workspace)
    else:
        found = complete_lookup(snapshot, facts, data, offset)
    if found is None or not found.items:
        return None
    return found if len(found.items) <= MOST_ITEMS else _fitting(found, data, offset)


def _in_table(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> list[Completion]:
    if place.entry is None:
        return list(complete_names(snapshot, place, workspace))
    if place.field is None:
        return list(complete_fields(place))
    return list(complete_values(snapshot, place, workspace))


def _fitting(found: Completions, data: bytes, offset: int) -> Completions:
    """Of too many proposals those that fit what is typed before the cursor; the client asks again after each letter."""
    typed = data[found.span.start : offset].decode("utf-8", "replace").casefold()
    fitting = [item for item in found.items if _has_letters(item.label.casefold(), typed)]
    return replace(found, items=tuple(fitting[:MOST_ITEMS]), incomplete=True)


def _has_letters(label: str, typed: str) -> bool:
    """Whether all letters are in a label, in their order: what editors' own filters ask at least."""
    at = 0
    for letter in typed:
        at = label.find(letter, at) + 1
        if not at:
            return False
    return True
