"""Which findings a file's comments silence, and which of the comments did; knows no rule, only codes and lines."""

from __future__ import annotations

from collections import defaultdict

from cursus_registry.facts.model import FileFacts, Suppression


class Silence:
    """The silencing comments of one file, and what they have silenced in one run."""

    def __init__(self, facts: FileFacts) -> None:
        self._source = facts.source
        self._used: set[tuple[int, str]] = set()
        self._by_code: dict[str, list[tuple[int, Suppression]]] = defaultdict(list)
        for number, comment in enumerate(facts.suppressions):
            for code in comment.codes:
                self._by_code[code].append((number, comment))

    def covers(self, code: str, start: int) -> bool:
        """Whether a comment silences a code that starts at a place: on its line, or for the whole file.

        Every comment that does counts as used. CUR007 is never silenced: a file that was not read has no comments.
        """
        if code not in self._by_code:
            return False
        line = self._source.line_at(start)
        found = [number for number, comment in self._by_code[code] if comment.whole_file or comment.line == line]
        self._used.update((number, code) for number in found)
        return bool(found)

    def is_used(self, number: int, code: str) -> bool:
        """Whether a comment, by its number in the file, has silenced a code."""
        return (number, code) in self._used
