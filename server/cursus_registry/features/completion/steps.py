"""The step names that can stand at a place: those visible there, with the job types in use.

It must not know a notation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.features.completion.model import Completion, CompletionKind, is_proposable
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.definitions import strings_of
from cursus_registry.resolution.effective import effective_entry, entry_below
from cursus_registry.resolution.names import LEGACY_NAMES, VALID_CHARACTERS
from cursus_registry.resolution.view import View


class Slot(NamedTuple):
    """Where a step's name is due: what stands there, what of it is before the cursor, how a name is written there."""

    typed: str
    before: str
    written: Callable[[str], str]


def step_names(
    snapshot: Snapshot, workspace: str | None, slot: Slot, nodes: Iterable[str] = ()
) -> tuple[Completion, ...]:
    """The steps that a workspace sees, own ones first, abstract and legacy ones last; before all `nodes` of a DAG."""
    rows = {
        name: row
        for name in sorted(snapshot.view.visible_names(workspace), key=ABSTRACT_STEPS.__contains__)
        if is_proposable(name) and (row := snapshot.view.find(name, workspace))
    }
    items = [
        *_visible(snapshot.view, rows, slot),
        *_suffixed(snapshot.view, workspace, rows, slot),
        *_legacy(rows, slot),
    ]
    return _nodes_first(items, dict.fromkeys(name for name in nodes if name and is_proposable(name)), slot)


def _nodes_first(items: list[Completion], nodes: Collection[str], slot: Slot) -> tuple[Completion, ...]:
    """The nodes of the DAG as they are listed there, be they known or not, then all others."""
    known = {item.label: item for item in items}
    first = [
        known.get(name) or Completion(name, CompletionKind.STEP, slot.written(name), "node of this DAG")
        for name in nodes
    ]
    return (*first, *(item for item in items if item.label not in nodes)) if first else tuple(items)


def _visible(view: View, rows: Mapping[str, Declaration], slot: Slot) -> Iterator[Completion]:
    for name, row in rows.items():
        entry = view.entry(row)
        step_type = entry.value("sagemaker_step_type") if "sagemaker_step_type" in entry.fields else ""
        kind = step_type if isinstance(step_type, str) else ""
        detail = " · ".join(dict.fromkeys(part for part in (row.namespace, row.registry_type.value, kind) if part))
        yield Completion(name, CompletionKind.STEP, slot.written(name), detail, step=name)


def _suffixed(view: View, workspace: str | None, rows: Mapping[str, Declaration], slot: Slot) -> Iterator[Completion]:
    """Names with a job type: those in use, those of the step's own job types, and any in use behind a typed `_`."""
    used = _in_use(view, workspace).items()
    names = {name: (step, suffix) for name, (step, suffix, often) in used if often or name != slot.typed}
    in_use = sorted({suffix for _, suffix in names.values()})
    for step, row in rows.items():
        started = next((mark for mark in "_-" if slot.before.startswith(f"{step}{mark}")), None)
        for suffix in (*_job_types(view, row), *(in_use if started else ())):
            names.setdefault(f"{step}{started or '_'}{suffix}", (step, suffix))
    for name, (step, suffix) in names.items():
        if name not in rows and step in rows:
            yield Completion(name, CompletionKind.STEP, slot.written(name), f"{step} as {suffix}", step=name)


def _in_use(view: View, workspace: str | None) -> dict[str, tuple[str, str, bool]]:
    """The names with a job type that are mentioned anywhere and that a workspace would understand.

    With each its step, its job type, and whether it is mentioned more than once: elsewhere than at the cursor.
    """
    key = ("suffixed", workspace)
    kept: dict[str, tuple[str, str, bool]] | None = view.kept.get(key)
    if kept is None:
        kept = view.kept[key] = {}
        for name, times in sorted(_mentioned(view).items()):
            found = view.look_up(name, workspace)
            if found.declaration and found.suffix and is_proposable(name):
                kept[name] = found.name, found.suffix[1:], times > 1
    return kept


def _mentioned(view: View) -> Counter[str]:
    """How often each name that could have a job type is mentioned as it stands."""
    paths = {path for found in view.index.mentions.values() for path in found}
    names = (mention.name for path in paths for mention in view.index.files[path].mentions)
    return Counter(name for name in names if "_" in name or "-" in name)


def _job_types(view: View, row: Declaration) -> tuple[str, ...]:
    field = effective_entry(view, row).get("job_types") if "job_types" in _fields(view, row) else None
    return tuple(one for one in strings_of(field.value) if VALID_CHARACTERS.match(one)) if field else ()


def _fields(view: View, row: Declaration) -> set[str | None]:
    """The fields of an entry and of the one below it."""
    below = entry_below(view, row)
    return {*view.entry(row).fields, *(view.entry(below).fields if below else ())}


def _legacy(rows: Mapping[str, Declaration], slot: Slot) -> Iterator[Completion]:
    for name, current in LEGACY_NAMES.items():
        if name not in rows and current in rows:
            detail = f"now {current}"
            yield Completion(name, CompletionKind.STEP, slot.written(name), detail, deprecated=True, step=current)
