"""The shapes of what a renaming changes: single edits, files that move, groups of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.text import Edit, SourceText


class Kind(Enum):
    """What a change belongs to."""

    NAME = "name"
    SPEC = "spec type"
    SOURCES = "compatible sources"
    CLASSES = "classes"
    FILES = "files"
    STRINGS = "strings"

    @property
    def order(self) -> int:
        """The place among the kinds."""
        return list(Kind).index(self)

    @property
    def is_optional(self) -> bool:
        """Whether the step has its new name without it."""
        return self in {Kind.SOURCES, Kind.CLASSES, Kind.FILES, Kind.STRINGS}


class Piece(NamedTuple):
    """One edit in a file; `source` is the text that it holds for, the one that the file's facts have if None."""

    kind: Kind
    path: str
    edit: Edit
    source: SourceText | None = None


class Move(NamedTuple):
    """A file that gets another name; `source` is its text before any edit."""

    path: str
    new_path: str
    source: SourceText


@dataclass(frozen=True, slots=True)
class Changes:
    """What one part of a renaming changes, and what it leaves with the reason."""

    pieces: tuple[Piece, ...] = ()
    moves: tuple[Move, ...] = ()
    notes: tuple[str, ...] = ()


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
