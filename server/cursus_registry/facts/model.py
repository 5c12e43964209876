"""The facts of one file. Compared by meaning: a file moved down by a line has equal facts and other places."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.layout import FileKind, Place
from cursus_registry.settings import NamedCode
from cursus_registry.text import SourceText, Span

LONGEST_STEP_NAME = 200
"""Characters of a mention in which a job-type suffix may begin: every one of them could."""


@dataclass(frozen=True, slots=True)
class Table:
    """One step table, or the metadata, which is one entry without a name of its own.

    `complete` is false if entries may be hidden. `alias_of` names the variable that this one is another name of.
    """

    variable: str
    entries: tuple[Entry, ...]
    complete: bool
    alias_of: str | None = None
    starts: array[int] = field(default_factory=lambda: array("Q"), compare=False, repr=False)
    variable_span: Span = field(default=Span(0, 0), compare=False, repr=False)
    span: Span = field(default=Span(0, 0), compare=False, repr=False)

    def name_span(self, ordinal: int) -> Span:
        """Where the name of an entry stands in the file."""
        return self.entries[ordinal].name_span.shifted(self.starts[ordinal])

    def entry_span(self, ordinal: int) -> Span:
        """Where an entry stands in the file, name and dictionary."""
        start = self.starts[ordinal]
        return Span(start, start + self.entries[ordinal].length)


@dataclass(frozen=True, slots=True)
class ClassFact:
    """The definition of a class at the left margin."""

    name: str
    span: Span = field(compare=False)


class Surface(Enum):
    """In which kind of place a step name stands.

    `CALL` and `DAG_CALL` count if the call leads to the registry package, or to a DAG of Cursus; the others always do.
    """

    CALL = "call"
    DAG_CALL = "DAG call"
    DAG_FILE = "DAG file"
    CONFIG_KEY = "config key"
    COMPATIBLE_SOURCE = "compatible source"
    VARIANT = "variant"


SAID_BY_REGISTRIES = frozenset({Surface.COMPATIBLE_SOURCE, Surface.VARIANT})
"""Where a registry itself speaks of a step: that is no use of it, and other names than steps' stand there, too."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A step name in a place that is surely meant as one: `name` as it stands, suffix included.

    `callee` has the dotted paths that the call leads to by this file's imports alone. `workspace` is the id that the
    call itself names; `computed_workspace` says that it names one which only running could tell. `expected` is
    false where the code asks for, or expects, absence.
    """

    name: str
    callee: tuple[str, ...]
    workspace: str | None
    computed_workspace: bool
    expected: bool
    span: Span = field(compare=False)
    surface: Surface = Surface.CALL


@dataclass(frozen=True, slots=True)
class Dag:
    """A graph of steps: the nodes and edges that could be read, as they are written, suffixes included.

    `complete` is false if there may be others. `callee` are the paths that its class leads to, none in a DAG file.
    """

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    complete: bool
    callee: tuple[str, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)
    node_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    edge_spans: tuple[tuple[Span, Span], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ConfigType:
    """Which configuration class a config file has for a step, as both are written."""

    step: str
    class_name: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences codes, on its line or in the whole file.

    `span` is the part of the comment that says so, with the reason behind it. `places` has each of our codes,
    `all_codes` those of other tools as well.
    """

    codes: tuple[str, ...]
    whole_file: bool
    line: int = field(compare=False)
    span: Span = field(default=Span(0, 0), compare=False)
    places: tuple[Span, ...] = field(default=(), compare=False)
    all_codes: tuple[Span, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NotebookCode:
    """Where the code of a notebook stands in its JSON text: its lines, its cells, and each cell's number from 1."""

    lines: array[int]
    cells: array[int]
    numbers: array[int]

    def line_at(self, offset: int) -> int:
        """The line of the code, from 0 and through all cells, that a place in the JSON text is on."""
        return max(bisect_right(self.lines, offset) - 1, 0)

    def cell_at(self, offset: int) -> tuple[int, int] | None:
        """The number of the cell that a place is in, and the line in it, both from 1; None before the first."""
        at = bisect_right(self.cells, offset) - 1
        return (self.numbers[at], self.line_at(offset) - self.line_at(self.cells[at]) + 1) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that a file says. `readable` is false if the file was skipped, and then `problems` says why.

    `references` is true if something in a table refers to what another file defines, and was not followed yet.
    `codes` are those that a settings file names.
    `bound` has the names that a component file binds besides its classes, `tables_read` the workspace tables that
    the framework's own code reads. `code` is there for a notebook that was read as JSON: its code is a part of the
    text, with escapes, and a line of it is not one of the text.
    """

    path: str
    place: Place
    source: SourceText = field(compare=False, repr=False)
    tables: dict[str, Table] = field(default_factory=dict)
    classes: tuple[ClassFact, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dags: tuple[Dag, ...] = ()
    config_types: tuple[ConfigType, ...] = ()
    bound: tuple[str, ...] = ()
    tables_read: tuple[str, ...] = ()
    exports: tuple[tuple[str, str], ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    codes: tuple[NamedCode, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    readable: bool = True
    broken: bool = False
    references: bool = False
    code: NotebookCode | None = field(default=None, compare=False, repr=False)

    def line_at(self, offset: int) -> int:
        """The line, from 0, that a place is on: of the code in a notebook, else of the text."""
        return self.code.line_at(offset) if self.code else self.source.line_at(offset)

    @property
    def is_foreign(self) -> bool:
        """Whether a file is read for what it could be, and is none of ours: a JSON file of whatever else."""
        return self.place.kind is FileKind.CONFIG and not (self.mentions or self.config_types)

    def table(self, variable: str) -> Table | None:
        """The table of that variable, if the file has one."""
        return self.tables.get(variable)
