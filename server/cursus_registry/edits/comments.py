"""Edits of the comments that silence findings: a code less, another code. Knows no codes of its own."""

from __future__ import annotations

from collections.abc import Collection

from cursus_registry.facts.model import FileFacts, Suppression
from cursus_registry.text import Edit, Span


def remove_codes(facts: FileFacts, comment: Suppression, codes: Collection[int]) -> tuple[Edit, ...]:
    """Some codes, by their numbers in the comment, taken out of it; with the last one goes all that belongs to it.

    The codes of other tools stay, and so does what else the comment says.
    """
    gone = {comment.places[number] for number in codes}
    kept = [place for place in comment.all_codes if place not in gone]
    if not kept:
        return (_without(facts, comment),)
    return tuple(_code_removed(comment, place, kept) for place in comment.all_codes if place in gone)


def rewrite_code(comment: Suppression, number: int, code: str) -> Edit:
    """Another code in the place of one."""
    return Edit(comment.places[number], code)


def _code_removed(comment: Suppression, place: Span, kept: list[Span]) -> Edit:
    """A code goes with what parts it from the next one, or from the one before if it is behind all that stay."""
    at = comment.all_codes.index(place)
    if place.start < kept[-1].start:
        return Edit(Span(place.start, comment.all_codes[at + 1].start), "")
    return Edit(Span(comment.all_codes[at - 1].end, place.end), "")


def _without(facts: FileFacts, comment: Suppression) -> Edit:
    """The whole part taken out, with the blanks before it, and with its line if nothing else stands there."""
    data, source = facts.source.data, facts.source
    if facts.code is not None:  # a line of the code is a piece of one here, and stays
        start, end = comment.span
        return Edit(Span(len(data[:start].rstrip(b" ")), start + len(data[start:end].rstrip())), "")
    line = source.line_span(comment.line)
    start, end = comment.span.start, comment.span.end
    end = start + len(data[start:end].rstrip())
    start = line.start + len(data[line.start : start].rstrip())
    if start == line.start and not data[end : line.end].strip():
        starts = source.line_starts
        following = starts[comment.line + 1] if comment.line + 1 < len(starts) else len(data)
        return Edit(Span(line.start, following), "")
    return Edit(Span(start, end), "")
