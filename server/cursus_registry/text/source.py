"""One text with its lines, immutable. A line ends at \\n, \\r\\n or \\r and nowhere else (LSP 3.17, "Position")."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate

from cursus_registry.text.position import Encoding, Position, Range, count_units, skip_units
from cursus_registry.text.span import Span

_LINE_END = re.compile(rb"\r\n|\n|\r")
_LARGE = 1_000_000
_PIECE = 1 << 16


class SourceText:
    """A text as UTF-8 bytes. Offsets are bytes; what leaves for an editor goes through `position` and `range`."""

    __slots__ = ("_starts", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._starts: array[int] | None = None

    @classmethod
    def from_str(cls, text: str) -> SourceText:
        """From an editor's text; lone surrogates, which JSON can carry, are kept."""
        return cls(text.encode("utf-8", "surrogatepass"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceText) and other.data == self.data

    def __hash__(self) -> int:
        return hash(self.data)

    def __str__(self) -> str:
        return self.data.decode("utf-8", "surrogatepass")

    @property
    def line_starts(self) -> array[int]:
        """The offset at which each line starts; there is always a first line, and one after the last line end."""
        if self._starts is None:
            self._starts = array("Q", _line_starts(self.data))
        return self._starts

    def line_at(self, offset: int) -> int:
        """The number, from 0, of the line that an offset is on."""
        return bisect_right(self.line_starts, min(max(offset, 0), len(self.data))) - 1

    def line_span(self, line: int) -> Span:
        """A line without its line end."""
        starts = self.line_starts
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(self.data)
        if end > start and self.data[end - 1 : end] == b"\n":
            end -= 1
        if end > start and self.data[end - 1 : end] == b"\r":
            end -= 1
        return Span(start, end)

    def position(self, offset: int, encoding: Encoding) -> Position:
        """Where an editor sees the offset; one beyond the text is its end, one inside a character its start."""
        offset = min(max(offset, 0), len(self.data))
        while 0 < offset < len(self.data) and self.data[offset] & 0xC0 == 0x80:
            offset -= 1
        line = self.line_at(offset)
        return Position(line, count_units(self.data[self.line_starts[line] : offset], encoding))

    def offset(self, position: Position, encoding: Encoding) -> int:
        """The offset of an editor's position; a column beyond the line is its end, a line beyond the text too."""
        if position.line < 0:
            return 0
        if self._starts is None and len(self.data) > _LARGE:
            span = _find_line(self.data, position.line)
        else:
            span = self.line_span(position.line) if position.line < len(self.line_starts) else None
        if span is None:
            return len(self.data)
        return span.start + skip_units(self.data[span.start : span.end], max(position.character, 0), encoding)

    def range(self, span: Span, encoding: Encoding) -> Range:
        """A stretch of the text as an editor sees it."""
        start = self.position(span.start, encoding)
        piece = self.data[span.start : span.end] if 0 <= span.start <= span.end <= len(self.data) else b"\n"
        if piece.isascii() and b"\n" not in piece and b"\r" not in piece and piece:  # a name mostly
            return Range(start, Position(start.line, start.character + len(piece)))
        return Range(start, self.position(span.end, encoding))

    def slice(self, span: Span) -> str:
        """The text of a stretch."""
        return self.data[span.start : span.end].decode("utf-8", "surrogatepass")


def _line_starts(data: bytes) -> list[int]:
    if b"\r" in data:
        return [0, *(match.end() for match in _LINE_END.finditer(data))]
    lengths = [len(line) + 1 for line in data.split(b"\n")]
    return list(accumulate(lengths[:-1], initial=0))


def _find_line(data: bytes, line: int) -> Span | None:
    """One line of a large text, without its line end, found without an index of all lines."""
    start = before = 0
    while start < len(data):
        stop = start + _PIECE
        if data[stop - 1 : stop + 1] == b"\r\n":
            stop += 1
        ends = data.count(b"\n", start, stop) + data.count(b"\r", start, stop) - data.count(b"\r\n", start, stop)
        if before + ends >= line:
            break
        before += ends
        start = stop
    for _ in range(line - before):
        end = _LINE_END.search(data, start)
        if end is None:
            return None
        start = end.end()
    end = _LINE_END.search(data, start)
    return Span(start, end.start() if end else len(data))
