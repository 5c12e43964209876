"""Where a text stops being YAML, and the words for it; from what PyYAML says, in the terms of who wrote the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from cursus_registry.syntax.yaml.lines import Line, read_lines
from cursus_registry.syntax.yaml.nodes import Fault
from cursus_registry.text import Span

DOES_NOT_PARSE = "the file does not parse here"
ANOTHER_DOCUMENT = "a second document begins here, and the framework takes files with one only"


class Report(NamedTuple):
    """What a parser reported: what it was reading, from where, what it met, and where; offsets in bytes."""

    context: str
    start: int | None
    problem: str
    at: int


_NO_COLON = "':' is missing after this key"
_NO_QUOTE = "the quote that opens here is never closed"
_UNEXPECTED_COLON = "mapping values are not allowed here"
_MESSAGES = {
    "could not find expected ':'": _NO_COLON,
    _UNEXPECTED_COLON: ("':' is not expected here: put a text that holds ': ' in quotes, or mend the indentation"),
    "sequence entries are not allowed here": "a list item is not expected here: begin it on a line of its own",
    "found character '\\t' that cannot start any token": "there is a tab here: YAML takes blanks only",
    "but found another document": ANOTHER_DOCUMENT,
    "found unexpected end of stream": _NO_QUOTE,
    "found unexpected document separator": _NO_QUOTE,
}
_PATTERNS = (
    (re.compile(r"expected ',' or '([\]}])', but got "), "'{0}' or ',' is missing"),
    (re.compile(r"found character ('.') that cannot start any token"), "{0} cannot begin a text: put it in quotes"),
    (re.compile(r"found unknown escape character ('.')"), "the escape '\\' with {0} is not known"),
    (re.compile(r"expected <block end>, but found "), "this is not expected here: mend the indentation or the quotes"),
)
_LINE_END = re.compile(rb"[\r\n]")


def describe(data: bytes, report: Report) -> Fault:
    """The fault of a report: on what was begun and not ended, or else on what was met instead."""
    if report.problem == _UNEXPECTED_COLON and (key := _key_without_colon(data, report.at)):
        return Fault(Span(key.start, key.end), _NO_COLON)
    if report.problem.startswith("expected ") and (quote := _open_quote(data, report.at)) is not None:
        return Fault(rest_of_line(data, quote), _NO_QUOTE)
    if data[report.at : report.at + 1] == b"\t":
        return Fault(Span(report.at, report.at + 1), _message(report))
    begun = report.start
    at = begun if begun is not None and _is_about_its_beginning(data, report, begun) else report.at
    return Fault(rest_of_line(data, at), _message(report))


def _key_without_colon(data: bytes, at: int) -> Line | None:
    """The line above a colon, if that is a word at the column of the key: YAML joins the two lines to one key."""
    above: Line | None = None
    for line in read_lines(data):
        if line.start <= at < line.end:
            is_key = above is not None and above.column == line.column and above.colon is None
            return above if is_key and line.colon == at else None
        above = line
    return None


def _open_quote(data: bytes, at: int) -> int | None:
    """Where a quote opens on a line above that is closed by the next one's opening, just before a place."""
    before = data[:at].rstrip()
    quote = before[-1:]
    if quote not in {b'"', b"'"}:
        return None
    for line in read_lines(before):
        value = line.start if line.colon is None else line.colon + 1
        opening = data.find(quote, value, line.end)
        if opening >= 0 and not data[value:opening].strip() and data.count(quote, value, line.end) % 2:
            return opening if line.end < len(before) else None
    return None


def _is_about_its_beginning(data: bytes, report: Report, begun: int) -> bool:
    if report.context.endswith("scanning a simple key"):
        return True
    unclosed = "unexpected" in report.problem or report.context.startswith("while parsing a flow")
    return unclosed and _LINE_END.search(data, begun, report.at) is not None


def _message(report: Report) -> str:
    known = _MESSAGES.get(report.problem)
    if known:
        return known
    for pattern, text in _PATTERNS:
        match = pattern.match(report.problem)
        if match:
            return text.format(*match.groups())
    return f"{DOES_NOT_PARSE}: {report.problem}"


def rest_of_line(data: bytes, at: int) -> Span:
    """From a place to the end of its line, blanks at the end left out; behind the text, its last character."""
    if not data[at : at + 1].strip():
        at = max(len(data[:at].rstrip()) - 1, 0)
        while at and data[at] & 0xC0 == 0x80:
            at -= 1
    line_end = _LINE_END.search(data, at)
    return Span(at, at + len(data[at : line_end.start() if line_end else len(data)].rstrip()))
