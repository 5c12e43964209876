"""From two texts to the edits that lead from one to the other, line by line. Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from cursus_registry.edits.apply import Change
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.text import Edit, SourceText, Span

_MOST_LINES = 2000


def line_edits(before: SourceText, after: SourceText) -> tuple[Edit, ...]:
    """Whole lines put in the place of others, so that what stays keeps its cursors and marks; none if nothing differs.

    Where thousands of lines lie between the first difference and the last, they are one edit.
    """
    old, new = _lines(before), _lines(after)
    head = _same(old, new)
    old, new = old[head:], new[head:]
    tail = _same(reversed(old), reversed(new))
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    blocks = [(0, len(old), 0, len(new))]
    if max(len(old), len(new)) <= _MOST_LINES:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        blocks = [(first, last, start, end) for tag, first, last, start, end in codes if tag != "equal"]
    starts = [*before.line_starts, len(before.data)]
    return tuple(
        Edit(Span(starts[head + first], starts[head + last]), b"".join(new[start:end]).decode("utf-8", "surrogatepass"))
        for first, last, start, end in blocks
        if first < last or start < end
    )


def edits_of(change: Change, confirm: str = "") -> FileEdits:
    """A changed text as edits of its file; `confirm` as in `FileEdits`."""
    before = SourceText(b"") if change.before is None else change.before
    return FileEdits(change.path, before, line_edits(before, change.after), change.before is None, confirm)


def _same(left: Iterable[bytes], right: Iterable[bytes]) -> int:
    """With how many equal lines both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _lines(source: SourceText) -> list[bytes]:
    """The lines with their ends."""
    bounds = [*source.line_starts, len(source.data)]
    return [source.data[start:end] for start, end in pairwise(bounds)]
