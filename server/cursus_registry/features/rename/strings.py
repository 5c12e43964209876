"""The strings that only equal the old name: nothing says that they mean the step, so a person looks at them first.

It must not know how they are found, nor which of them are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cursus_registry.features.references.strings import search_strings
from cursus_registry.features.rename.model import Changes
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import Kind, Piece, Subject
from cursus_registry.text import Edit, Span
from cursus_registry.turns import Turns


def string_changes(snapshot: Snapshot, subject: Subject, new: str, sure: Iterable[Piece]) -> Turns[Changes]:
    """One edit for each such string that nothing sure changes, in turns: every Python file may have one."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for piece in sure:
        taken[piece.path].append(piece.edit.span)
    pieces: list[Piece] = []
    for found in search_strings([snapshot], [subject.step]):
        pieces += [
            Piece(Kind.STRINGS, one.path, Edit(one.span, new), one.source)
            for one in found
            if not any(span.start <= one.span.start < span.end for span in taken[one.path])
        ]
        yield
    return Changes(tuple(pieces))
