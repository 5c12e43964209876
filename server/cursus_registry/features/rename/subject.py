"""What is to be renamed: the step that stands at a place, or one by its name; and whether it can be renamed at all.

It must not know the new name, nor how a text is edited.
"""

from __future__ import annotations

import re

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.edits.pinning import name_of_pin_at
from cursus_registry.edits.strings import rename_key
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.place import Place, PlaceKind, find_place, origin_of, row_of
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.layout import RESERVED_NAMESPACES, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import is_own
from cursus_registry.project.renaming import CannotRenameError, Subject, place_of_row, step_pinned
from cursus_registry.resolution.names import near_names
from cursus_registry.resolution.steps import Step, declarations_of, step_of
from cursus_registry.resolution.tables import is_complete
from cursus_registry.resolution.view import Status
from cursus_registry.text import Span

_OPENING = re.compile(r"[A-Za-z]{0,2}(\"{3}|'{3}|\"|')")


def find_subject(snapshot: Snapshot, path: str, offset: int) -> Subject | None:
    """The step whose name stands at a place; None where none does, or only its job-type suffix.

    Raises CannotRenameError for a step that cannot be renamed.
    """
    facts = snapshot.facts(path)
    if facts is not None and facts.place.kind is FileKind.SETTINGS:
        return _pinned(snapshot, facts, offset)
    place = find_place(snapshot, path, offset) if facts else None
    if facts is None or place is None or place.kind not in {PlaceKind.STEP_NAME, PlaceKind.MENTION}:
        return None
    if facts.broken:
        raise CannotRenameError(f"{snapshot.relative(path)} does not parse, so a place could be missed; mend it first")
    span = _name_at(facts, place) if place.mention is None else origin_of(snapshot, place)
    if place.mention is not None and offset > span.end:
        return None
    step = step_of(snapshot.view, _row_at(snapshot, path, place))
    return Subject(step, _rows(snapshot, step), facts.place.workspace, span)


def subject_named(snapshot: Snapshot, name: str, workspace: str | None) -> Subject:
    """The step that a name, to the letter, means in a workspace, or without one in the core.

    Raises CannotRenameError if there is none, or if it cannot be renamed.
    """
    row = snapshot.view.find(name, workspace)
    if row is None:
        raise CannotRenameError(_unknown(snapshot, name, workspace))
    step = step_of(snapshot.view, row)
    return Subject(step, _rows(snapshot, step), workspace)


def _pinned(snapshot: Snapshot, facts: FileFacts, offset: int) -> Subject | None:
    """The step that a pin names, where its name stands in the settings."""
    found = name_of_pin_at(facts.path, facts.source, offset)
    if found is None:
        return None
    name, span = found
    if facts.problems or name not in snapshot.settings.pins:
        raise CannotRenameError(
            f"{snapshot.relative(facts.path)} has a mistake, so its pins may not count; mend it first"
        )
    namespace = snapshot.settings.pins[name]
    step = step_pinned(snapshot, name, namespace)
    if step is None:
        raise CannotRenameError(_unknown(snapshot, name, None if namespace in RESERVED_NAMESPACES else namespace))
    return Subject(step, _rows(snapshot, step), facts.place.workspace, span)


def _row_at(snapshot: Snapshot, path: str, place: Place) -> Declaration:
    """The declaration of an entry, or the one that wins for a mention."""
    if place.mention is None:
        row = row_of(snapshot, path, place.item) if place.item else None
        if row is None:
            raise CannotRenameError("no step is declared here")
        return row
    found = snapshot.view.look_up(place.mention.name, place.workspace)
    if found.declaration is None and found.status is Status.UNKNOWN:
        raise CannotRenameError(_unread(snapshot, place.workspace))
    if found.declaration is None:
        raise CannotRenameError(_unknown(snapshot, place.mention.name, place.workspace))
    return found.declaration


def _rows(snapshot: Snapshot, step: Step) -> tuple[Declaration, ...]:
    """All declarations of a step. Raises CannotRenameError if they are not all there, or not ours to change."""
    rows = tuple(declarations_of(snapshot.view, step))
    if step.workspace is None and step.name in ABSTRACT_STEPS:
        raise CannotRenameError(f"'{step.name}' is an abstract step of the framework, which knows it by that name")
    for row in rows:
        facts = snapshot.view.index.files[row.path]
        if row.registry_type is RegistryType.PACK:
            where = place_of_row(snapshot, row)
            raise CannotRenameError(f"'{step.name}' is declared by a step pack ({where}), which others use as well")
        if facts.place.external or not is_own(snapshot, row.path):
            raise CannotRenameError(f"'{step.name}' belongs to the installed core ({row.path}), which is only read")
        if facts.broken:
            where = snapshot.relative(row.path)
            raise CannotRenameError(f"{where} declares '{step.name}' and does not parse; mend it first")
    _require_read(snapshot, step, rows)
    return rows


def _require_read(snapshot: Snapshot, step: Step, rows: tuple[Declaration, ...]) -> None:
    """Everything that could declare the step, or hide the new name from it, must have been read.

    A project without any core has nothing that hides: but an override there is of a step that nobody can see.
    """
    view = snapshot.view
    if step.workspace is None:
        is_read = view.is_whole
    else:
        overrides = any(row.registry_type is RegistryType.OVERRIDE for row in rows)
        base = view.base.complete or not (view.index.core or view.index.packs or overrides)
        is_read = view.indexed and base and view.own(step.workspace).complete
    if not is_read:
        raise CannotRenameError(_unread(snapshot, step.workspace))


def _unread(snapshot: Snapshot, workspace: str | None) -> str:
    """What hides names, in a sentence."""
    index = snapshot.view.index
    if snapshot.unreadable:
        return f"the folder {snapshot.relative(min(snapshot.unreadable))} cannot be listed, so a place could be missed"
    if not snapshot.view.indexed:
        return "the project is still being read; try again in a moment"
    others = index.workspaces.values() if workspace is None else [index.workspaces.get(workspace)]
    hidden = (path for path in (*index.core, *index.packs, *others) if path and not is_complete(index.files[path]))
    path = next(hidden, None)
    if path is None:
        return "the core could not be read, so another step of that name could be hidden; check the setting `core`"
    return f"{snapshot.relative(path)} could not be read in full, so a declaration could be hidden in it; mend it first"


def _unknown(snapshot: Snapshot, name: str, workspace: str | None) -> str:
    where = "the core" if workspace is None else f"workspace '{workspace}'"
    near = near_names(name, list(snapshot.view.visible_names(workspace)), limit=3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"no step '{name}' can be seen in {where}{hint}"


def _name_at(facts: FileFacts, place: Place) -> Span:
    """The name of an entry without its quotes."""
    if place.item is None or rename_key(facts, place.span, place.item.entry.name) is None:
        raise CannotRenameError("the name is not written as one string here; rename it by hand")
    opening = _OPENING.match(facts.source.slice(place.span))
    if opening is None:
        return place.span
    return Span(place.span.start + len(opening[0]), place.span.end - len(opening[1]))
