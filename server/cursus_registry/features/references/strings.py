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


def search_strings(snapshots: Iterable[Snapshot], steps: Iterable[Step]) -> Iterator[tuple[Reference, ...]]:
    """Such strings in all projects: those of a file at each turn, often none, so that a caller can stop in between.

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
    meant: dict[str | None, bool] = {}
    for facts in islice(snapshot.view.index.files.values(), MOST_FILES):
        workspace = facts.place.workspace
        if not facts.path.endswith(".py") or facts.place.external:
            continue
        if workspace not in meant:
            meant[workspace] = _is_meant(snapshot, step, workspace)
        here = tuple(_in_file(snapshot, facts, step.name, token)) if meant[workspace] else ()
        found += here
        yield here
    snapshot.view.kept[key] = tuple(found)


def _is_meant(snapshot: Snapshot, step: Step, workspace: str | None) -> bool:
    """Whether the name of a step, to the letter, means that step in a workspace."""
    row = snapshot.view.find(step.name, workspace)
    return row is not None and step_of(snapshot.view, row) == step


def _in_file(snapshot: Snapshot, facts: FileFacts, name: str, token: bytes) -> Iterator[Reference]:
    source = _text_of(snapshot, facts)
    if token not in source.data:
        return
    known = [*(mention.span for mention in facts.mentions), *_declaring(facts)]
    if all(_is_known(known, match) for match in _occurrences(source.data, token)):
        return  # most files that have the name say it only where it is known already
    for span in loose_strings(source.data, name):
        if not _is_known(known, span):
            yield Reference(facts.path, span, Kind.STRING, source=source)


def _text_of(snapshot: Snapshot, facts: FileFacts) -> SourceText:
    """The text of a file; of one that says nothing else to us it is not kept, and read again."""
    if facts.source.data:
        return facts.source
    return read_python(snapshot.files, facts.path) or facts.source


def _declaring(facts: FileFacts) -> Iterator[Span]:
    """The tables of a registry: what stands in them is told by their entries."""
    for table in facts.tables.values():
        yield table.span
        yield from (table.entry_span(ordinal) for ordinal in range(len(table.entries)))


def _occurrences(data: bytes, token: bytes) -> Iterator[Span]:
    at = data.find(token)
    while at >= 0:
        yield Span(at, at + len(token))
        at = data.find(token, at + 1)


def _is_known(known: list[Span], span: Span) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in known)
