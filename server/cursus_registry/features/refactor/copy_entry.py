"""What another workspace declares under a name, brought into this one: for a name that is not known here, or in the
place of an entry's dictionary. The other workspace stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.entries import entry_source, is_self_contained, is_whole
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.lines import indent_at, indented, line_end
from cursus_registry.features.promotion import CannotMoveError, copying
from cursus_registry.features.refactor.model import REWRITE, CannotRefactorError, Refactoring, Spot, by_hand
from cursus_registry.features.refactor.not_here import missing_at
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.text import Edit
from cursus_registry.turns import Turns

_MOST = 3
_OF_WORKSPACES = frozenset({RegistryType.WORKSPACE, RegistryType.OVERRIDE})


def offer(spot: Spot) -> Iterator[Refactoring]:
    """The copies that make sense at a place, by workspace id."""
    row = spot.row
    if row is None:
        yield from _for_mention(spot)
    elif row.registry_type in _OF_WORKSPACES:
        for other in _elsewhere(spot, row.name, row.namespace, row.registry_type):
            title = f"Replace by the entry of workspace {other.namespace}"
            yield Refactoring(REWRITE, title, partial(_replace, spot, row, other))


def _for_mention(spot: Spot) -> Iterator[Refactoring]:
    missing = missing_at(spot)
    if missing is None or missing.workspace is None:
        return
    for row in missing.rows[:_MOST]:
        title = f"Copy '{row.name}' from workspace {row.namespace}"
        yield Refactoring(REWRITE, title, partial(_copy, spot, row, missing.workspace), is_tried=True)


def _elsewhere(spot: Spot, name: str, workspace: str, registry_type: RegistryType) -> list[Declaration]:
    """The entries of that name in the same table of other workspaces that say something else."""
    view = spot.snapshot.view
    own = spot.row and view.entry(spot.row)
    rows = (row for row in view.index.names.get(name, ()) if row.registry_type is registry_type)
    others = [row for row in rows if row.namespace != workspace and view.entry(row) != own]
    return list({row.namespace: row for row in others}.values())[:_MOST]


def _copy(spot: Spot, row: Declaration, workspace: str) -> Turns[tuple[FileEdits, ...]]:
    try:
        plan = yield from copying(spot.snapshot, row.name, row.namespace, workspace)
    except CannotMoveError as error:
        raise CannotRefactorError(str(error)) from None
    return tuple(edits_of(change) for change in plan.changes)


def _replace(spot: Spot, row: Declaration, other: Declaration) -> tuple[FileEdits, ...]:
    """The dictionary of another entry in the place of this one's."""
    view, facts = spot.snapshot.view, spot.facts
    files, mine, theirs = view.index.files, view.table_of(row), view.table_of(other)
    text = entry_source(files[other.path], theirs, other.ordinal)
    entry = mine.entries[row.ordinal]
    span = entry.value_span.shifted(mine.starts[row.ordinal])
    whole = is_whole(view.entry(other)) and text.startswith("{") and facts.source.slice(span).startswith("{")
    if not whole or not is_self_contained(text) or mine.entry_span(row.ordinal).end != span.end:
        raise by_hand(spot)
    indent = indent_at(facts.source, mine.starts[row.ordinal])
    return spot.in_file(Edit(span, indented(text, indent, line_end(facts.source))))
