"""What stands over an entry: how often its step is mentioned, who else declares it. Counted only when it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from cursus_registry.features.references.places import Kind, Reference, references
from cursus_registry.features.references.subject import Subject
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import entry_below
from cursus_registry.resolution.names import counted, listed
from cursus_registry.resolution.steps import step_of
from cursus_registry.resolution.view import View
from cursus_registry.text import Span

_BASE = frozenset({RegistryType.CORE, RegistryType.PACK})
_MOST_NAMED = 3


class Topic(Enum):
    """What a lens tells: mentions, what is below in the core, steps of that name elsewhere, overrides elsewhere."""

    MENTIONS = "mentions"
    BELOW = "below"
    ELSEWHERE = "elsewhere"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens over an entry, which is found again by its table, its name, and where in the table it stood."""

    span: Span
    topic: Topic
    variable: str
    name: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a lens says, and the places that it opens."""

    title: str
    places: tuple[Reference, ...]


def lenses(snapshot: Snapshot, path: str) -> list[Lens]:
    """The lenses over the entries of a file from top to bottom, not yet counted; none where no step is declared."""
    found = [
        Lens(snapshot.view.name_span(row), topic, row.variable, row.name, row.ordinal)
        for row in snapshot.view.index.rows.get(path, ())
        for topic in _topics(snapshot.view, row)
    ]
    return sorted(found, key=lambda lens: lens.span)


def told_by(snapshots: Sequence[Snapshot], snapshot: Snapshot, path: str, lens: Lens) -> Told | None:
    """What a lens over an entry of a project says now; None if its entry, or its reason, is gone.

    Mentions are counted over all projects, `snapshots`.
    """
    row = _row_of(snapshot, path, lens)
    if row is None:
        return None
    if lens.topic is Topic.MENTIONS:
        found = references(snapshots, Subject((step_of(snapshot.view, row),)))
        places = tuple(one for one in found if one.kind is Kind.MENTION)
        return Told(counted(len(places), "mention") if places else "no mentions", places)
    others = list(_others(snapshot.view, row, lens.topic))
    if not others:
        return None
    return Told(_title(row, lens.topic, others), tuple(_declared(snapshot, one) for one in others))


def _row_of(snapshot: Snapshot, path: str, lens: Lens) -> Declaration | None:
    rows = snapshot.view.index.rows.get(path, ())
    same = [row for row in rows if (row.variable, row.name) == (lens.variable, lens.name)]
    return min(same, key=lambda row: abs(row.ordinal - lens.ordinal), default=None)


def _topics(view: View, row: Declaration) -> Iterator[Topic]:
    yield Topic.MENTIONS
    yield from (topic for topic in (Topic.BELOW, Topic.ELSEWHERE, Topic.OVERRIDDEN) if any(_others(view, row, topic)))


def _others(view: View, row: Declaration, topic: Topic) -> Iterator[Declaration]:
    """The declarations that a topic is about."""
    is_base = row.registry_type in _BASE
    if topic is Topic.BELOW and not is_base:
        below = view.base.steps.get(row.name) or entry_below(view, row)
        yield from (below,) if below else ()
    elif topic is Topic.ELSEWHERE and row.registry_type is not RegistryType.OVERRIDE:
        yield from (other for other in view.claims(row.name).rows if other.namespace != row.namespace)
    elif topic is Topic.OVERRIDDEN and is_base:
        rows = view.index.names.get(row.name, ())
        yield from (other for other in rows if other.registry_type is RegistryType.OVERRIDE)


def _title(row: Declaration, topic: Topic, others: list[Declaration]) -> str:
    if topic is Topic.BELOW:
        verb = "overrides" if row.registry_type is RegistryType.OVERRIDE else "shadows"
        return f"{verb} {others[0].namespace}"
    namespaces = list(dict.fromkeys(other.namespace for other in others))
    if topic is Topic.ELSEWHERE:
        return f"also in {listed(namespaces, _MOST_NAMED)}"
    return f"overridden in {counted(len(namespaces), 'workspace')}"


def _declared(snapshot: Snapshot, row: Declaration) -> Reference:
    source = snapshot.view.index.files[row.path].source
    return Reference(row.path, snapshot.view.name_span(row), Kind.DECLARATION, source=source)
