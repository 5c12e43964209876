"""Lines of a text: how they end, how they are indented, and source moved left or right as a whole. Knows no items."""

from __future__ import annotations

import re

from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import SourceText, Span

LINE_END = re.compile(rb"\r\n|\n|\r")

_INDENT = re.compile(rb"(?:\A|[\r\n])(\t| {2}| {4})(?=[^\s#])")


def line_end(source: SourceText, near: Span | None = None) -> str:
    """The line end used in a stretch, else in the text, else a line feed."""
    match = LINE_END.search(source.data, near.start, near.end) if near else None
    match = match or LINE_END.search(source.data)
    return match[0].decode() if match else "\n"


def indent_unit(source: SourceText) -> str:
    """One step of indentation, by the first line that is indented by one."""
    match = _INDENT.search(source.data)
    return match[1].decode() if match else "    "


def indent_at(source: SourceText, offset: int) -> str:
    """The blanks that the line of a place begins with."""
    text = source.slice(source.line_span(source.line_at(offset)))
    return text[: len(text) - len(text.lstrip(" \t\f"))]


def rest_of_line(data: bytes, at: int, stop: int) -> int | None:
    """Where a line ends behind a place, if nothing but a comment stands between."""
    for token in tokens(data, at, stop):
        if token.kind is Kind.NEWLINE:
            return token.start
        if token.kind is not Kind.COMMENT:
            return None
    return None


def dedented(source: SourceText, span: Span, margin: int) -> str:
    """A stretch with up to `margin` blanks fewer before each further line; the inside of strings stays as it is."""
    text = source.data[span.start : span.end]
    pieces, at = [], 0
    for start in _free_lines(text):
        blank = len(text[start:]) - len(text[start:].lstrip(b" \t"))
        pieces.append(text[at:start])
        at = start + min(blank, margin)
    return b"".join([*pieces, text[at:]]).decode("utf-8", "surrogatepass")


def indented(text: str, indent: str, newline: str) -> str:
    """A text with its further lines moved right, but for those inside of strings, and its lines ended in one way."""
    data = text.encode("utf-8", "surrogatepass")
    pieces, at = [], 0
    for start in _free_lines(data):
        pieces += [data[at:start], indent.encode() if data[start : start + 1] not in b"\r\n" else b""]
        at = start
    return LINE_END.sub(newline.encode(), b"".join([*pieces, data[at:]])).decode("utf-8", "surrogatepass")


def _free_lines(text: bytes) -> list[int]:
    """Where lines begin that are not inside of a string."""
    return [token.end for token in tokens(text) if token.kind is Kind.NEWLINE]
