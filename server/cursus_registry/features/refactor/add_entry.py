"""An entry for a builder or configuration class of a workspace that no entry names, in the workspace's registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from cursus_registry.checks.fixing import step_variables
from cursus_registry.components.class_docs import read_class
from cursus_registry.edits.apply import Change
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.put import put_entry
from cursus_registry.facts.model import ClassFact
from cursus_registry.facts.read import read_source
from cursus_registry.features.refactor.model import REWRITE, Refactoring, Spot, by_hand
from cursus_registry.layout import FileKind
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.names import PASCAL_CASE
from cursus_registry.resolution.naming import steps_naming
from cursus_registry.resolution.tables import likely_type
from cursus_registry.text import SourceText

_FIELDS = {"StepBuilder": "builder_step_name", "StepConfig": "config_class", "Config": "config_class"}
_BUILDER = "builder_step_name"
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The new entry for the class at a place."""
    workspace = spot.workspace
    kind = spot.facts.place.kind
    if workspace is None or kind not in {FileKind.COMPONENT, FileKind.PYTHON}:
        return
    found = next(
        (one for one in spot.facts.classes if one.span.start <= spot.span.start <= spot.span.end <= one.span.end), None
    )
    suffix = next((one for one in _FIELDS if found and found.name.endswith(one)), None)
    if found is None or suffix is None or (kind is FileKind.PYTHON and _FIELDS[suffix] != _BUILDER):
        return
    view, name = spot.snapshot.view, found.name.removesuffix(suffix)
    if not PASCAL_CASE.match(name) or view.find(name, workspace) or any(steps_naming(view, found.name, workspace)):
        return
    title = f"Add an entry '{name}' for {found.name} to workspace {workspace}"
    yield Refactoring(REWRITE, title, partial(_add, spot, found, name, workspace))


def _add(spot: Spot, found: ClassFact, name: str, workspace: str) -> tuple[FileEdits, ...]:
    snapshot = spot.snapshot
    path = snapshot.view.index.workspaces.get(workspace)
    path = path or f"{snapshot.root.rstrip('/')}/{snapshot.layout.registries_of(workspace)[0]}"
    facts = snapshot.view.index.files.get(path)
    is_new = facts is None
    if facts is None:
        facts = read_source(path, snapshot.layout.place_of(snapshot.relative(path)), SourceText(b"")).facts
    fields = {"sagemaker_step_type": likely_type(name), "description": _description(spot, found, name)}
    fields |= _odd_classes(spot, name)
    text = put_entry(facts, step_variables(snapshot.view, facts), name, fields)
    if text is None:
        raise by_hand(spot)
    return (edits_of(Change(path, None if is_new else facts.source, text)),)


def _odd_classes(spot: Spot, name: str) -> dict[str, str]:
    """The step's classes in this workspace that are not called as convention has it."""
    index, fields = spot.snapshot.view.index, {}
    for suffix, field in _FIELDS.items():
        paths = (*index.classes.get(f"{name}{suffix}", ()), *index.classes.get(derived_values(name)[field], ()))
        own = [path for path in paths if index.files[path].place.workspace == spot.workspace]
        names = {one.name for path in own for one in index.files[path].classes}
        if f"{name}{suffix}" in names and derived_values(name)[field] not in names:
            fields[field] = f"{name}{suffix}"
    return fields


def _description(spot: Spot, found: ClassFact, name: str) -> str:
    """The first line of the class's docstring, else the words of the name."""
    text = read_class(spot.facts, found.name)
    first = text.docstring.strip().partition("\n")[0].strip() if text is not None else ""
    return first or _WORDS.sub(" ", name)
