"""Everything that a renaming changes, in groups of which each can be taken or left, tried out before it is handed on.

It must not know how an edit is written into a text, nor how groups are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.rename.classes import class_changes
from cursus_registry.features.rename.files import file_changes
from cursus_registry.features.rename.model import Changes, Group, Move
from cursus_registry.features.rename.new_name import require_possible
from cursus_registry.features.rename.strings import string_changes
from cursus_registry.features.rename.trial import require_readable_users, require_sound, require_unchanged
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import (
    Kind,
    Piece,
    Subject,
    name_changes,
    pin_changes,
    spec_changes,
    use_changes,
)
from cursus_registry.text import Edit
from cursus_registry.turns import Turns, at_once


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes so that a step has another name. `notes` tell what is left as it is, and why.

    `left` are strings that only equal the name, in files that cannot be written.
    """

    old: str
    new: str
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()
    left: tuple[FileEdits, ...] = ()

    @property
    def of_name(self) -> tuple[Group, ...]:
        """The groups without which the renaming would be half a one."""
        return tuple(group for group in self.groups if not group.is_optional)

    @property
    def is_certain(self) -> bool:
        """Whether nobody need be asked: all that must change belongs to who asks."""
        return not any(group.needs_confirmation for group in self.of_name)


def plan_rename(snapshot: Snapshot, subject: Subject, new: str) -> Plan:
    """The plan; an empty one if the step has that name already.

    Raises CannotRenameError for a name that the step may not have, for a place that cannot be edited, and where
    anything would mean something else afterwards.
    """
    return at_once(planning(snapshot, subject, new))


def planning(snapshot: Snapshot, subject: Subject, new: str) -> Turns[Plan]:
    """The same in turns: a core step can stand in very many files."""
    old = subject.step.name
    if new == old:
        return Plan(old, new, ())
    require_possible(snapshot, subject, new)
    require_readable_users(snapshot, subject)
    yield
    named = Changes(
        (
            *name_changes(snapshot, subject, new),
            *use_changes(snapshot, subject, new),
            *spec_changes(snapshot, subject, new),
            *pin_changes(snapshot, subject, new),
        )
    )
    yield
    classes, files = class_changes(snapshot, subject, new), file_changes(snapshot, subject, new)
    yield
    strings = yield from string_changes(snapshot, subject, new, named.pieces)
    groups = tuple(_grouped(snapshot, subject, new, (named, classes, files, strings)))
    yield from require_unchanged(snapshot, groups)
    yield from require_sound(snapshot, subject, new, groups)
    return Plan(old, new, groups, (*classes.notes, *files.notes), strings.left)


def _grouped(snapshot: Snapshot, subject: Subject, new: str, changes: Iterable[Changes]) -> Iterator[Group]:
    pieces: dict[tuple[Kind, str], list[Piece]] = {}
    moves: list[Move] = []
    for one in changes:
        moves += one.moves
        for piece in one.pieces:
            pieces.setdefault(_key(snapshot, subject, piece), []).append(piece)
    if moves:
        pieces.setdefault((Kind.FILES, ""), [])
    for (kind, owner), found in sorted(pieces.items(), key=lambda item: (item[0][0].order, item[0][1])):
        moved = tuple(moves) if kind is Kind.FILES else ()
        asks = bool(owner) or kind.is_optional
        label, description = _label(kind, owner, subject.step.name, new)
        yield Group(kind, label, description, asks, tuple(_by_file(snapshot, found)), moved)


def _key(snapshot: Snapshot, subject: Subject, piece: Piece) -> tuple[Kind, str]:
    """The kind of a change, and whose it is if not of who asks."""
    facts = snapshot.facts(piece.path)
    if piece.kind.is_optional:
        return piece.kind, ""
    if facts is not None and facts.place.kind is FileKind.NOTEBOOK:
        return piece.kind, "notebooks"
    workspace = facts.place.workspace if facts else None
    if workspace == subject.actor:
        return piece.kind, ""
    if workspace is not None:
        return piece.kind, f"workspace {workspace}"
    registries = {*snapshot.view.index.core, *snapshot.view.index.packs}
    return piece.kind, "the core" if piece.path in registries else "files of no workspace"


def _label(kind: Kind, owner: str, old: str, new: str) -> tuple[str, str]:
    """What a group is called, and what it is in a sentence."""
    title = {
        Kind.NAME: f"Rename '{old}' to '{new}'",
        Kind.SPEC: "Rename the spec type",
        Kind.SOURCES: "Rename among compatible sources",
        Kind.CLASSES: "Rename the classes",
        Kind.FILES: "Rename the files",
        Kind.STRINGS: "Rename in other strings",
    }[kind]
    description = {
        Kind.NAME: "Declarations, and all that surely means them",
        Kind.SPEC: "The specification has the step's name",
        Kind.SOURCES: "What stands there need not be a step",
        Kind.CLASSES: "Builder and configuration, by their names, wherever these stand",
        Kind.FILES: "The files of the step, and what imports them",
        Kind.STRINGS: "They equal the name, and need not mean the step",
    }[kind]
    return f"{title} in {owner}" if owner else title, description


def _by_file(snapshot: Snapshot, pieces: list[Piece]) -> Iterator[FileEdits]:
    edits: dict[str, set[Edit]] = {}
    for piece in pieces:
        edits.setdefault(piece.path, set()).add(piece.edit)
    for path, found in sorted(edits.items()):
        source = next((piece.source for piece in pieces if piece.path == path and piece.source is not None), None)
        facts = snapshot.facts(path)
        if source is None and facts is not None:
            source = facts.source
        if source is not None:
            yield FileEdits(path, source, tuple(sorted(found)))
