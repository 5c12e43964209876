"""Which of several changes can be made at once. Knows neither rules nor disks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.text import Edit, Span


def compatible(changes: Sequence[Sequence[FileEdits]]) -> list[int]:
    """The numbers of the changes that can be made together: of two that meet anywhere the first one.

    Edits that merely touch meet too: two texts put into one place would depend on their order.
    """
    taken: dict[str, list[Span]] = {}
    chosen: list[int] = []
    for number, files in enumerate(changes):
        spans = [(one.path, edit.span) for one in files for edit in one.edits]
        if any(_meet(span, other) for path, span in spans for other in taken.get(path, ())):
            continue
        chosen.append(number)
        for path, span in spans:
            taken.setdefault(path, []).append(span)
    return chosen


def combined(changes: Iterable[Sequence[FileEdits]]) -> dict[str, FileEdits]:
    """Compatible changes as one for each file, by path."""
    edits: dict[str, list[Edit]] = {}
    sources = {}
    for files in changes:
        for one in files:
            edits.setdefault(one.path, []).extend(one.edits)
            sources[one.path] = one.source
    return {path: FileEdits(path, sources[path], tuple(sorted(found))) for path, found in edits.items()}


def _meet(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end
