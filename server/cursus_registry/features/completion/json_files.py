"""Step names and classes in DAG files and config files, whole or half-typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from tree_sitter import Node

from cursus_registry.facts.config_file import CONFIG_TYPES, MODEL_TYPE, SPECIFIC
from cursus_registry.facts.dag_file import EDGES, ENTRY_POINTS, NODES
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.completion.json_context import JsonPlace, find_json_place
from cursus_registry.features.completion.model import Completion, Completions
from cursus_registry.features.completion.steps import Slot, step_names
from cursus_registry.features.completion.values import values_of_field
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.syntax.json import JsonBoundError, JsonString, find, items, pairs, parse_json, string_of, top_of

_NODE = (*NODES, None)
_EDGE = (*EDGES, None, None)
_ENTRY_POINT = (*ENTRY_POINTS, None)
_CONFIG_CLASS = "config_class"
_Strings = Callable[[Node | None, bytes], Iterable[JsonString | None]]


def complete_json(snapshot: Snapshot, facts: FileFacts, data: bytes, offset: int) -> Completions | None:
    """What can be written at an offset of a DAG file or a config file; None where the file is not about steps."""
    place = find_json_place(data, offset)
    if place is None:
        return None
    proposals = _of_dag if facts.place.kind is FileKind.DAG else _of_config
    items = tuple(proposals(snapshot, facts, data, place, offset))
    if place.is_followed and place.token.after:
        items = tuple(replace(item, text=f"{item.text},") for item in items)
    return Completions(place.token.span, items, workspace=facts.place.workspace)


def _of_dag(snapshot: Snapshot, facts: FileFacts, data: bytes, place: JsonPlace, offset: int) -> Iterator[Completion]:
    if place.is_key or place.path not in {_NODE, _EDGE, _ENTRY_POINT}:
        return
    nodes = dict.fromkeys(_strings(data, place, _nodes))
    taken, first = (nodes, ()) if place.path == _NODE else ({}, nodes)
    found = step_names(snapshot, facts.place.workspace, _slot(data, place, offset), first)
    yield from (item for item in found if item.label not in taken)


def _strings(data: bytes, place: JsonPlace, of: _Strings) -> list[str]:
    """Some strings of the file, were that at the cursor empty and what it is in closed."""
    try:
        text, root = _mended(data, place)
    except JsonBoundError:
        return []
    return [string.text for string in of(top_of(root), text) if string and string.text]


def _mended(data: bytes, place: JsonPlace) -> tuple[bytes, Node]:
    """A text that parses: with as few brackets closed at the cursor as will do; at worst all, and nothing behind."""
    value = b'"": ""' if place.is_key and not place.colon else b'""'
    head, rest = data[: place.string.start] + value, data[place.string.end :]
    for count in range(len(place.closing) + 1):
        for comma in (b"", b","):
            text = head + place.closing[:count] + comma + rest
            if not (root := parse_json(text)).has_error:
                return text, root
    text = head + place.closing
    return text, parse_json(text)


def _of_config(
    snapshot: Snapshot, facts: FileFacts, data: bytes, place: JsonPlace, offset: int
) -> Iterator[Completion]:
    workspace = facts.place.workspace
    keyed = next((path for path in (CONFIG_TYPES, SPECIFIC) if place.is_key and place.path == path), None)
    if keyed is not None:
        taken = set(_strings(data, place, partial(_keys, keyed)))
        for item in step_names(snapshot, workspace, _slot(data, place, offset)):
            if item.label not in taken:
                yield replace(item, text=item.text + _value_of(snapshot, workspace, place, item))
        return
    step = _step_with_class(place)
    if step is not None:
        name = snapshot.view.look_up(step, workspace).name
        for value in values_of_field(snapshot, _CONFIG_CLASS, name, workspace):
            text = place.token.written(value.text)
            yield Completion(value.text, value.kind, text, value.detail, class_name=value.class_name)


def _nodes(top: Node | None, text: bytes) -> Iterator[JsonString | None]:
    return (string_of(node, text) for node in items(find(top, NODES, text)))


def _keys(path: tuple[str, ...], top: Node | None, text: bytes) -> Iterator[JsonString | None]:
    return (key for key, _ in pairs(find(top, path, text), text))


def _step_with_class(place: JsonPlace) -> str | None:
    """The step whose configuration class is due; None if no class is."""
    if place.is_key:
        return None
    *above, last = place.path
    if tuple(above) == CONFIG_TYPES:
        return last
    is_model_type = last == MODEL_TYPE and len(above) == len(SPECIFIC) + 1 and tuple(above[:-1]) == SPECIFIC
    return above[-1] if is_model_type else None


def _value_of(snapshot: Snapshot, workspace: str | None, place: JsonPlace, item: Completion) -> str:
    """What stands behind a new key: the step's own class, or an object to be filled in."""
    if place.colon or not place.token.after:
        return ""
    if place.path == SPECIFIC:
        return ": {}"
    row = snapshot.view.find(item.step, workspace)
    found = effective_entry(snapshot.view, row).get(_CONFIG_CLASS) if row else None
    class_name = found.value if found and isinstance(found.value, str) else ""
    return ": " + replace(place.token, before='"').written(class_name)


def _slot(data: bytes, place: JsonPlace, offset: int) -> Slot:
    before = data[place.token.span.start : offset].decode("utf-8", "replace")
    return Slot(place.token.typed, before, place.token.written)
