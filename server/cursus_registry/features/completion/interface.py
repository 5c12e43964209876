"""Interface files: the name of the step, the keys at the top and in the `registry:` block, values, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cursus_registry.checks.fields import FIELD_DOCS, KNOWN_FIELDS, LIST_FIELDS, REQUIRED
from cursus_registry.facts.interface import NAME_KEY, VARIANTS
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.features.completion.model import Completion, CompletionKind, Completions
from cursus_registry.features.completion.names import undeclared_steps
from cursus_registry.features.completion.source_list import KEY as SOURCES
from cursus_registry.features.completion.source_list import find_source
from cursus_registry.features.completion.steps import Slot, step_names
from cursus_registry.features.completion.values import values_of_field
from cursus_registry.features.completion.yaml_context import YamlPlace, YamlToken, find_yaml_place
from cursus_registry.index.declaration import RegistryType
from cursus_registry.layout import INTERFACE_SUFFIX
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import pascal_case
from cursus_registry.text import SourceText

_TOP = {
    NAME_KEY: "The name of the step that this file declares.",
    INTERFACE: "What the registry knows of the step: its SageMaker type, its description, its classes.",
    "node_type": "Where the step stands in a pipeline.",
    "patterns": "How the builder puts the step together.",
    "compute": "What the step runs on.",
    "contract": "The script, its inputs, outputs and arguments.",
    "spec": "What the step depends on and what it gives to others.",
    "variants": "The same step as other job types.",
}
_REQUIRED = frozenset({NAME_KEY, INTERFACE})
_BLOCK = "registry:\n  sagemaker_step_type: ${1:Processing}\n  description: $0"


def complete_interface(snapshot: Snapshot, path: str, data: bytes, offset: int) -> Completions | None:
    """What can be written at an offset of an interface file; None where the file is not about the registry."""
    listed = find_source(data, offset)
    if listed is not None:
        return Completions(listed.span, _sources(snapshot, path, data, listed, offset))
    place = find_yaml_place(SourceText(data), offset)
    if place is None:
        return None
    if place.key == SOURCES:
        items = _sources(snapshot, path, data, place.token, offset)
        listed_items = items if place.is_item else tuple(replace(item, text=f"[{item.text}]") for item in items)
        return Completions(place.token.span, listed_items)
    return Completions(place.token.span, tuple(_proposals(snapshot, path, place)))


def _sources(snapshot: Snapshot, path: str, data: bytes, token: YamlToken, offset: int) -> tuple[Completion, ...]:
    """The steps whose outputs that of the file could take: all others."""
    typed, before = (data[token.span.start : end].decode("utf-8", "replace") for end in (token.span.end, offset))
    own = {row.name for row in snapshot.view.index.rows.get(path, ())}
    found = step_names(snapshot, None, Slot(typed, before, token.written))
    return tuple(item for item in found if item.step not in own)


def _proposals(snapshot: Snapshot, path: str, place: YamlPlace) -> Iterator[Completion]:
    match place.key, place.parents:
        case None, ():
            yield from _top_keys(place)
        case None, (block,) if block == INTERFACE:
            yield from _field_keys(place)
        case key, () if key == NAME_KEY and not place.is_item:
            yield from _names(snapshot, path, place)
        case key, (variant, block) if (key, block) == (NAME_KEY, VARIANTS) and place.step and not place.is_item:
            name = f"{place.step}_{variant.capitalize()}"
            yield Completion(name, CompletionKind.STEP, place.token.written(name), "this step as that job type")
        case str(key), (block,) if block == INTERFACE:
            yield from _values(snapshot, key, place)


def _top_keys(place: YamlPlace) -> Iterator[Completion]:
    for name, documentation in _TOP.items():
        if name not in place.siblings:
            snippet = _BLOCK if name == INTERFACE and not place.colon else None
            detail = "required" if name in _REQUIRED else "optional"
            yield Completion(name, CompletionKind.FIELD, _key(place, name), detail, documentation, snippet)


def _field_keys(place: YamlPlace) -> Iterator[Completion]:
    required = REQUIRED[RegistryType.PACK]
    for name in sorted(KNOWN_FIELDS, key=lambda name: (name not in required, KNOWN_FIELDS.index(name))):
        if name not in place.siblings:
            detail = "required" if name in required else "optional"
            documentation = FIELD_DOCS[name].replace("`", "").replace("In a workspace step", "Here")
            yield Completion(name, CompletionKind.FIELD, _key(place, name), detail, documentation)


def _key(place: YamlPlace, name: str) -> str:
    return name if place.colon else f"{name}: "


def _names(snapshot: Snapshot, path: str, place: YamlPlace) -> Iterator[Completion]:
    """The name that the file's own name stands for, and those of classes that no entry names yet."""
    steps = snapshot.view.base.steps
    stem = path.rpartition("/")[2].removesuffix(INTERFACE_SUFFIX)
    own = pascal_case(stem, (name for name, row in steps.items() if row.path != path))
    details = {own: "by the name of this file"} if own else {}
    classes = undeclared_steps(snapshot, None)
    details |= {name: "its classes are there" for name in classes if name not in details}
    for name, detail in details.items():
        if name in steps and steps[name].path != path:
            continue
        described = next(iter(classes.get(name, {}).values()), "")
        text = place.token.written(name)
        yield Completion(name, CompletionKind.STEP, text, detail, class_name=described)


def _values(snapshot: Snapshot, key: str, place: YamlPlace) -> Iterator[Completion]:
    is_list = key in LIST_FIELDS
    if place.is_item and not is_list:
        return
    for value in values_of_field(snapshot, key, place.step, None):
        text = place.token.written(value.text)
        if is_list and not place.is_item:
            text = f"[{text}]"
        yield Completion(value.text, value.kind, text, value.detail, class_name=value.class_name)
