"""What there is in a project, counted, and the steps of each part of it: as a tree that is opened bit by bit.

Plain data. The declarations are those that count, the same that the graph has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, islice
from operator import attrgetter

from cursus_registry.index.declaration import Declaration, RegistryType, order_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.conflicts import count_plain_conflicts
from cursus_registry.resolution.effective import EffectiveField, effective_entry, entry_below
from cursus_registry.resolution.view import View

MOST_OTHERS = 10
"""So many other namespaces of a name are named, at most; all are counted."""

_BASE = frozenset({RegistryType.CORE, RegistryType.PACK})


class Group(Enum):
    """The parts whose declarations can be asked for."""

    CORE = "core"
    PACKS = "packs"
    STEPS = "steps"
    OVERRIDES = "overrides"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each: steps of the core and of packs, workspaces, their steps and overrides, collisions."""

    core: int
    packs: int
    workspaces: int
    steps: int
    overrides: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class TreeWorkspace:
    """A workspace: its registry file, and how many steps, overrides and collisions it has."""

    workspace: str
    path: str
    steps: int
    overrides: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class TreeStep:
    """A declaration and what is told beside its name.

    `below` is what it is laid over or hides, `others` are the first of the other namespaces with a definition of that
    name, and `other_count` is how many there are. `collides` tells whether two workspaces declare it as a step.
    """

    row: Declaration
    step_type: str | None
    description: str | None
    below: Declaration | None
    other_count: int
    others: tuple[str, ...]
    collides: bool


def count_all(snapshot: Snapshot) -> Counts:
    """The numbers of a project."""
    view = snapshot.view
    kinds = [row.registry_type for row in view.base.steps.values()]
    own = [view.own(workspace) for workspace in view.index.workspaces]
    return Counts(
        core=kinds.count(RegistryType.CORE),
        packs=kinds.count(RegistryType.PACK),
        workspaces=len(own),
        steps=sum(len(table.steps) for table in own),
        overrides=sum(len(table.overrides) for table in own),
        conflicts=count_plain_conflicts(view),
    )


def tree_workspaces(snapshot: Snapshot) -> Iterator[TreeWorkspace]:
    """The workspaces by id."""
    view = snapshot.view
    for workspace, path in sorted(view.index.workspaces.items()):
        own = view.own(workspace)
        conflicts = sum(len(view.claims(name).namespaces) > 1 for name in own.steps)
        yield TreeWorkspace(workspace, path, len(own.steps), len(own.overrides), conflicts)


def tree_steps(snapshot: Snapshot, group: Group, workspace: str | None = None) -> Iterator[TreeStep]:
    """The declarations of a part, by name; of steps and overrides those of one workspace, or of all."""
    view = snapshot.view
    rows = sorted(_rows(view, group, workspace), key=lambda row: (row.name.casefold(), order_of(row)))
    for _, same in groupby(rows, key=attrgetter("name")):  # what is the same for all of a name is looked up once
        yield from _steps(view, list(same))


def _rows(view: View, group: Group, workspace: str | None) -> Iterator[Declaration]:
    if group in (Group.CORE, Group.PACKS):
        wanted = RegistryType.CORE if group is Group.CORE else RegistryType.PACK
        yield from (row for row in view.base.steps.values() if row.registry_type is wanted)
        return
    for one in view.index.workspaces if workspace is None else (workspace,):
        own = view.own(one)
        yield from (own.steps if group is Group.STEPS else own.overrides).values()


def _steps(view: View, rows: list[Declaration]) -> Iterator[TreeStep]:
    """The declarations of one name."""
    declaring = dict.fromkeys(row.namespace for row in view.index.names.get(rows[0].name, ()))
    for row in rows:
        others = islice((other for other in declaring if other != row.namespace), MOST_OTHERS)
        yield _step(view, row, len(declaring) - (row.namespace in declaring), tuple(others))


def _step(view: View, row: Declaration, other_count: int, others: tuple[str, ...]) -> TreeStep:
    fields = effective_entry(view, row)
    below = entry_below(view, row)
    if below is None and row.registry_type not in _BASE:
        below = view.base.steps.get(row.name)
    return TreeStep(
        row=row,
        step_type=_text(fields.get("sagemaker_step_type")),
        description=_text(fields.get("description")),
        below=below,
        other_count=other_count,
        others=others,
        collides=len(view.claims(row.name).namespaces) > 1,
    )


def _text(field: EffectiveField | None) -> str | None:
    return field.value if field and isinstance(field.value, str) else None
