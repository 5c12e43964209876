"""Where the builder and the configuration of a step stand, and the files that belong to it by their names."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.facts.model import FileFacts
from cursus_registry.index.index import Index
from cursus_registry.layout import COMPONENT_KINDS, key_of_component
from cursus_registry.text import Span

_START_OF_FILE = Span(0, 0)
CLASS_FIELDS = {"builder": "builder_step_name", "config": "config_class"}
"""The kinds of components that are classes, and the fields that name them."""


@dataclass(frozen=True, slots=True)
class ClassPlace:
    """The definition of a class."""

    name: str
    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a step: a class where it is defined, else a file by its name. `name` is empty for a file."""

    kind: str
    path: str
    span: Span = _START_OF_FILE
    name: str = ""


def find_class(index: Index, name: str, workspace: str | None) -> ClassPlace | None:
    """The definition of a class that a workspace would get: its own, else one outside all workspaces."""
    paths = index.classes.get(name, ())
    ordered = sorted(paths, key=lambda path: (index.files[path].place.workspace != workspace, path))
    for path in ordered:
        facts = index.files[path]
        if may_use(facts, workspace):
            return ClassPlace(name, path, _span(facts, name))
    return None


def may_use(facts: FileFacts, workspace: str | None) -> bool:
    """Whether a workspace can import from a file: its own, or one outside all workspaces."""
    return facts.place.workspace in {workspace, None}


def find_component_files(index: Index, step: str, workspace: str | None) -> dict[str, str]:
    """The files of a step's components by kind, the workspace's before the core's."""
    found: dict[str, str] = {}
    for source in dict.fromkeys((workspace, None)):
        for kind in COMPONENT_KINDS:
            paths = index.components.get(key_of_component(source, kind, step))
            if paths:
                found.setdefault(kind, paths[0])
    return found


def find_components(index: Index, step: str, classes: dict[str, str], workspace: str | None) -> dict[str, Component]:
    """The parts of a step by kind, in the order in which people name them; what is nowhere is left out.

    `classes` has the names of its builder and its configuration by field. A class counts wherever it is defined; the
    name of the file is the fall-back.
    """
    files = find_component_files(index, step, workspace)
    found: dict[str, Component] = {}
    for kind in COMPONENT_KINDS:
        name = classes.get(CLASS_FIELDS.get(kind, ""), "")
        place = find_class(index, name, workspace) if name else None
        if place is not None:
            found[kind] = Component(kind, place.path, place.span, name)
        elif kind in files:
            found[kind] = Component(kind, files[kind])
    return found


def _span(facts: FileFacts, name: str) -> Span:
    return next(found.span for found in facts.classes if found.name == name)
