"""Where in a JSON text the cursor is: read from the tokens before it, so that broken text does not matter.

It must not know what a key means.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from cursus_registry.features.completion.token import TypedToken
from cursus_registry.text import Span

_TOKEN = re.compile(rb'"(?:[^"\\\r\n]|\\[^\r\n])*+("?)|[\[\]{}:,]|//[^\r\n]*+|[^\s"\[\]{}:,/]++|/')
_WHOLE = rb'"(?:[^"\\\r\n]|\\[^\r\n])*+"'
_FLAT = rb"(?:[^\[\]{}\"]|" + _WHOLE + rb")*+"
_VALUE = rb"(?:" + _WHOLE + rb"|\[" + _FLAT + rb"\]|\{" + _FLAT + rb"\}|[\w.+-]++)"
_ITEMS = re.compile(rb"(?:\s*+(?:" + _WHOLE + rb"\s*+:\s*+)?+" + _VALUE + rb"\s*+,)++")
_STRING = re.compile(rb'"(?:[^"\\\r\n]|\\[^\r\n])*+("?)')
_WORD = re.compile(rb"[\w.\x80-\xff-]*")
_CLOSING = {b"{": b"}", b"[": b"]"}


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place of a key or of a value.

    `path` leads to it from the top: the keys, and None for an array; of a value its own key is the last. `colon` is
    true if a colon follows already, `is_followed` if a string or a bracket stands behind it without a comma between.
    `string` is the stretch of the whole token, quotes included; `closing` would close all brackets around it.
    """

    token: TypedToken
    path: tuple[str | None, ...]
    is_key: bool
    string: Span
    colon: bool
    is_followed: bool
    closing: bytes


@dataclass(slots=True)
class _Frame:
    """An object or an array that is open, and how far it has come: at a key, or at the value behind a colon."""

    sign: bytes
    key: str | None = None
    has_colon: bool = False
    filled: bool = False


@dataclass(slots=True)
class _Reader:
    """Follows the tokens up to the cursor."""

    frames: list[_Frame] = field(default_factory=list)

    def take(self, data: bytes, match: re.Match[bytes]) -> None:
        """One token before the cursor."""
        sign = match.group()
        frame = self.frames[-1] if self.frames else None
        if sign in _CLOSING:
            self.fill(frame, None)
            self.frames.append(_Frame(sign))
        elif sign in {b"}", b"]"}:
            if self.frames:
                self.frames.pop()
        elif frame is not None and sign == b",":
            frame.key, frame.has_colon, frame.filled = None, False, False
        elif frame is not None and sign == b":":
            frame.has_colon, frame.filled = True, False
        elif not sign.startswith(b"//"):
            self.fill(frame, _text(data, Span(match.start() + 1, match.end() - len(match[1] or b""))))

    def fill(self, frame: _Frame | None, text: str | None) -> None:
        """A value, or a key; one that stands behind a value is a key whose comma is missing."""
        if frame is None:
            return
        if frame.sign == b"{" and (not frame.has_colon or frame.filled):
            frame.key, frame.has_colon, frame.filled = text, False, True
            return
        frame.filled = True

    def path(self) -> tuple[str | None, ...]:
        """The way to where the cursor is, its own key left out."""
        return tuple(frame.key if frame.sign == b"{" else None for frame in self.frames[:-1])


def find_json_place(data: bytes, offset: int) -> JsonPlace | None:
    """The place at an offset; None in comments, outside all brackets, and where neither key nor value is due."""
    reader = _Reader()
    under: re.Match[bytes] | None = None
    at = 0
    while (match := _next(data, at, offset)) is not None:
        at = match.end()
        if match.start() < offset <= match.end() and _is_typed(match, offset):
            under = match
            break
        if match.group().startswith(b"//") and offset <= match.end():
            return None
        reader.take(data, match)
    if not reader.frames:
        return None
    frame = reader.frames[-1]
    is_key = frame.sign == b"{" and (not frame.has_colon or (frame.filled and under is not None))
    if frame.filled and under is None:
        return None
    token, string = _token(data, under, offset)
    after = _TOKEN.search(data, string.end)
    path = reader.path() if is_key else (*reader.path(), frame.key if frame.sign == b"{" else None)
    colon = after is not None and after.group() == b":"
    is_followed = after is not None and after.group()[:1] in {b'"', b"{", b"["}
    closing = b"".join(_CLOSING[one.sign] for one in reversed(reader.frames))
    return JsonPlace(token, path, is_key, string, colon, is_followed, closing)


def _next(data: bytes, at: int, offset: int) -> re.Match[bytes] | None:
    """The next token before the cursor, or many at once: items that are whole, each with its comma, change nothing."""
    items = _ITEMS.match(data, at, offset)
    match = _TOKEN.search(data, items.end() - 1 if items else at)
    return match if match and match.start() < offset else None


def _is_typed(match: re.Match[bytes], offset: int) -> bool:
    """Whether the cursor is in a string, or in or behind a word."""
    if match.group().startswith(b'"'):
        return offset < match.end() or not match[1]
    return _WORD.fullmatch(match.group()) is not None


def _token(data: bytes, under: re.Match[bytes] | None, offset: int) -> tuple[TypedToken, Span]:
    """What is typed at the cursor, and the stretch of it with its quotes."""
    if under is None:
        here = Span(offset, offset)
        return TypedToken(here, "", '"', '"'), here
    if not under.group().startswith(b'"'):
        whole = Span(under.start(), under.end())
        return TypedToken(whole, _text(data, whole), '"', '"'), whole
    start = under.start() + 1
    word = _WORD.match(data, offset, under.end())
    word_end = word.end() if word else offset
    if under[1] and (word_end == under.end() - 1 or not _is_torn(data, under.end())):
        inside = Span(start, under.end() - 1)
        return TypedToken(inside, _text(data, inside), "", ""), Span(under.start(), under.end())
    return TypedToken(Span(start, word_end), _text(data, Span(start, offset)), "", '"'), Span(start - 1, word_end)


def _is_torn(data: bytes, behind: int) -> bool:
    """Whether a string is never closed in the rest of a line: then it is an earlier one that is being typed."""
    line = re.compile(rb"[^\r\n]*").match(data, behind)
    return any(not match[1] for match in _STRING.finditer(data, behind, line.end() if line else behind))


def _text(data: bytes, span: Span) -> str:
    written = data[span.start : span.end].decode("utf-8", "replace")
    try:
        return str(json.loads(f'"{written}"', strict=False)) if "\\" in written else written
    except ValueError:
        return written
