"""The engine's window on an index: tables by workspace, look-ups, places. What every check and feature asks."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any

from cursus_registry.facts.entry import Entry
from cursus_registry.facts.model import Dag, FileFacts, Mention, Surface, Table
from cursus_registry.index.callee import leads_to_dag, leads_to_registry, surely_leads
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.index.index import Index
from cursus_registry.resolution.names import split_suffix
from cursus_registry.resolution.tables import EMPTY, Base, OwnTable, build_base, build_own
from cursus_registry.text import Span

if TYPE_CHECKING:
    from cursus_registry.resolution.definitions import Definition

_CALLS = {Surface.CALL: leads_to_registry, Surface.DAG_CALL: leads_to_dag}
_MANY = 16  # so many rows are worth remembering what was counted of them


class Status(Enum):
    """What a look-up found. Only `MISSING` and `AMBIGUOUS` may lead to a finding."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answer to "which step is this name here?": the declaration, and the job-type suffix behind its name."""

    status: Status
    name: str
    suffix: str = ""
    declaration: Declaration | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """The steps of one name in workspaces: the rows in order, their namespaces, whether all state a strategy."""

    rows: tuple[Declaration, ...]
    namespaces: tuple[str, ...]
    settled: bool

    def others(self, workspace: str | None, most: int) -> list[Declaration]:
        """The first rows of other workspaces than one."""
        return list(islice((row for row in self.rows if row.namespace != workspace), most))


class View:
    """One state of a project. Tables are made when first asked for; those of an earlier view are kept if they can."""

    def __init__(self, index: Index, previous: View | None = None, *, indexed: bool = True) -> None:
        self.index = index
        self.indexed = indexed
        self._chosen: str | None = previous._chosen if previous else None
        self._base: Base | None = previous._base if previous and _same_core(index, previous.index) else None
        kept = previous if previous and previous.index.workspaces is index.workspaces else None
        self._own: dict[str, tuple[FileFacts, OwnTable]] = kept._own if kept else {}
        self._claims: dict[str, tuple[tuple[Declaration, ...], Claims]] = kept._claims if kept else {}
        self.named: dict[str, tuple[FileFacts, Mapping[str, tuple[Declaration, ...]]]] = (
            previous.named if previous else {}
        )
        self._whole: bool | None = None
        self.definitions: dict[str, tuple[Definition, ...]] = {}
        self.kept: dict[Hashable, Any] = {}  # what readers have made of this state, by keys of theirs
        self.lasting: dict[Hashable, Any] = previous.lasting if previous else {}  # what they hold against each state

    def choosing(self, workspace: str | None) -> View:
        """The same state, in which files outside of all workspaces are seen from one that a person has chosen."""
        view = View(self.index, self, indexed=self.indexed)
        view._chosen = workspace
        return view

    @property
    def chosen(self) -> str | None:
        """The workspace that a person has chosen, as long as there is one of that id."""
        return self._chosen if self._chosen in self.index.workspaces else None

    @property
    def base(self) -> Base:
        """Core with the packs over it."""
        if self._base is None:
            self._base = build_base(self.index)
        return self._base

    def own(self, workspace: str | None) -> OwnTable:
        """What a workspace declares itself."""
        path = self.index.workspaces.get(workspace) if workspace else None
        if workspace is None or path is None:
            return EMPTY
        facts = self.index.files[path]
        kept = self._own.get(workspace)
        if kept is None or kept[0] is not facts:
            kept = (facts, build_own(self.index, workspace))
            self._own[workspace] = kept
        return kept[1]

    def is_complete(self, workspace: str | None) -> bool:
        """Whether nothing can be hidden from a look-up in the workspace."""
        return self.indexed and self.base.complete and self.own(workspace).complete

    @property
    def is_whole(self) -> bool:
        """Whether nothing can be hidden in the core or in any workspace."""
        if self._whole is None:
            own = all(self.own(workspace).complete for workspace in self.index.workspaces)
            self._whole = own and self.is_complete(None)
        return self._whole

    def find(self, name: str, workspace: str | None) -> Declaration | None:
        """What a name, to the letter, means in a workspace: its override, its step, else base."""
        own = self.own(workspace)
        return own.overrides.get(name) or own.steps.get(name) or self.base.steps.get(name)

    def look_up(self, name: str, workspace: str | None) -> Lookup:
        """What a name, with or without a job-type suffix, means in a workspace. Another one is never looked at."""
        step, suffix = split_suffix(name, lambda prefix: self.find(prefix, workspace) is not None)
        found = self.find(step, workspace)
        if found is not None:
            return Lookup(Status.RESOLVED, step, suffix, found)
        return Lookup(Status.MISSING if self.is_complete(workspace) else Status.UNKNOWN, name)

    def visible_names(self, workspace: str | None) -> Iterator[str]:
        """Every step name that can be used in a workspace, its own ones first."""
        own = self.own(workspace)
        yield from own.names()
        yield from (name for name in self.base.steps if name not in own.steps and name not in own.overrides)

    def elsewhere(self, name: str, workspace: str | None) -> list[Declaration]:
        """The steps of that name in other workspaces, by id."""
        return [
            row
            for row in self.index.names.get(name, ())
            if row.registry_type is RegistryType.WORKSPACE and row.namespace != workspace
        ]

    def claims(self, name: str) -> Claims:
        """Which workspaces declare a step of a name; counted once, since a thousand may."""
        rows = self.index.names.get(name, ())
        kept = self._claims.get(name)
        if kept is None or kept[0] is not rows:
            kept = (rows, _claims_of(rows))
            if len(rows) > _MANY:
                self._claims[name] = kept
        return kept[1]

    def entry(self, row: Declaration) -> Entry:
        """What a row's entry says."""
        return self.index.entry(row)

    def table_of(self, row: Declaration) -> Table:
        """The table that a row stands in, as the file is now."""
        return self.index.files[row.path].tables[row.variable]

    def name_span(self, row: Declaration) -> Span:
        """Where the name of a row stands in its file."""
        return self.table_of(row).name_span(row.ordinal)

    def workspace_of(self, facts: FileFacts, mention: Mention) -> tuple[bool, str | None]:
        """In which workspace a mention is looked up, and whether that can be told at all."""
        if mention.computed_workspace:
            return False, None
        if mention.workspace is not None:
            return mention.workspace in self.index.workspaces, mention.workspace
        return True, facts.place.workspace or self.chosen

    def is_certain(self, mention: Mention) -> bool:
        """Whether a step is surely meant: a call leads to the registry package, or a DAG, by the project's imports."""
        leads = _CALLS.get(mention.surface)
        if leads is None:
            return True
        key = ("certain", mention.surface, mention.callee)  # a project calls few functions, many times
        kept: bool | None = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = surely_leads(mention.callee, leads, self.exports_of)
        return kept

    def is_dag(self, dag: Dag) -> bool:
        """Whether a DAG is surely one of the framework's: it stands in a DAG file, or its class leads there."""
        return not dag.callee or surely_leads(dag.callee, leads_to_dag, self.exports_of)

    def exports_of(self, module: str) -> Mapping[str, tuple[str, ...]] | None:
        """What a module of the project hands on, by name; None if there is no such module, or several."""
        paths = self.index.modules.get(module, ())
        if len(paths) != 1:
            return None
        exports: dict[str, tuple[str, ...]] = {}
        for name, target in self.index.files[paths[0]].exports:
            exports[name] = (*exports.get(name, ()), target)
        return exports


def _claims_of(rows: tuple[Declaration, ...]) -> Claims:
    steps = tuple(row for row in rows if row.registry_type is RegistryType.WORKSPACE)
    namespaces = tuple(dict.fromkeys(row.namespace for row in steps))
    return Claims(steps, namespaces, all(row.states_strategy for row in steps))


def _same_core(index: Index, other: Index) -> bool:
    if (index.core, index.packs) != (other.core, other.packs):
        return False
    return all(index.files[path] is other.files[path] for path in (*index.core, *index.packs))
