"""The shapes of a renaming: the step that gets another name, and single edits. It must not know of groups of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.steps import Step
from cursus_registry.text import Edit, SourceText, Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Subject:
    """A step that can be renamed, with all its declarations. `actor` is the workspace of who asks, None for the core.

    `span` is where its name stands at the place that was asked about, without quotes and suffix.
    """

    step: Step
    rows: tuple[Declaration, ...]
    actor: str | None
    span: Span = _NOWHERE


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
