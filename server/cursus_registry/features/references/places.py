"""Every place that surely stands for a step or a class, in all projects that are open. It must not read any text.

A step is one over all projects by its qualified name: the core's `Package` is the same wherever the framework is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from cursus_registry.components.find import CLASS_FIELDS, find_class
from cursus_registry.facts.model import FileFacts, Surface
from cursus_registry.features.references.subject import Subject
from cursus_registry.index.declaration import Declaration
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.resolution.naming import steps_naming
from cursus_registry.resolution.steps import Step, declarations_of, uses_of
from cursus_registry.text import SourceText, Span


class Kind(Enum):
    """What a place is: a declaration, a sure mention, the name of a class, or a string that only looks like a name."""

    DECLARATION = "declaration"
    MENTION = "mention"
    CLASS_NAME = "class name"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Reference:
    """One place. `source` is the text that the span is of; `surface` says how a mention is written."""

    path: str
    span: Span
    kind: Kind
    surface: Surface | None = None
    source: SourceText = field(default=SourceText(b""), compare=False, repr=False)


def references(snapshots: Iterable[Snapshot], subject: Subject) -> list[Reference]:
    """Every declaration of what is asked about, then every sure mention; each place once, by project, file and place.

    Mentions with a job-type suffix count, their stretch is the name alone.
    """
    found: list[Reference] = []
    for snapshot in snapshots:
        for step in subject.steps:
            found += declarations(snapshot, step)
            found += mentions(snapshot, step)
        if subject.class_name:
            found += _class_places(snapshot, subject.class_name, subject.workspace)
    distinct: dict[tuple[str, Span], Reference] = {}
    for one in found:
        distinct.setdefault((one.path, one.span), one)
    return sorted(distinct.values(), key=lambda one: one.kind is not Kind.DECLARATION)


def declarations(snapshot: Snapshot, step: Step) -> Iterator[Reference]:
    """The names of the entries that declare a step in a project, overrides of it included."""
    for row in declarations_of(snapshot.view, step):
        facts = snapshot.view.index.files[row.path]
        yield Reference(row.path, snapshot.view.name_span(row), Kind.DECLARATION, source=facts.source)


def mentions(snapshot: Snapshot, step: Step) -> Iterator[Reference]:
    """The sure mentions of a step in a project."""
    for use in uses_of(snapshot.view, step):
        yield Reference(use.facts.path, use.span, Kind.MENTION, use.mention.surface, use.facts.source)


def _class_places(snapshot: Snapshot, name: str, workspace: str | None) -> Iterator[Reference]:
    """Where a class is defined, the entries that name it, and the config files that do."""
    index = snapshot.view.index
    found = find_class(index, name, workspace)
    owner = None
    if found is not None:
        facts = index.files[found.path]
        owner = facts.place.workspace
        yield Reference(found.path, found.span, Kind.DECLARATION, source=facts.source)
    for row in steps_naming(snapshot.view, name, owner):
        yield from _named_by(snapshot, row, name)
    for facts in index.files.values():
        if facts.place.kind is FileKind.CONFIG:
            yield from _named_in(facts, name)


def _named_by(snapshot: Snapshot, row: Declaration, name: str) -> Iterator[Reference]:
    """The values of an entry that name a class; its own name, if it has the class by that."""
    entry, table = snapshot.view.entry(row), snapshot.view.table_of(row)
    source = snapshot.view.index.files[row.path].source
    stated = [found for field in CLASS_FIELDS.values() if (found := entry.find(field)) and found.value == name]
    start = table.starts[row.ordinal]
    for span in [found.value_span.shifted(start) for found in stated] or [table.name_span(row.ordinal)]:
        yield Reference(row.path, span, Kind.CLASS_NAME, source=source)


def _named_in(facts: FileFacts, name: str) -> Iterator[Reference]:
    for one in facts.config_types:
        if one.class_name == name:
            yield Reference(facts.path, one.span, Kind.CLASS_NAME, Surface.CONFIG_KEY, facts.source)
