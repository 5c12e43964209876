"""The definitions of a name across all workspaces, each with the fields that settle collisions, as they count.

It compares definitions; which one is taken is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from cursus_registry.facts.values import UNKNOWN, ListValue, Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import entry_below
from cursus_registry.resolution.view import View

DEFAULT_PRIORITY = 100

_IN_WORKSPACES = frozenset({RegistryType.WORKSPACE, RegistryType.OVERRIDE})


class Strategy(Enum):
    """How one of several definitions is chosen (registry semantics, "Across workspaces")."""

    WORKSPACE_PRIORITY = "workspace_priority"
    FRAMEWORK_MATCH = "framework_match"
    ENVIRONMENT_MATCH = "environment_match"
    HIGHEST_PRIORITY = "highest_priority"
    CORE_FALLBACK = "core_fallback"
    MANUAL = "manual"


class ConflictType(Enum):
    """In what the definitions of a name differ, the weightiest first."""

    FRAMEWORK = "framework_conflict"
    ENVIRONMENT = "environment_conflict"
    OVERRIDE = "override_conflict"
    IMPLEMENTATION = "implementation_conflict"


@dataclass(frozen=True, slots=True)
class Definition:
    """A declaration as a candidate. A field of a wrong type, or an unknown strategy, counts as not stated.

    `framework` is inherited by an override, the other fields are its own. `known` is false if one of them is a value
    that only running the file could tell, or may be hidden.
    """

    row: Declaration
    framework: str | None
    priority: int
    environment_tags: tuple[str, ...]
    compatibility_tags: tuple[str, ...]
    strategy: Strategy | None
    known: bool

    @property
    def in_workspace(self) -> bool:
        """Whether it is a workspace's, not the core's or a pack's."""
        return self.is_step or self.is_override

    @property
    def is_step(self) -> bool:
        """Whether it is a step that a workspace declares."""
        return self.row.registry_type is RegistryType.WORKSPACE

    @property
    def is_override(self) -> bool:
        """Whether it is an override."""
        return self.row.registry_type is RegistryType.OVERRIDE


def definitions_of(view: View, name: str) -> tuple[Definition, ...]:
    """All candidates for a name: the pack's, else the core's; of each workspace its override, else its step, by id."""
    kept = view.definitions.get(name)
    if kept is None:
        kept = tuple(read_definition(view, row) for row in candidate_rows(view, name))
        view.definitions[name] = kept
    return kept


def candidate_rows(view: View, name: str) -> Iterator[Declaration]:
    """The declarations behind the candidates, base's first, then by workspace id."""
    base = view.base.steps.get(name)
    if base is not None:
        yield base
    rows = (row for row in view.index.names.get(name, ()) if row.registry_type in _IN_WORKSPACES)
    for namespace in dict.fromkeys(row.namespace for row in rows):
        own = view.own(namespace)
        row = own.overrides.get(name) or own.steps.get(name)
        if row is not None:  # else it stands in a second registry of the same id, which nobody sees
            yield row


def read_definition(view: View, row: Declaration) -> Definition:
    """A declaration with its conflict fields."""
    entry = view.entry(row)
    fields = entry.as_dict()
    below = entry_below(view, row) if "framework" not in fields else None
    framework = view.entry(below).as_dict().get("framework") if below else fields.get("framework")
    values = [framework, *(fields.get(name) for name in ("priority", "conflict_resolution_strategy"))]
    tags = [fields.get(name) for name in ("environment_tags", "compatibility_tags")]
    complete = entry.complete and (below is None or view.entry(below).complete)
    return Definition(
        row=row,
        framework=framework if isinstance(framework, str) and framework.strip() else None,
        priority=_priority(fields),
        environment_tags=strings_of(tags[0]),
        compatibility_tags=strings_of(tags[1]),
        strategy=strategy_of(fields.get("conflict_resolution_strategy")),
        known=complete and all(is_known(value) for value in (*values, *tags)),
    )


class Tagged(Protocol):
    """What tells whether two definitions can stand side by side. Empty fields tell nothing."""

    @property
    def framework(self) -> str | None:
        """The framework that it uses."""

    @property
    def environment_tags(self) -> Sequence[str]:
        """Where it can run."""

    @property
    def compatibility_tags(self) -> Sequence[str]:
        """With what it goes together."""


def are_compatible(one: Tagged, other: Tagged) -> bool:
    """Whether two definitions of a name can stand side by side.

    Not if they name different frameworks, or both have environment tags and share none; if both have compatibility
    tags they must share one. What only one of them states separates nothing.
    """
    if one.framework and other.framework and one.framework != other.framework:
        return False
    pairs = ((one.environment_tags, other.environment_tags), (one.compatibility_tags, other.compatibility_tags))
    return not any(left and right and set(left).isdisjoint(right) for left, right in pairs)


def resolution_score(priority: int, *, prefers_framework: bool, shared_tags: int, is_own: bool) -> int:
    """How well a definition suits whoever asks, the lower the better: its priority, less what speaks for it there.

    That is a preferred framework, each environment tag that both have, and being the own of the workspace that asks
    (registry semantics, `highest_priority`).
    """
    return priority - 50 * prefers_framework - 10 * shared_tags - 30 * is_own


def conflict_type_of(definitions: Iterable[Definition]) -> ConflictType:
    """In what definitions of one name differ. Empty fields name nothing: one framework and none are no two."""
    found = list(definitions)
    if len({one.framework for one in found if one.framework}) > 1:
        return ConflictType.FRAMEWORK
    if len({frozenset(one.environment_tags) for one in found if one.environment_tags}) > 1:
        return ConflictType.ENVIRONMENT
    return ConflictType.OVERRIDE if any(one.is_override for one in found) else ConflictType.IMPLEMENTATION


def strategy_of(value: Value) -> Strategy | None:
    """The strategy that a value names; None if it names none."""
    return next((one for one in Strategy if one.value == value), None)


def strings_of(value: Value) -> tuple[str, ...]:
    """The strings of a list, a repeated one once; empty for anything but a list."""
    items = value.items if isinstance(value, ListValue) else ()
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str)))


def is_known(value: Value) -> bool:
    """Whether nothing in a value is left to running the file."""
    items = value.items if isinstance(value, ListValue) else (value,)
    return not any(item is UNKNOWN for item in items)


def _priority(fields: Mapping[str, Value]) -> int:
    value = fields.get("priority")
    return value if isinstance(value, int) and not isinstance(value, bool) else DEFAULT_PRIORITY
