"""How near two words are; knows no meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

MOST_EDITS = 2
_MANY = 50


def edits_between(left: str, right: str) -> int:
    """The Damerau-Levenshtein distance: inserted, removed, replaced and swapped characters."""
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - the command's start waits for it

    return DamerauLevenshtein.distance(left, right)


def is_within(left: str, right: str, most: int) -> bool:
    """Whether there are at most so many edits between two words."""
    if abs(len(left) - len(right)) > most or len({*left} ^ {*right}) > 2 * most:
        return False  # an edit changes the length by one at most, and which letters there are by two
    return edits_between(left, right) <= most


def is_near(left: str, right: str) -> bool:
    """At most two edits, and at most a quarter of the longer name's length; equal names are not near."""
    return left != right and is_within(left, right, min(MOST_EDITS, max(len(left), len(right)) // 4))


def near_names(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The names that are near, nearest first; of equally near ones in alphabetical order."""
    names = {other for other in known if abs(len(other) - len(name)) <= MOST_EDITS}
    if len(names) > _MANY:
        names = set(_all_within(name, names))
    near = sorted((edits_between(name, other), other) for other in names if is_near(name, other))
    return [other for _, other in near[:limit]]


def _all_within(name: str, names: Iterable[str]) -> Iterator[str]:
    """The names within so many edits, compared all at once."""
    from rapidfuzz import process  # noqa: PLC0415 - as above
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    found = process.extract(
        name,
        list(names),
        scorer=DamerauLevenshtein.distance,
        processor=None,
        score_cutoff=MOST_EDITS,
        limit=None,
    )
    return (other for other, _, _ in found)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The nearest of the near names, if there is one."""
    return next(iter(near_names(name, known, 1)), None)
