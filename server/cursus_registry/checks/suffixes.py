"""Class names that must end in a certain word: what the two rules share. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cursus_registry.checks.fields import ABSTRACT_STEPS, derived_value
from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Item
from cursus_registry.resolution.names import VALID_CHARACTERS

Check = Callable[[Context], Iterator[Finding]]


def must_end_in(suffix: str, field: str, endings: str) -> Check:
    """A check that the class in a field has the suffix. `endings`: words, as a pattern, that are put for it."""
    word = re.compile(endings, re.IGNORECASE)

    def check(context: Context) -> Iterator[Finding]:
        """One finding on each value that ends otherwise."""
        for item in context.stating(field):
            value = item.entry.value(field)
            if isinstance(value, str) and value.strip() and not value.endswith(suffix):
                yield from _findings(context, item, field, suffix, _proposed(item, field, value, word, suffix))

    return check


def _proposed(item: Item, field: str, value: str, word: re.Pattern[str], suffix: str) -> str | None:
    """The class's own stem with the suffix; where one of the words stands elsewhere in it too, the usual name."""
    if not VALID_CHARACTERS.match(item.entry.name):
        return None
    stem = value.strip()
    while found := [match for match in word.finditer(stem) if match.end() == len(stem)]:
        stem = stem[: found[0].start()]
    is_plain = stem.isidentifier() and not word.search(stem)
    return f"{stem}{suffix}" if is_plain else derived_value(item.entry.name, field)


def _findings(context: Context, item: Item, field: str, suffix: str, proposed: str | None) -> Iterator[Finding]:
    if item.entry.name in ABSTRACT_STEPS:
        return
    found = item.entry.find(field)
    if found is not None:
        span = item.value_span(found)
        fixes = change_to(context.facts, span, proposed) if proposed else ()
        hint = f"; write '{proposed}'" if proposed else ""
        yield Finding(span, f"'{found.value}' does not end in '{suffix}'{hint}", fixes=fixes)
