"""The shapes of quick fixes. Knows neither rules nor edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.turns import Turns

Later: TypeAlias = Callable[[], tuple[FileEdits, ...] | Turns[tuple[FileEdits, ...]]]


class Way(NamedTuple):
    """One way to deal with one finding. `later` makes the changes, where that takes looking into other files: at once,
    or in turns.

    `eases`: the finding may stay, at a lower severity. `is_kept`: it is the settings that change. `sane` is false for
    what a person has to choose. Two ways of one title are the same.
    """

    title: str
    files: tuple[FileEdits, ...] = ()
    later: Later | None = None
    eases: bool = False
    silences: bool = False
    is_kept: bool = False
    sane: bool = True


@dataclass(frozen=True, slots=True)
class QuickFix:
    """One way to deal with some findings of a file; `mends` are their numbers in the list that was given.

    `preferred` is true if it is the only way, and nothing that a person has to choose; never where it `silences`.
    `files` are empty where the changes are made only when they are wanted.
    """

    title: str
    files: tuple[FileEdits, ...]
    mends: tuple[int, ...]
    preferred: bool = False
    silences: bool = False
    eases: bool = False
    is_kept: bool = False
    later: Later | None = field(default=None, compare=False, repr=False)

    def changing(self) -> Turns[tuple[FileEdits, ...]]:
        """All that changes, in turns; nothing if it cannot be made. Raises CannotPinError as `trying_fix` does."""
        found = self.later() if self.later else self.files
        return found if isinstance(found, tuple) else (yield from found)
