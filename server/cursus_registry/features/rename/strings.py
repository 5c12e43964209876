"""The strings that only equal the old name: nothing says that they mean the step, so a person looks at them first.

It must not know how they are found, nor which of them are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.references.strings import search_strings
from cursus_registry.features.rename.model import Changes
from cursus_registry.features.rename.trial import require_changeable
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import CannotRenameError, Kind, Piece, Subject
from cursus_registry.text import Edit, Span
from cursus_registry.turns import Turns


def string_changes(snapshot: Snapshot, subject: Subject, new: str, sure: Iterable[Piece]) -> Turns[Changes]:
    """One edit for each such string that nothing sure changes, in turns: every Python file may have one.

    A file that cannot be changed must not stop the renaming for the sake of such a string; it is left.
    """
    taken: dict[str, list[Span]] = defaultdict(list)
    for piece in sure:
        taken[piece.path].append(piece.edit.span)
    pieces: list[Piece] = []
    left: list[FileEdits] = []
    for found in search_strings([snapshot], [subject.step]):
        loose = [one for one in found if not _is_taken(one.span, taken[one.path])]
        if loose:  # all of one file
            change = FileEdits(loose[0].path, loose[0].source, tuple(Edit(one.span, new) for one in loose))
            if _can_be_changed(snapshot, change):
                pieces += [Piece(Kind.STRINGS, change.path, edit, change.source) for edit in change.edits]
            else:
                left.append(change)
        yield
    return Changes(tuple(pieces), left=tuple(left))


def _is_taken(span: Span, taken: Iterable[Span]) -> bool:
    return any(other.start <= span.start < other.end for other in taken)


def _can_be_changed(snapshot: Snapshot, change: FileEdits) -> bool:
    try:
        require_changeable(snapshot, change)
    except CannotRenameError:
        return False
    return True
