"""The values that a field can have: fixed ones, those in use, classes that are there. It must not know a notation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from cursus_registry.checks.fields import LIST_FIELDS, STRATEGIES, TOLERANCES
from cursus_registry.facts.values import ListValue
from cursus_registry.features.completion.model import CompletionKind, is_proposable
from cursus_registry.project import Snapshot
from cursus_registry.resolution.tables import known_step_types

_CLASS_SUFFIXES = {"builder_step_name": "Builder", "config_class": "Config"}
_METADATA_LISTS = {"preferred_frameworks": "framework", "environment_preferences": "environment_tags"}


class Proposal(NamedTuple):
    """One value. `class_name` is the class that it names, if that is defined."""

    text: str
    kind: CompletionKind = CompletionKind.VALUE
    detail: str = ""
    class_name: str = ""


def values_of_field(snapshot: Snapshot, field: str, step: str, workspace: str | None) -> Iterator[Proposal]:
    """The values that a field of a step's entry can have, the likeliest first."""
    if field in _CLASS_SUFFIXES:
        yield from _classes(snapshot, field, step, workspace)
        return
    yield from (Proposal(value) for value in dict.fromkeys(_values(snapshot, field, step)) if is_proposable(value))


def values_of_metadata(snapshot: Snapshot, key: str, workspace: str | None) -> Iterator[Proposal]:
    """The values that a key of the metadata can have."""
    if key in _METADATA_LISTS:
        values: Iterable[str] = _in_use(snapshot, _METADATA_LISTS[key])
    elif key == "developer_id":
        values = (workspace,) if workspace else ()
    else:
        values = {"default_resolution_strategy": STRATEGIES, "conflict_tolerance": TOLERANCES}.get(key, ())
    yield from map(Proposal, values)


def _values(snapshot: Snapshot, field: str, step: str) -> Iterable[str]:
    if field == "sagemaker_step_type":
        return known_step_types(snapshot.view.base, snapshot.settings.sagemaker_step_types)
    if field == "conflict_resolution_strategy":
        return STRATEGIES
    if field == "spec_type":
        return (step,) if step else ()
    return _in_use(snapshot, field) if field == "framework" or field in LIST_FIELDS else ()


def _in_use(snapshot: Snapshot, field: str) -> list[str]:
    """The values that a field has anywhere in the project."""
    found: set[str] = set()
    for facts in snapshot.view.index.files.values():
        for table in facts.tables.values():
            for entry in table.entries:
                if field in entry.fields:
                    value = entry.value(field)
                    items = value.items if isinstance(value, ListValue) else (value,)
                    found.update(
                        item for item in items if isinstance(item, str) and item.strip() and is_proposable(item)
                    )
    return sorted(found)


def _classes(snapshot: Snapshot, field: str, step: str, workspace: str | None) -> Iterator[Proposal]:
    """The classes that could be meant: those of this workspace and of the core, nearest to the step's name first."""
    index = snapshot.view.index
    wanted = f"{step}{'Step' if field == 'builder_step_name' else ''}{_CLASS_SUFFIXES[field]}"
    names = {
        name: paths[0]
        for name, paths in index.classes.items()
        if _CLASS_SUFFIXES[field] in name
        and any(index.files[path].place.workspace in {workspace, None} for path in paths)
    }
    for name in sorted(names, key=lambda name: (DamerauLevenshtein.distance(wanted, name), name)):
        yield Proposal(name, CompletionKind.CLASS, snapshot.relative(names[name]), name)
    if wanted not in names and step:
        yield Proposal(wanted, CompletionKind.CLASS, "by the step's name; no such class yet")
