"""A bracket with items and commas in a text: one item more, one less, in the layout that is there.

Lexical: it sees tokens, commas and comments. It must not know what the items mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cursus_registry.edits.lines import LINE_END, dedented, indent_at, indent_unit, indented, line_end, rest_of_line
from cursus_registry.syntax.lexer import Kind, Token, tokens
from cursus_registry.text import Edit, SourceText, Span

_WHOLE_FILE = re.compile(rb"cursus:\s*ignore-file", re.IGNORECASE)


def append_item(source: SourceText, display: Span, item: str, floor: int = 0) -> Edit | None:
    """One more item behind the last one of a display; None if the stretch is no whole one.

    `item` has no comma; its further lines are indented as if the first stood at the left margin. `floor`: where an
    item of the display starts, to look from there on only.
    """
    inside = _inside(source, display, floor)
    if inside is None:
        return None
    newline = line_end(source, display)
    if not inside.code:
        return _fill(source, display, inside, item)
    last, comma = inside.code[-1], "" if inside.ends_with_comma else ","
    head = _last_head(inside.code)
    indent = _own_indent(source, head.start)
    if indent is None:
        text = indented(item, indent_at(source, head.start), newline)
        return Edit(Span(last.end, last.end), f", {text}" if comma else f" {text},")
    line = f"{newline}{indent}{indented(item, indent, newline)}"
    rest = rest_of_line(source.data, last.end, display.end - 1)
    if rest is None:
        return Edit(Span(last.end, last.end), f"{comma}{line}{'' if comma else ','}")
    return _behind_line(source, last.end, rest, comma, f"{line},")


def append_block(source: SourceText, display: Span, block: str, floor: int = 0) -> Edit | None:
    """Whole lines of items, each with its comma, behind the last item of a display (see `append_item`)."""
    inside = _inside(source, display, floor)
    if inside is None:
        return None
    if not inside.code:
        return _fill_lines(source, display, inside, block)
    newline = line_end(source, display)
    head, last, comma = _last_head(inside.code), inside.code[-1], "" if inside.ends_with_comma else ","
    outer = indent_at(source, display.start)
    indent = _own_indent(source, head.start)
    indent = outer + indent_unit(source) if indent is None else indent
    lines = f"{newline}{indent}{indented(block, indent, newline)}"
    rest = rest_of_line(source.data, last.end, display.end - 1)
    if rest is None:
        return Edit(Span(last.end, display.end - 1), f"{comma}{lines}{newline}{outer}")
    return _behind_line(source, last.end, rest, comma, lines)


def remove_from(source: SourceText, item: Span, floor: int, *, keep_comma: bool = False) -> Edit | None:
    """An item of a display taken out, with its comma; with its lines, too, if it has them for itself, the comment
    lines directly above it and the comment at its end.

    `floor` is a place before the item at which no token is cut, not before the item before it. `keep_comma`: a comma
    stays behind the item before it, as a tuple needs it. None if no comma or bracket stands before or behind it.
    """
    place = _place(source, item, floor)
    if place is None:
        return None
    lines = place.lines
    if lines is None:
        return _cut(source.data, place, keep_comma=keep_comma)
    match = LINE_END.match(source.data, lines.end)
    return Edit(Span(lines.start, match.end() if match else lines.end), "")


def block_of(source: SourceText, item: Span, floor: int) -> str | None:
    """An item as lines to be put elsewhere, at the left margin: with a comma, the comment lines directly above it and
    the comment at its end, if it has its lines for itself. None where `remove_from` gives None.
    """
    place = _place(source, item, floor)
    if place is None:
        return None
    margin = len(indent_at(source, item.start))
    lines = place.lines or item
    start = lines.start + (0 if place.lines is None else len(indent_at(source, lines.start)))
    comma = place.comma and place.comma.end <= lines.end
    head = dedented(source, Span(start, item.end), margin)
    return f"{head}{'' if comma else ','}{source.slice(Span(item.end, lines.end))}"


def inner_block(source: SourceText, display: Span) -> str | None:
    """All that stands in a display as lines to be put elsewhere, comments too; None if it is no whole one."""
    inside = _inside(source, display)
    if inside is None or not inside.code:
        return None
    last = inside.code[-1]
    margin = len(indent_at(source, _last_head(inside.code).start))
    head = dedented(source, Span(display.start + 1, last.end), margin).strip()
    comma = "" if inside.ends_with_comma else ","
    tail = dedented(source, Span(last.end, display.end - 1), margin).rstrip()
    return f"{head}{comma}{tail}"


def reorder_items(source: SourceText, items: Sequence[Span], order: Sequence[int]) -> tuple[Edit, ...] | None:
    """Some items of a display in another order: `order` has the number of the item that goes into each place.

    Each takes the lines with it that it has for itself, with its comments. None where comments could not be told apart.
    """
    floors = [0, *(item.end for item in items)]
    places = [_place(source, item, floor) for item, floor in zip(items, floors, strict=False)]
    found = [place for place in places if place is not None]
    stretches = [place.lines for place in found if place.lines is not None]
    if len(found) < len(items) or (stretches and len(stretches) < len(items)):
        return None
    if not stretches and any(_is_comment_between(source, one.end, two.start) for one, two in pairwise(items)):
        return None
    texts = [_whole_lines(source, place) for place in found] if stretches else [source.slice(item) for item in items]
    spans = stretches or items
    return tuple(
        Edit(span, texts[number]) for at, (span, number) in enumerate(zip(spans, order, strict=True)) if at != number
    )


def _whole_lines(source: SourceText, place: _Place) -> str:
    """The lines of an item, with a comma."""
    lines = place.lines or place.item
    comma = "" if place.comma else ","
    return f"{source.slice(Span(lines.start, place.item.end))}{comma}{source.slice(Span(place.item.end, lines.end))}"


def _is_comment_between(source: SourceText, start: int, end: int) -> bool:
    return any(token.kind is Kind.COMMENT for token in tokens(source.data, start, end))


def code_between(data: bytes, start: int, end: int) -> list[bytes]:
    """The code between two places, token by token."""
    return [data[token.start : token.end] for token in tokens(data, start, end) if token.kind < Kind.NEWLINE]


class _Inside(NamedTuple):
    """What stands between two brackets: all tokens, and those that are code."""

    stream: list[Token]
    code: list[Token]

    @property
    def ends_with_comma(self) -> bool:
        return self.code[-1].kind is Kind.COMMA


def _inside(source: SourceText, display: Span, floor: int = 0) -> _Inside | None:
    """What stands in a display, from its bracket or from `floor` on; None if that is not up to the bracket's match."""
    stream = list(tokens(source.data, max(floor, display.start + 1), display.end))
    depth = 1
    for token in stream[:-1]:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth < 1 or token.kind is Kind.UNCLOSED:
            return None
    if depth != 1 or not stream or stream[-1].kind is not Kind.CLOSE:
        return None
    return _Inside(stream[:-1], [token for token in stream[:-1] if token.kind < Kind.NEWLINE])


def _own_indent(source: SourceText, at: int) -> str | None:
    """The blanks before a place, if nothing else stands before it on its line."""
    start = source.line_starts[source.line_at(at)]
    blanks = source.slice(Span(start, at))
    return None if blanks.strip(" \t\f") else blanks


def _last_head(code: list[Token]) -> Token:
    """The first token of the last item."""
    head, depth = code[0], 0
    for token, following in pairwise(code):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth == 0 and token.kind is Kind.COMMA:
            head = following
    return head


def _behind_line(source: SourceText, end: int, rest: int, comma: str, lines: str) -> Edit:
    """Lines behind the comment of the last item's line; the comma that is missing goes before the comment."""
    if not comma:
        return Edit(Span(rest, rest), lines)
    return Edit(Span(end, rest), f"{comma}{source.slice(Span(end, rest))}{lines}")


def _fill(source: SourceText, display: Span, inside: _Inside, item: str) -> Edit:
    """The first item of an empty display."""
    if inside.stream:
        return _fill_lines(source, display, inside, f"{item},")
    text = indented(item, indent_at(source, display.start), line_end(source, display))
    return Edit(Span(display.start + 1, display.end - 1), text)


def _fill_lines(source: SourceText, display: Span, inside: _Inside, block: str) -> Edit:
    """The first lines of an empty display, behind the comments in it."""
    outer = indent_at(source, display.start)
    newline = line_end(source, display)
    comments = [token for token in inside.stream if token.kind is Kind.COMMENT]
    own = _own_indent(source, comments[-1].start) if comments else None
    indent = outer + indent_unit(source) if own is None else own
    lines = f"{newline}{indent}{indented(block, indent, newline)}"
    if comments:
        return Edit(Span(comments[-1].end, comments[-1].end), lines)
    return Edit(Span(display.start + 1, display.end - 1), f"{lines}{newline}{outer}")


@dataclass(frozen=True, slots=True)
class _Place:
    """An item among its neighbours. `lines`: those that it has for itself, without the last line end.

    `top` is where its first line begins, comments above included, if nothing else stands before it on its line.
    """

    item: Span
    before: list[Token]
    previous: Token
    comma: Token | None
    following: Token
    top: int | None
    lines: Span | None

    @property
    def end(self) -> int:
        """Behind the item and its comma."""
        return self.comma.end if self.comma else self.item.end

    @property
    def is_commented(self) -> bool:
        """Whether a comment stands between the token before the item and the item."""
        return any(token.kind is Kind.COMMENT and token.start > self.previous.start for token in self.before)


def _place(source: SourceText, item: Span, floor: int) -> _Place | None:
    before = list(tokens(source.data, floor, item.start))
    code = [token for token in before if token.kind < Kind.NEWLINE]
    after = _after(source.data, item.end)
    if not code or not after or code[-1].kind not in {Kind.OPEN, Kind.COMMA}:
        return None
    comma = after[0] if after[0].kind is Kind.COMMA else None
    if comma is None and after[0].kind is not Kind.CLOSE:
        return None
    top, end = _top(source, item, code[-1].end), comma.end if comma else item.end
    is_last = top is not None and not LINE_END.search(source.data, item.end, end)
    rest = rest_of_line(source.data, end, len(source.data)) if is_last else None
    lines = Span(top, rest) if top is not None and rest is not None else None
    return _Place(item, before, code[-1], comma, after[-1], top, lines)


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
        text = source.data[above.start : above.end].strip()
        if not text.startswith(b"#") or _WHOLE_FILE.search(text):
            break
        line -= 1
        start = above.start
    return start


def _cut(data: bytes, place: _Place, *, keep_comma: bool) -> Edit:
    """An item taken out of a line that it shares."""
    item, previous, following, end = place.item, place.previous, place.following, place.end
    if place.comma and following.kind is not Kind.CLOSE and not LINE_END.search(data, end, following.start):
        return Edit(Span(item.start, following.start), "")
    if place.is_commented:
        return Edit(Span(item.start if place.top is None else place.top, end), "")
    if previous.kind is Kind.OPEN:
        return Edit(Span(previous.end, end if data[end : following.start].strip() else following.start), "")
    if place.comma or keep_comma:
        return Edit(Span(previous.end, end), "")
    start = len(data[: previous.start].rstrip())
    if any(token.kind is Kind.COMMENT and token.end == start for token in place.before):
        start = previous.start
    return Edit(Span(start, end), "")
