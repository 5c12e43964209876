"""The shapes of what a renaming changes: files that move, and groups of edits and of such files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.project.renaming.model import Kind, Piece
from cursus_registry.text import Edit, SourceText


class Move(NamedTuple):
    """A file that gets another name; `source` is its text before any edit."""

    path: str
    new_path: str
    source: SourceText


@dataclass(frozen=True, slots=True)
class Changes:
    """What one part of a renaming changes, and what it leaves with the reason.

    `left` is what it would change in files that cannot be written, and that can stay.
    """

    pieces: tuple[Piece, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: tuple[str, ...] = ()
    left: tuple[FileEdits, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that are taken or left together. `needs_confirmation`: a person should look at them first."""

    kind: Kind
    label: str
    description: str
    needs_confirmation: bool
    files: tuple[FileEdits, ...]
    moves: tuple[Move, ...] = field(default=())

    @property
    def is_optional(self) -> bool:
        """Whether the step has its new name without it."""
        return self.kind.is_optional


def edits_of(groups: Iterable[Group]) -> dict[str, FileEdits]:
    """The edits of several groups as one change for each file, by path."""
    edits: dict[str, set[Edit]] = {}
    sources = {}
    for group in groups:
        for one in group.files:
            edits.setdefault(one.path, set()).update(one.edits)
            sources[one.path] = one.source
    return {path: FileEdits(path, sources[path], tuple(sorted(found))) for path, found in sorted(edits.items())}
