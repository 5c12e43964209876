"""Strings anywhere in Python files that equal the name of a step: searched when they are asked for, a file at a time.

They are no mentions. Nobody knows that a step is meant, so nothing is reported of them, and nothing is kept of them but
for the answer itself. A name that is also a type of SageMaker's is not searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cursus_registry.facts.loose_strings import loose_strings
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_python
from cursus_registry.features.references.places import Kind, Reference
from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import Step, step_of
from cursus_registry.resolution.tables import SAGEMAKER_STEP_TYPES
from cursus_registry.text import SourceText, Span

MOST_FILES = 20_000
"""So many files of a project are looked into, at most."""

_FEW = 25


def search_strings(snapshots: Iterable[Snapshot], steps: Iterable[Step]) -> Iterator[tuple[Reference, ...]]:
    """Such strings in all projects: a file, or a few that have none, at each turn, so that a caller can stop in between.

    Of a workspace's own step only its own files speak; of the core's all files in which the name means the core's.
    """
    wanted = [step for step in steps if step.name not in SAGEMAKER_STEP_TYPES]
    for snapshot in snapshots:
        for step in wanted:
            yield from _search(snapshot, step)


def _search(snapshot: Snapshot, step: Step) -> Iterator[tuple[Reference, ...]]:
    key = ("strings", step)
    kept: tuple[Reference, ...] | None = snapshot.view.kept.get(key)
    if kept is not None:
        yield kept
        return
    found: list[Reference] = []
    token = step.name.encode("utf-8", "surrogatepass")
    for number, facts in enumerate(islice(snapshot.view.index.files.values(), MOST_FILES)):
        if not facts.path.endswith(".py") or facts.place.external:
            continue
        source = facts.source if facts.source.data else _read(snapshot, facts)
        if token in source.data and _is_meant(snapshot, step, facts.place.workspace):
            here = tuple(_in_file(facts, source, step.name, token))
            found += here
            yield here
        elif number % _FEW == 0:
            yield ()
    snapshot.view.kept[key] = tuple(found)


def _read(snapshot: Snapshot, facts: FileFacts) -> SourceText:
    """The text of a file that says nothing else to us: it is not kept."""
    return read_python(snapshot.files, facts.path) or facts.source


def _is_meant(snapshot: Snapshot, step: Step, workspace: str | None) -> bool:
    """Whether the name of a step, to the letter, means that step in a workspace."""
    row = snapshot.view.find(step.name, workspace)
    return row is not None and step_of(snapshot.view, row) == step


def _in_file(facts: FileFacts, source: SourceText, name: str, token: bytes) -> Iterator[Reference]:
    if source.data.count(token) == sum(mention.name.count(name) for mention in facts.mentions):
        return  # most files that have the name have it where it is known already
    known = [*(mention.span for mention in facts.mentions), *_declaring(facts)]
    for span in loose_strings(source.data, name, known):
        yield Reference(facts.path, span, Kind.STRING, source=source)


def _declaring(facts: FileFacts) -> Iterator[Span]:
    """The tables of a registry: what stands in them is told by their entries."""
    for table in facts.tables.values():
        yield table.span
        yield from (table.entry_span(ordinal) for ordinal in range(len(table.entries)))
