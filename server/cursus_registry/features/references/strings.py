"""Strings anywhere in Python files that equal the name of a step: searched when they are asked for, a file at a time.

They are no mentions. Nobody knows that a step is meant, so nothing is reported of them, and nothing is kept but what
the last searches found. A name that is also a type of SageMaker's is not searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
_MOST_NAMES = 48


def search_strings(snapshots: Iterable[Snapshot], steps: Iterable[Step]) -> Iterator[tuple[Reference, ...]]:
    """Such strings in all projects: a file, or some that have none, at each turn, so that a caller can stop between.

    Of a workspace's own step only its own files speak; of the core's all files in which the name means the core's.
    """
    wanted = [step for step in steps if step.name not in SAGEMAKER_STEP_TYPES]
    for snapshot in snapshots:
        for step in wanted:
            yield from _search(snapshot, step)


@dataclass(slots=True)
class _Searched:
    """What was found of a name, by file, and in which state of the files."""

    files: Mapping[str, FileFacts] = field(default_factory=dict)
    found: dict[str, tuple[Reference, ...]] = field(default_factory=dict)


def _search(snapshot: Snapshot, step: Step) -> Iterator[tuple[Reference, ...]]:
    """Only files that are others than at the last search for a name are looked into."""
    last = _last_search(snapshot, step.name)
    files, before, found_before = snapshot.view.index.files, last.files, last.found  # another search may end meanwhile
    found: dict[str, tuple[Reference, ...]] = {}
    for number, (path, facts) in enumerate(islice(files.items(), MOST_FILES)):
        if before.get(path) is facts:
            here = found_before.get(path, ())
        else:
            here = _in_file(snapshot, facts, step.name) if path.endswith(".py") and not facts.place.external else ()
        if here:
            found[path] = here
        if here and _is_meant(snapshot, step, facts.place.workspace):
            yield here
        elif number % _FEW == 0:
            yield ()
    last.files, last.found = files, found


def _last_search(snapshot: Snapshot, name: str) -> _Searched:
    """The last search for a name; those for a few names are remembered."""
    searches: dict[str, _Searched] = snapshot.view.lasting.setdefault("strings", {})
    last = searches.pop(name, None) or _Searched()
    searches[name] = last  # the newest stands at the end
    while len(searches) > _MOST_NAMES:
        del searches[next(iter(searches))]
    return last


def _read(snapshot: Snapshot, facts: FileFacts) -> SourceText:
    """The text of a file that says nothing else to us: it is not kept."""
    return read_python(snapshot.files, facts.path) or facts.source


def _is_meant(snapshot: Snapshot, step: Step, workspace: str | None) -> bool:
    """Whether the name of a step, to the letter, means that step in a workspace."""
    row = snapshot.view.find(step.name, workspace)
    return row is not None and step_of(snapshot.view, row) == step


def _in_file(snapshot: Snapshot, facts: FileFacts, name: str) -> tuple[Reference, ...]:
    source = facts.source if facts.source.data else _read(snapshot, facts)
    count = source.data.count(name.encode("utf-8", "surrogatepass"))
    if not count or count == sum(mention.name.count(name) for mention in facts.mentions):
        return ()  # most files that have the name have it where it is known already
    known = [*(mention.span for mention in facts.mentions), *_declaring(facts)]
    spans = loose_strings(source.data, name, known)
    return tuple(Reference(facts.path, span, Kind.STRING, source=source) for span in spans)


def _declaring(facts: FileFacts) -> Iterator[Span]:
    """The tables of a registry: what stands in them is told by their entries."""
    for table in facts.tables.values():
        yield table.span
        yield from (table.entry_span(ordinal) for ordinal in range(len(table.entries)))
