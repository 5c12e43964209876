"""Base and the own tables of workspaces, made from the index and kept as long as their files stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import CORE_TABLE, EXTRAS, INTERFACE
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.index.index import Index
from cursus_registry.layout import FileKind
from cursus_registry.resolution.names import is_near, is_within
from cursus_registry.text import folded
from cursus_registry.text.look_alikes import skeleton

SAGEMAKER_STEP_TYPES = (
    *("Processing", "Training", "Transform", "CreateModel", "RegisterModel", "Model", "Tuning", "Lambda"),
    *("Condition", "Callback", "QualityCheck", "ClarifyCheck", "EMR", "Fail", "AutoML", "NotebookJob"),
    *("Base", "Utility"),
)


_USUAL_TYPE = "Processing"
_INTERFACES = frozenset({FileKind.INTERFACE, FileKind.PACK})
_END = 3


def likely_type(name: str) -> str:
    """The SageMaker type that a step has by its name."""
    fitting = (known for known in SAGEMAKER_STEP_TYPES if name.endswith(known))
    return max(fitting, key=len, default=_USUAL_TYPE)


@dataclass(frozen=True, slots=True)
class Base:
    """Core with the packs over it. `complete` is false if a step could be hidden.

    `step_types` are the SageMaker types known to the workspaces: the usual ones and those that core coins.
    `access_modules` are core files whose variable is a call, an import or absent, beside a source that was read.
    """

    steps: Mapping[str, Declaration]
    complete: bool
    step_types: tuple[str, ...]
    access_modules: frozenset[str]
    folded: Mapping[str, str] = field(default_factory=dict)
    skeletons: Mapping[str, str] = field(default_factory=dict)
    _by_ends: dict[tuple[str, str], list[str]] = field(default_factory=dict, compare=False, repr=False)

    def near_miss(self, name: str, shortest: int) -> str | None:
        """The step of at least so many letters (eight or more) whose name is one edit away.

        One edit leaves the beginning or the end of such a name as it is.
        """
        if not self._by_ends:
            for other in self.steps:
                for ends in _ends_of(other):
                    self._by_ends.setdefault(ends, []).append(other)
        alike = [other for ends in _ends_of(name) for other in self._by_ends.get(ends, ()) if len(other) >= shortest]
        return min((other for other in alike if other != name and is_within(name, other, 1)), default=None)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """What a workspace declares: its steps, its overrides, and whether another could be hidden."""

    steps: Mapping[str, Declaration]
    overrides: Mapping[str, Declaration]
    complete: bool

    def names(self) -> Iterator[str]:
        """All its names, steps first."""
        yield from self.steps
        yield from (name for name in self.overrides if name not in self.steps)


EMPTY = OwnTable({}, {}, complete=True)


def _ends_of(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (name[:_END], ""), ("", name[-_END:])


def build_base(index: Index) -> Base:
    """The union of the readable core sources, and of the packs over it; a later source wins."""
    sources = [index.files[path] for path in index.core]
    whole = [facts for facts in sources if _is_read_in_full(facts)]
    access = frozenset(facts.path for facts in sources if whole and _is_access_module(facts))
    hidden = any(_hides_names(index.files[path]) for path in (*index.core, *index.packs))
    steps = {row.name: row for path in (*index.core, *index.packs) for row in index.rows.get(path, ())}
    return Base(
        steps=steps,
        complete=bool(whole) and not hidden,
        step_types=_known_types(index, steps),
        access_modules=access,
        folded={folded(name): name for name in reversed(steps)},
        skeletons={skeleton(name): name for name in reversed(steps)},
    )


def build_own(index: Index, workspace: str) -> OwnTable:
    """The own table of a workspace; an empty one if there is no such workspace."""
    path = index.workspaces.get(workspace)
    if path is None:
        return EMPTY
    rows = index.rows.get(path, ())
    return OwnTable(
        steps={row.name: row for row in rows if row.registry_type is RegistryType.WORKSPACE},
        overrides={row.name: row for row in rows if row.registry_type is RegistryType.OVERRIDE},
        complete=is_complete(index.files[path]),
    )


def is_complete(facts: FileFacts) -> bool:
    """Whether every name that a registry file declares could be read."""
    return facts.readable and _is_complete(facts)


def _is_complete(facts: FileFacts) -> bool:
    return all(table.complete for table in facts.tables.values() if table.variable != "WORKSPACE_METADATA")


def _hides_names(facts: FileFacts) -> bool:
    """Whether a source can hold a step that was not read; what a whole Python text leaves to another source cannot."""
    if not facts.readable:
        return True
    return not _is_complete(facts) and (facts.broken or facts.place.kind in _INTERFACES)


def _is_read_in_full(facts: FileFacts) -> bool:
    """Whether a source tells all steps of its kind; the extras are by their nature the few that others lack."""
    table = facts.table(INTERFACE if facts.place.kind in _INTERFACES else CORE_TABLE)
    return facts.readable and table is not None and table.complete and table.alias_of is None


def _is_access_module(facts: FileFacts) -> bool:
    if facts.place.kind is FileKind.EXTRAS:
        return facts.readable and facts.table(EXTRAS) is None
    table = facts.table(CORE_TABLE)
    is_core = facts.place.kind is FileKind.CORE
    return facts.readable and is_core and (table is None or (not table.entries and not table.complete))


def _known_types(index: Index, steps: Mapping[str, Declaration]) -> tuple[str, ...]:
    coined = {
        value
        for row in steps.values()
        if isinstance(value := index.entry(row).as_dict().get("sagemaker_step_type"), str)
        and value.strip()
        and value not in SAGEMAKER_STEP_TYPES
        and near_type(value) is None
    }
    return (*SAGEMAKER_STEP_TYPES, *sorted(coined))


def known_step_types(base: Base, more: Iterable[str]) -> tuple[str, ...]:
    """The SageMaker types that are known: the usual ones, those that core coins, and more that the settings name."""
    return tuple(dict.fromkeys((*base.step_types, *more)))


def near_type(value: str) -> str | None:
    """The usual SageMaker type that a value is near to, if it is not one itself."""
    if value in SAGEMAKER_STEP_TYPES:
        return None
    return next((known for known in SAGEMAKER_STEP_TYPES if is_near(value, known)), None)
