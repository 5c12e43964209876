"""A bracket with items and commas in a text: one item more, one less, in the layout that is there.

Lexical: it sees tokens, commas and comments. It must not know what the items mean.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.text import Edit, SourceText, Span

_LINE_END = re.compile(rb"\r\n|\n|\r")
_INDENT = re.compile(rb"(?:\A|[\r\n])(\t| {2}| {4})(?=[^\s#])")
_WHOLE_FILE = re.compile(rb"cursus:\s*ignore-file", re.IGNORECASE)


class _Inside(NamedTuple):
    """What stands between two brackets: all tokens, and those that are code."""

    stream: list[Token]
    code: list[Token]


def append_item(source: SourceText, display: Span, item: str, *, spread: bool = False) -> Edit | None:
    """One more item behind the last one of a display; None if the stretch is no whole one.

    `item` has no comma, and its further lines are indented as if the first stood at the left margin. `spread`: an
    empty display is opened over several lines.
    """
    inside = _inside(source.data, display)
    if inside is None:
        return None
    if not inside.code:
        return _fill(source, display, inside.stream, item, spread=spread)
    last, has_comma = inside.code[-1], inside.code[-1].kind is Kind.COMMA
    head = _last_head(inside.code)
    if not head.first:
        text = indented(item, _indent_of_line(source, head.start), line_end(source, display))
        return Edit(Span(last.end, last.end), f" {text}," if has_comma else f", {text}")
    indent = _indent_of_line(source, head.start)
    line = f"{line_end(source, display)}{indent}{indented(item, indent, line_end(source, display))}"
    rest = _rest_of_line(source.data, last.end, display.end - 1)
    if rest is None:
        return Edit(Span(last.end, last.end), f"{line}," if has_comma else f",{line}")
    if has_comma:
        return Edit(Span(rest, rest), f"{line},")
    return Edit(Span(last.end, rest), f",{source.slice(Span(last.end, rest))}{line},")


def remove_from(source: SourceText, item: Span, floor: int, *, keep_comma: bool = False) -> Edit | None:
    """An item of a display taken out, with its comma; with its lines, too, if it has them for itself, the comment
    lines directly above it and the comment at its end.

    `floor` is a place before the item at which no token is cut, not before the item before it. `keep_comma`: a comma
    stays behind the item before it, as a tuple needs it. None if no comma or bracket stands before or behind it.
    """
    data = source.data
    before = list(tokens(data, floor, item.start))
    code = [token for token in before if token.kind < Kind.NEWLINE]
    after = _after(data, item.end)
    if not code or not after or code[-1].kind not in {Kind.OPEN, Kind.COMMA}:
        return None
    comma = after[0] if after[0].kind is Kind.COMMA else None
    if comma is None and after[0].kind is not Kind.CLOSE:
        return None
    top = _top(source, item, code[-1].end)
    end = comma.end if comma else item.end
    if top is not None and not _LINE_END.search(data, item.end, end):
        rest = _rest_of_line(data, end, len(data))
        if rest is not None:
            match = _LINE_END.match(data, rest)
            return Edit(Span(top, match.end() if match else rest), "")
    return _cut(data, item, code, before, after, top, keep_comma=keep_comma)


def line_end(source: SourceText, near: Span) -> str:
    """The line end used in a stretch, else in the text, else a line feed."""
    match = _LINE_END.search(source.data, near.start, near.end) or _LINE_END.search(source.data)
    return match[0].decode() if match else "\n"


def indent_unit(source: SourceText) -> str:
    """One step of indentation, by the first line that is indented by one."""
    match = _INDENT.search(source.data)
    return match[1].decode() if match else "    "


def code_between(data: bytes, start: int, end: int) -> list[bytes]:
    """The code between two places, token by token."""
    return [data[token.start : token.end] for token in tokens(data, start, end) if token.kind < Kind.NEWLINE]


def dedented(source: SourceText, span: Span) -> str:
    """A stretch as if its first line began at the left margin; the lines inside of strings stay as they are."""
    margin = len(_indent_of_line(source, span.start))
    text = source.data[span.start : span.end]
    pieces, at = [], 0
    for start in _free_lines(text):
        blank = len(text[start:]) - len(text[start:].lstrip(b" \t"))
        pieces.append(text[at:start])
        at = start + min(blank, margin)
    return b"".join([*pieces, text[at:]]).decode("utf-8", "surrogatepass")


def indented(item: str, indent: str, newline: str) -> str:
    """An item with its further lines moved to the right, but for those inside of strings, and other line ends."""
    text = item.encode("utf-8", "surrogatepass")
    pieces, at = [], 0
    for start in _free_lines(text):
        pieces += [text[at:start], indent.encode() if text[start : start + 1] not in b"\r\n" else b""]
        at = start
    whole = b"".join([*pieces, text[at:]])
    return _LINE_END.sub(newline.encode(), whole).decode("utf-8", "surrogatepass")


def _inside(data: bytes, display: Span) -> _Inside | None:
    stream = list(tokens(data, display.start, display.end))
    depth = 0
    for token in stream[:-1]:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth < 1 or token.kind is Kind.UNCLOSED:
            return None
    if depth != 1 or stream[-1].kind is not Kind.CLOSE:
        return None
    return _Inside(stream[1:-1], [token for token in stream[1:-1] if token.kind < Kind.NEWLINE])


def _last_head(code: list[Token]) -> Token:
    """The first token of the last item."""
    head, depth = code[0], 0
    for token, following in pairwise(code):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth == 0 and token.kind is Kind.COMMA:
            head = following
    return head


def _fill(source: SourceText, display: Span, stream: list[Token], item: str, *, spread: bool) -> Edit:
    """The first item of an empty display."""
    outer = _indent_of_line(source, display.start)
    newline = line_end(source, display)
    comments = [token for token in stream if token.kind is Kind.COMMENT]
    inside = Span(display.start + 1, display.end - 1)
    if not stream and not spread:
        return Edit(inside, indented(item, outer, newline))
    indent = outer + indent_unit(source)
    if comments and comments[-1].first:
        indent = _indent_of_line(source, comments[-1].start)
    line = f"{newline}{indent}{indented(item, indent, newline)},"
    if comments:
        return Edit(Span(comments[-1].end, comments[-1].end), line)
    return Edit(inside, f"{line}{newline}{outer}")


def _rest_of_line(data: bytes, at: int, stop: int) -> int | None:
    """Where a line ends behind a place, if nothing but a comment stands between."""
    for token in tokens(data, at, stop):
        if token.kind is Kind.NEWLINE:
            return token.start
        if token.kind is not Kind.COMMENT:
            return None
    return None


def _after(data: bytes, end: int) -> list[Token]:
    """The token behind an item and, if it is a comma, the one behind that."""
    code = (token for token in tokens(data, end) if token.kind < Kind.NEWLINE)
    first = next(code, None)
    second = next(code, None) if first is not None and first.kind is Kind.COMMA else None
    return [token for token in (first, second) if token is not None]


def _top(source: SourceText, item: Span, floor: int) -> int | None:
    """Where the lines of an item begin, the comment lines directly above included; None if it shares its line."""
    line = source.line_at(item.start)
    start = source.line_starts[line]
    if start < floor or source.data[start : item.start].strip(b" \t\f"):
        return None
    while line > 0 and (above := source.line_span(line - 1)).start >= floor:
        text = source.slice(above).strip().encode()
        if not text.startswith(b"#") or _WHOLE_FILE.search(text):
            break
        line -= 1
        start = above.start
    return start


def _cut(
    data: bytes,
    item: Span,
    code: list[Token],
    before: list[Token],
    after: list[Token],
    top: int | None,
    *,
    keep_comma: bool,
) -> Edit:
    """An item taken out of a line that it shares."""
    previous, comma = code[-1], after[0] if after[0].kind is Kind.COMMA else None
    following = after[-1]
    commented = before[-1].kind is Kind.COMMENT or any(
        token.kind is Kind.COMMENT and token.start > previous.start for token in before
    )
    if comma and following.kind is not Kind.CLOSE and not _LINE_END.search(data, comma.end, following.start):
        return Edit(Span(item.start, following.start), "")
    start = previous.end
    if commented:
        start = item.start if top is None else top
    end = comma.end if comma else item.end
    if previous.kind is Kind.OPEN:
        if not commented and not data[end : following.start].strip():
            end = following.start
        return Edit(Span(start, end), "")
    if comma is None and not commented and not keep_comma:
        start = previous.start
        while data[start - 1 : start].isspace():
            start -= 1
    return Edit(Span(start, end), "")


def _indent_of_line(source: SourceText, at: int) -> str:
    line = source.line_span(source.line_at(at))
    text = source.slice(line)
    return text[: len(text) - len(text.lstrip(" \t\f"))]


def _free_lines(text: bytes) -> list[int]:
    """Where lines begin that are not inside of a string."""
    return [token.end for token in tokens(text) if token.kind is Kind.NEWLINE]
