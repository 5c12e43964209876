"""Which findings a file's comments silence, and which of the comments did; knows no rule, only codes and lines."""

from __future__ import annotations

from cursus_registry.facts.model import FileFacts, Suppression


class Silence:
    """The silencing comments of one file, what they have silenced in one run, and what was said in spite of them."""

    def __init__(self, facts: FileFacts) -> None:
        self._facts = facts
        self._comments = facts.suppressions
        self._used: set[tuple[int, str]] = set()
        self._said: set[tuple[str, int]] = set()

    def covers(self, code: str, start: int) -> bool:
        """Whether a comment silences a code that starts at a place: on its line, or for the whole file.

        Every comment that does counts as used. CUR007 is never silenced: a file that was not read has no comments.
        """
        if not self._comments:
            return False
        line = self._facts.line_at(start)
        found = [
            number
            for number, comment in enumerate(self._comments)
            if code in comment.codes and (comment.whole_file or comment.line == line)
        ]
        self._used.update((number, code) for number in found)
        if not found:
            self._said.add((code, line))
        return bool(found)

    def is_used(self, number: int, code: str) -> bool:
        """Whether a comment, by its number in the file, has silenced a code."""
        return (number, code) in self._used

    def would_cover(self, comment: Suppression, code: str) -> bool:
        """Whether a comment would have something to silence if it named a code."""
        return any(said == code and (comment.whole_file or line == comment.line) for said, line in self._said)
