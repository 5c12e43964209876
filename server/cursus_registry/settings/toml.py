"""From the bytes of a TOML file to its values, never raising: what is wrong has a place and a message.

Nesting and sizes are bounded before the parser sees the text. It must not know what a setting is.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from functools import lru_cache
from typing import Any, NamedTuple

from cursus_registry.settings.places import Places, read_places
from cursus_registry.text import SourceText, Span

MAX_NESTING = 64

_TOKEN = re.compile(
    rb"""(?P<string>"{3}(?:[^"\\]|\\.|"(?!""))*+"{3,5}|'{3}(?:[^']|'(?!''))*+'{3,5}
        |"(?!"")(?:[^"\\\n]|\\[^\n])*+"|'(?!'')[^'\n]*+')
    |(?P<comment>\#[^\n]*+)
    |(?P<unclosed>"{3}|'{3}|["'])
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<next>[\n=,])""",
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")
_MANY_DIGITS = re.compile(rb"[0-9][0-9_]{4300,}")
_WORD = re.compile(rb"[\w.+\x80-\xff-]+|.", re.DOTALL)
_NO_WORD = bytes(byte for byte in range(128) if not (chr(byte).isalnum() or chr(byte) in "_.+-"))
_INVALID = "the file is not valid TOML"
_LONGEST = 200


class TomlFault(NamedTuple):
    """Something wrong with the text itself."""

    span: Span
    message: str


class Toml(NamedTuple):
    """A text, its values (None if there is no reading it), and what is wrong with it."""

    source: SourceText
    values: dict[str, Any] | None
    faults: tuple[TomlFault, ...] = ()

    @property
    def places(self) -> Places:
        """Where keys and values stand."""
        return _places(self.source.data)


@lru_cache(maxsize=2)
def read_toml(data: bytes) -> Toml:
    """The values of a TOML text; a value that is set twice counts as it is set first."""
    faults: tuple[TomlFault, ...] = ()
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        faults = (TomlFault(Span(0, 0), "TOML allows no byte order mark; save the file as UTF-8 without one"),)
    source = SourceText(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 (a byte on line {line} is not); save it as UTF-8"
        return Toml(SourceText.from_str(data.decode("utf-8", "replace")), None, (TomlFault(Span(0, 0), message),))
    deep = _too_deep(data)
    if deep is not None:
        message = f"this is nested more than {MAX_NESTING} levels deep; nothing of the file is read"
        return Toml(source, None, (*faults, TomlFault(deep, message)))
    values, found = _parse(data, text)
    return Toml(source, values, (*faults, *found))


def _parse(data: bytes, text: str) -> tuple[dict[str, Any] | None, tuple[TomlFault, ...]]:
    try:
        return tomllib.loads(text), ()
    except ValueError as error:
        first = _fault(data, error)
    places = _places(data)
    faults = tuple(TomlFault(one.span, one.message) for one in places.repeated)
    if places.broken or not faults:
        return None, (first,)
    if places.repeated_more or any(one.blank is None for one in places.repeated):
        return None, faults
    for one in places.repeated:
        data = _blanked(data, one.blank or one.span)
    try:
        return tomllib.loads(data.decode("utf-8")), faults
    except ValueError:
        return None, (first,)


def _too_deep(data: bytes) -> Span | None:
    """The first bracket or dot beyond the bound. A string that is not closed ends the search, as it ends the parse."""
    nesting = dots = 0
    for token in _TOKEN.finditer(data):
        kind = token.lastgroup
        if kind == "unclosed":
            return None
        if kind == "dot":
            dots += 1
        elif kind not in {"string", "comment"}:
            dots = 0
            nesting += (kind == "open") - (kind == "close")
        if max(nesting, dots) > MAX_NESTING:
            return Span(token.start(), token.end())
    return None


def _fault(data: bytes, error: ValueError) -> TomlFault:
    """What tomllib says, on the word where it says it; a string without an end is marked from its beginning."""
    message = str(error)
    match = _PLACE.search(message)
    if match is None:  # Python's own bound on the digits of a number is the only fault without a place
        digits = _MANY_DIGITS.search(data)
        return TomlFault(Span(*digits.span()) if digits else Span(0, 0), f"{_INVALID}: a number has too many digits")
    offset = _offset(data, int(match["line"]), int(match["column"])) if match["line"] else len(data)
    unclosed = next((token.start() for token in _TOKEN.finditer(data) if token.lastgroup == "unclosed"), len(data))
    if unclosed < len(data) and unclosed <= offset:
        line = data[unclosed:].partition(b"\n")[0].rstrip()
        return TomlFault(Span(unclosed, unclosed + len(line)), f"{_INVALID}: the string is not closed")
    what = _PLACE.sub("", message)
    what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"
    return TomlFault(_word_at(data, offset), f"{_INVALID}: {what[:1].lower()}{what[1:]}")


def _offset(data: bytes, line: int, column: int) -> int:
    """The offset of tomllib's line and column: both from 1, lines by line feeds alone, columns in characters."""
    lines = data.split(b"\n", line)[:line]
    before = lines.pop().decode("utf-8")[: column - 1]
    return sum(len(whole) + 1 for whole in lines) + len(before.encode("utf-8"))


def _word_at(data: bytes, offset: int) -> Span:
    """The word at an offset; at the end of a line or of the text the last one before it."""
    line_end = data.find(b"\n", offset)
    rest = data[offset : line_end if line_end >= 0 else len(data)]
    if rest.strip():
        offset += len(rest) - len(rest.lstrip())
        match = _WORD.match(data, offset)
        return Span(*match.span()) if match else Span(offset, offset)
    before = data[:offset].rstrip()
    last = before.rpartition(b"\n")[2]
    start = max((last.rfind(byte) for byte in _NO_WORD), default=-1) + 1
    length = len(last) - start or min(len(last), 1)
    return Span(len(before) - length, len(before))


def _blanked(data: bytes, span: Span) -> bytes:
    """The text with blanks in the place of a stretch: everything else stays where it was."""
    return data[: span.start] + b" " * (span.end - span.start) + data[span.end :]


@lru_cache(maxsize=2)
def _places(data: bytes) -> Places:
    return read_places(data)
