"""Two texts of one file as the edit that leads from one to the other: the lines between those that are the same."""

from __future__ import annotations

from itertools import pairwise, takewhile

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.text import Edit, SourceText, Span


def edit_between(path: str, before: SourceText, after: SourceText) -> FileEdits:
    """The edit of a file that makes one text of another; none if they are the same."""
    old, new = _lines(before), _lines(after)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    start = sum(map(len, old[:head]))
    span = Span(start, start + sum(map(len, old[head : len(old) - tail])))
    text = b"".join(new[head : len(new) - tail])
    if span.start == span.end and not text:
        return FileEdits(path, before, ())
    return FileEdits(path, before, (Edit(span, text.decode("utf-8", "surrogatepass")),))


def _lines(source: SourceText) -> list[bytes]:
    """The lines with their ends."""
    starts = [*source.line_starts, len(source.data)]
    return [source.data[start:end] for start, end in pairwise(starts)]
