"""Findings, rules, and what a rule may look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cached_property
from typing import Protocol, TypeAlias

from cursus_registry.checks.suppress import Silence
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.entry import Entry, Field
from cursus_registry.facts.model import LONGEST_STEP_NAME, FileFacts, Mention, Table
from cursus_registry.facts.registry import (
    CORE_TABLE,
    EXTRAS,
    HYPERPARAMETERS,
    INTERFACE,
    METADATA,
    OVERRIDES,
    STEP_TABLES,
)
from cursus_registry.files.paths import seen_from
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.layout import CORE_SOURCES, FileKind
from cursus_registry.resolution.view import View
from cursus_registry.settings import DEFAULTS, Settings
from cursus_registry.text import Edit, Span


class Severity(IntEnum):
    """How much a finding matters; the numbers are those of LSP."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4

    @property
    def label(self) -> str:
        """The word that people read."""
        return self.name.lower()


OFF = frozenset({"CUR305"})
"""The rules that are asked only where the settings name their code in full."""


class Tag(Enum):
    """How an editor draws a finding beside its severity."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    path: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends a finding. `applicability` is safe, unsafe or manual.

    `edits` are of the file that the finding is in, `elsewhere` has those of other files. `new_name` is set where they
    give an entry another name: whoever can see to it changes its uses too.
    """

    title: str
    applicability: str
    edits: tuple[Edit, ...]
    elsewhere: tuple[FileEdits, ...] = ()
    new_name: str = ""

    def files(self, facts: FileFacts) -> tuple[FileEdits, ...]:
        """All that changes, each file with the text that its edits hold for. `facts`: of the finding's file."""
        own = (FileEdits(facts.path, facts.source, self.edits),) if self.edits else ()
        return (*own, *self.elsewhere)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one stretch of a file. Without a severity the rule's own counts."""

    span: Span
    message: str
    related: tuple[Related, ...] = ()
    tags: tuple[Tag, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    code: str = ""


class Rule(Protocol):
    """What a rule's module offers."""

    CODE: str
    NAME: str
    SEVERITY: Severity
    __doc__: str | None

    def check(self, context: Context) -> Iterator[Finding]:
        """The findings in one file."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one table, in the file as it is now; `start` is where the entry stands."""

    table: Table
    ordinal: int
    entry: Entry
    start: int
    registry_type: RegistryType

    @property
    def derives(self) -> bool:
        """Whether fields that the entry leaves out have values by convention."""
        return self.registry_type is RegistryType.WORKSPACE or self.table.variable == INTERFACE

    @property
    def name_span(self) -> Span:
        """Where the name stands, quotes included."""
        return self.entry.name_span.shifted(self.start)

    def value_span(self, field: Field) -> Span:
        """Where the value of a field stands."""
        return field.value_span.shifted(self.start)

    def key_span(self, field: Field) -> Span:
        """Where the name of a field stands."""
        return field.key_span.shifted(self.start)


_TYPES = {CORE_TABLE: RegistryType.CORE, EXTRAS: RegistryType.CORE, OVERRIDES: RegistryType.OVERRIDE}
_TYPES |= dict.fromkeys(STEP_TABLES, RegistryType.WORKSPACE)


LookedUp: TypeAlias = tuple[Mention, str | None]
"""A mention, and the workspace in which it is looked up."""


class Context:
    """What a rule may look at: the project as it is now, and the one file it is asked about.

    `codes` are those of all rules, `silence` has what comments have silenced so far.
    """

    def __init__(
        self,
        view: View,
        facts: FileFacts,
        root: str,
        settings: Settings = DEFAULTS,
        codes: Collection[str] = (),
    ) -> None:
        self.view = view
        self.codes = codes
        self.settings = settings
        self.relative = seen_from(root, facts.path)
        self.facts = facts
        self.kind = facts.place.kind
        self.workspace = facts.place.workspace
        self.items = list(_items(facts))
        self.silence = Silence(facts)
        self.looked_up: tuple[LookedUp, ...] | None = None  # several rules ask for them, and `mentions` finds them once
        self.missing: tuple[LookedUp, ...] | None = None

    @property
    def is_core(self) -> bool:
        """Whether the file is a source of the core."""
        return self.kind in CORE_SOURCES

    @property
    def is_workspace(self) -> bool:
        """Whether the file is a workspace's registry."""
        return self.kind is FileKind.WORKSPACE

    @cached_property
    def in_order(self) -> list[Item]:
        """The entries of all tables, in the order of the text."""
        return sorted(self.items, key=lambda item: item.start)

    def asks(self, code: str) -> bool:
        """Whether the settings ask for a code in this file."""
        is_on = code not in OFF or self.settings.names(code)
        return is_on and self.settings.selects(code) and not code.startswith(self._ignored)

    @cached_property
    def _ignored(self) -> tuple[str, ...]:
        return self.settings.ignored_in(self.relative)

    def items_of(self, registry_type: RegistryType) -> list[Item]:
        """The entries of one kind of table."""
        return [item for item in self.items if item.registry_type is registry_type]

    def stating(self, field: str) -> list[Item]:
        """The entries in which a field stands."""
        return self._by_field.get(field, [])

    @cached_property
    def _by_field(self) -> dict[str, list[Item]]:
        return _by_field(self.items)

    @cached_property
    def hyperparameters(self) -> list[Item]:
        """The entries of a hyperparameter registry, to which the rules for steps apply by analogy."""
        table = self.facts.table(HYPERPARAMETERS)
        if table is None:
            return []
        of = RegistryType.CORE if self.workspace is None else RegistryType.WORKSPACE
        places = enumerate(zip(table.entries, table.starts, strict=True))
        return [Item(table, ordinal, entry, start, of) for ordinal, (entry, start) in places]

    @cached_property
    def metadata(self) -> Item | None:
        """The workspace's metadata, as an entry."""
        table = self.facts.table(METADATA)
        if table is None or not table.entries:
            return None
        return Item(table, 0, table.entries[0], table.starts[0], RegistryType.WORKSPACE)

    @cached_property
    def names(self) -> Counter[str]:
        """How often each name is declared in the file."""
        return Counter(item.entry.name for item in self.items)

    def related(self, row: Declaration, message: str) -> Related:
        """A row as another place of a finding."""
        return Related(row.path, self.view.name_span(row), message)

    @staticmethod
    def prefixes(name: str) -> Iterator[str]:
        """A mentioned name, and each part of it that a job-type suffix could stand behind, longest first."""
        yield name
        yield from (name[:at] for at in range(min(len(name), LONGEST_STEP_NAME) - 1, 0, -1) if name[at] in "_-")

    def first_line(self) -> Span:
        """The first line, for what the file as a whole is blamed for."""
        return self.facts.source.line_span(0)


def _items(facts: FileFacts) -> Iterator[Item]:
    of_interface = RegistryType.PACK if facts.place.kind is FileKind.PACK else RegistryType.CORE
    for variable, table in facts.tables.items():
        registry_type = of_interface if variable == INTERFACE else _TYPES.get(variable)
        if registry_type is not None:
            for ordinal, (entry, start) in enumerate(zip(table.entries, table.starts, strict=True)):
                yield Item(table, ordinal, entry, start, registry_type)


def _by_field(items: list[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name in item.entry.fields:
            if name is not None and not (name in found and found[name][-1] is item):
                found[name].append(item)
    return found


MOST_RELATED = 10


def shown_related(related: list[Related]) -> tuple[tuple[Related, ...], str]:
    """At most ten other places, and the words for those left out."""
    left = len(related) - MOST_RELATED
    return tuple(related[:MOST_RELATED]), f" (and {left} more)" if left > 0 else ""
