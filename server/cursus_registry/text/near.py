"""How near two words are; knows no meaning."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein


def edits_between(left: str, right: str) -> int:
    """The Damerau-Levenshtein distance: inserted, removed, replaced and swapped characters."""
    return DamerauLevenshtein.distance(left, right)


def is_near(left: str, right: str) -> bool:
    """At most two edits, and at most a quarter of the longer name's length; equal names are not near."""
    return left != right and edits_between(left, right) <= min(2, max(len(left), len(right)) // 4)


def near_names(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The names that are near, nearest first; of equally near ones in alphabetical order."""
    found = process.extract(
        name,
        sorted(set(known)),
        scorer=DamerauLevenshtein.distance,
        processor=None,
        score_cutoff=2,
        limit=None,
    )
    near = [(distance, other) for other, distance, _ in found if is_near(name, other)]
    return [other for _, other in sorted(near)[:limit]]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The nearest of the near names, if there is one."""
    return next(iter(near_names(name, known, 1)), None)
