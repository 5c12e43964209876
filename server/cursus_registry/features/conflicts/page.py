"""The conflicts of a project as a page of Markdown. Whatever comes from a file is escaped and bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cursus_registry.features.conflicts.find import Difference, ShownConflict, ShownDefinition, Winner, find_conflicts
from cursus_registry.features.hover.markup import LONGEST_CELL, bounded, escape, shown_path
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import counted, listed
from cursus_registry.text import Encoding

_MOST = 10


def conflicts_lines(snapshot: Snapshot, workspace: str | None) -> Iterator[str]:
    """The lines of the page: a section for each name that two workspaces declare as a step.

    With a workspace those that it takes part in, settled as it would settle them.
    """
    yield f"# Conflicts{f' of workspace {_text(workspace)}' if workspace else ''}"
    yield ""
    if not snapshot.view.is_whole:
        yield "Not everything could be read: there may be more."
        yield ""
    count = 0
    for shown in find_conflicts(snapshot, workspace, Encoding.UTF32):
        count += 1
        yield from _section(snapshot, workspace, shown)
    total = len(snapshot.view.index.workspaces)
    yield f"{counted(count, 'conflict') if count else 'No conflicts'} in {counted(total, 'workspace')}."


def _section(snapshot: Snapshot, workspace: str | None, shown: ShownConflict) -> Iterator[str]:
    conflict = shown.conflict
    yield f"## {_text(conflict.name)}"
    yield ""
    namespaces = _text(listed([one.definition.row.namespace for one in shown.definitions]))
    severity = f" Reported as {_text(shown.severity)}." if shown.severity else ""
    yield f"{_text(conflict.type.value)} of {namespaces}.{severity}"
    if conflict.pin is not None:
        yield f"Pinned to {_text(conflict.pin)} in the settings."
    if shown.unseen_by:
        yield f"It means nothing in {_some(shown.unseen_by)}."
    yield ""
    yield from _table(("definition", "kind", "place", "seen by"), (_about(snapshot, one) for one in shown.definitions))
    if shown.differences:
        yield from _table(("field", "value", "in"), _differences(shown.differences))
    asked = f"asked from workspace {_text(workspace)}" if workspace else "no workspace asks"
    yield f"Which one wins, {asked}:"
    yield ""
    yield from _table(("strategy", "choice", "why"), (_way(winner) for winner in shown.winners))
    yield "What to do:"
    yield ""
    yield from (f"- {_text(recommendation)}" for recommendation in conflict.recommendations)
    yield ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table of at most ten rows and one more, or the number of what is left out, with a gap behind it."""
    yield _row(head)
    yield _row(("---",) * len(head))
    every = list(rows)
    most = _MOST if len(every) > _MOST + 1 else len(every)
    yield from (_row(row) for row in every[:most])
    if len(every) > most:
        yield _row((f"and {len(every) - most} more", *("",) * (len(head) - 1)))
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _about(snapshot: Snapshot, one: ShownDefinition) -> tuple[str, ...]:
    row = one.definition.row
    place = f"{shown_path(snapshot.shown(one.path))}:{one.range.start.line + 1}"
    seen = _some(one.seen_by) if one.seen_by else "no workspace"
    return _text(row.qualified_name), row.registry_type.value, escape(place), seen


def _differences(differences: tuple[Difference, ...]) -> Iterator[tuple[str, ...]]:
    for one in differences:
        for value, namespaces in one.values:
            yield _text(one.field), _value(value), _text(listed(namespaces, 3))
        if one.without:
            yield _text(one.field), "not stated", _text(listed(one.without, 3))


def _way(winner: Winner) -> tuple[str, ...]:
    asked = winner.context.preferred_framework or ", ".join(winner.context.environment_tags)
    name = winner.context.strategy.value if winner.context.strategy else ""
    chosen = winner.decision.chosen
    result = chosen.row.namespace if chosen else winner.decision.outcome.value
    return _text(f"{name} ({asked})" if asked else name), _text(result), _text(winner.decision.reason)


def _some(ids: tuple[str, ...]) -> str:
    return f"workspace{'' if len(ids) == 1 else 's'} {_text(listed(ids))}"


def _value(value: object) -> str:
    return _text(value if isinstance(value, str) else "not known" if value is None else repr(value), LONGEST_CELL)


def _text(words: str, most: int = 300) -> str:
    return escape(bounded(words, most))
