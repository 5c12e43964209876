"""Names that several namespaces declare: in what the definitions differ, what could be done. Chooses none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cursus_registry.resolution.definitions import (
    ConflictType,
    Definition,
    candidate_rows,
    conflict_type_of,
    definitions_of,
)
from cursus_registry.resolution.names import listed
from cursus_registry.resolution.view import View


@dataclass(frozen=True, slots=True)
class Conflict:
    """One name with several definitions, all of them: base's first, then by workspace id.

    `plain` if two workspaces declare it as a step. `settled` if each of those states a strategy, or the name is pinned
    to one of the definitions: then CUR204 is an information. `pin` is the namespace that the settings name.
    """

    name: str
    type: ConflictType
    definitions: tuple[Definition, ...]
    plain: bool
    settled: bool
    pin: str | None
    recommendations: tuple[str, ...]


def plain_conflicts(view: View, pins: Mapping[str, str], only: str | None = None) -> Iterator[Conflict]:
    """The names that two workspaces declare as a step, in alphabetical order; overrides alone are no conflict."""
    for name in _names(view, only):
        if _is_plain(view, name):
            yield _conflict(view, name, pins)


def detailed_conflicts(view: View, pins: Mapping[str, str], only: str | None = None) -> Iterator[Conflict]:
    """The names with candidates in more than one namespace, in alphabetical order: the plain ones are among them."""
    for name in _names(view, only):
        if _namespaces(view, name) > 1:
            yield _conflict(view, name, pins)


def count_conflicts(view: View) -> tuple[int, int]:
    """How many plain and how many detailed conflicts there are, without looking into the entries."""
    return count_plain_conflicts(view), sum(_namespaces(view, name) > 1 for name in view.index.names)


def count_plain_conflicts(view: View) -> int:
    """How many names two workspaces declare as a step: cheap enough to be asked whenever something changes."""
    return sum(_is_plain(view, name) for name in view.index.names)


def _names(view: View, only: str | None) -> list[str]:
    """All names in alphabetical order, or the one that is meant, if there is one of that name."""
    if only is None:
        return sorted(view.index.names)
    return [only] if only in view.index.names else []


def _namespaces(view: View, name: str) -> int:
    return 1 if len(view.index.names[name]) == 1 else sum(1 for _ in candidate_rows(view, name))


def _is_plain(view: View, name: str) -> bool:
    return len(view.index.names[name]) > 1 and len(view.claims(name).namespaces) > 1


def _conflict(view: View, name: str, pins: Mapping[str, str]) -> Conflict:
    definitions = definitions_of(view, name)
    pin = pins.get(name)
    return Conflict(
        name=name,
        type=conflict_type_of(definitions),
        definitions=definitions,
        plain=_is_plain(view, name),
        settled=view.claims(name).settled or any(one.row.namespace == pin for one in definitions),
        pin=pin,
        recommendations=tuple(_recommendations(name, definitions, pin)),
    )


def _recommendations(name: str, definitions: tuple[Definition, ...], pin: str | None) -> Iterator[str]:
    """What could be done, naming whom it concerns; renaming comes last, since it always helps."""
    frameworks = sorted({one.framework for one in definitions if one.framework})
    if len(frameworks) > 1:
        yield f"choose by framework_match, and prefer one of the frameworks {listed(frameworks)}"
    tags = sorted({tag for one in definitions for tag in one.environment_tags})
    if len({frozenset(one.environment_tags) for one in definitions if one.environment_tags}) > 1:
        yield f"choose by environment_match, and name one of the environments {listed(tags)}"
    steps = [one.row.namespace for one in definitions if one.is_step]
    silent = [one.row.namespace for one in definitions if one.is_step and not one.row.states_strategy]
    if len(steps) > 1 and silent:
        yield f"state a conflict_resolution_strategy in {_workspaces(silent)}"
    namespaces = [one.row.namespace for one in definitions]
    if pin is not None and pin not in namespaces:
        yield f"correct the pin: '{pin}' declares no {name}; there are {listed(namespaces)}"
    elif pin is None:
        yield f"choose by manual, and pin one of {listed(namespaces)} in the settings"
    overrides = [one.row.namespace for one in definitions if one.is_override]
    if overrides:
        yield f"look whether the override in {_workspaces(overrides)} is still needed and right"
    yield f"rename it in {_workspaces(steps or overrides)}, so that its name says what it is for"


def _workspaces(ids: list[str]) -> str:
    return f"workspace{'s' if len(ids) > 1 else ''} {listed(ids)}"
