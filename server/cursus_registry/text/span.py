"""A stretch of text in bytes; knows no lines and no encodings."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of byte offsets into a text as UTF-8."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` bytes further on."""
        return Span(self.start + by, self.end + by)

    def contains(self, offset: int) -> bool:
        """Whether the offset is inside, or touches either end (a cursor stands between characters)."""
        return self.start <= offset <= self.end
