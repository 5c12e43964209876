"""Where a text stops being JSON, and the words for it: Python's own reader decides, since the framework reads with it.

It must not know what a file says.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from cursus_registry.text import Span

_QUOTED = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"?')
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_MET = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"?|\'[^\'\r\n]*+\'?|//[^\r\n]*+|[\w.+-]++|.', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}
_COMMENT = ("/", "#")
_LINE_ENDS = "\r\n"


class JsonFault(NamedTuple):
    """The first thing wrong with a text, and where."""

    span: Span
    message: str


def find_fault(data: bytes) -> JsonFault | None:
    """The first fault of a text in UTF-8; None if it is JSON, or nested too deeply for Python to tell."""
    text = data.decode("utf-8", "surrogatepass")
    try:
        json.loads(text, parse_int=_number, parse_float=_number)
    except json.JSONDecodeError as error:
        start, end, message = _describe(text, error.pos, error.msg)
        first = len(text[:start].encode("utf-8", "surrogatepass"))
        return JsonFault(Span(first, first + len(text[start:end].encode("utf-8", "surrogatepass"))), message)
    except RecursionError:
        return None
    return None


def _number(_digits: str) -> int:
    """Numbers need not be worked out: very long ones take their time."""
    return 0


def _describe(text: str, at: int, problem: str) -> tuple[int, int, str]:
    """The beginning and end of a fault, and what is wrong; different Pythons say it in different words."""
    if not text.strip():
        return 0, len(text.rstrip()), "the file is empty: write an object, at least '{}'"
    if problem.startswith("Unterminated string") or text[at : at + 1] in tuple(_LINE_ENDS):
        start, end = _open_quote(text, at)
        return start, end, "the quote that opens here is never closed"
    if problem.startswith("Invalid control character"):
        return at, at + 1, "a string cannot hold this control character: write an escape, '\\t' for a tab"
    if problem.startswith("Invalid \\"):
        start = text.rfind("\\", 0, at + 1)
        return start, max(at + 1, start + 2), "this escape is not known: write '\\\\' for a backslash"
    before = len(text[:at].rstrip(" \t\r\n,"))
    comma = text.find(",", before, at + 1)
    if comma >= 0 and _is_closing(text, comma + 1):
        return comma, comma + 1, "nothing stands behind this ',': remove it"
    if at >= len(text.rstrip()):
        return _never_closed(text)
    met = _MET.match(text, at)
    end = met.end() if met else at + 1
    return at, end, _unexpected(text, at, problem)


def _unexpected(text: str, at: int, problem: str) -> str:
    """Why what stands at a place should not."""
    met = text[at]
    if met in _COMMENT:
        return "JSON has no comments: remove this"
    if problem.startswith("Extra data"):
        return "the text has ended before this: remove it"
    if "delimiter" in problem and "':'" in problem:
        return "':' is missing before this"
    if "delimiter" in problem:
        opened = _open_bracket(text, at)
        return f"'{_CLOSING[text[opened]]}' or ',' is missing before this"
    if problem.startswith("Expecting property name"):
        return "a key in double quotes is due here"
    return "strings stand in double quotes" if met == "'" else "a value is due here"


def _is_closing(text: str, at: int) -> bool:
    return text[at:].lstrip()[:1] in {"]", "}"}


def _open_quote(text: str, at: int) -> tuple[int, int]:
    """The string, on the line of a place, that does not end there; no string of JSON goes over several lines."""
    start = max(text.rfind(end, 0, at) for end in _LINE_ENDS) + 1
    found = [match.span() for match in _QUOTED.finditer(text, start) if match.start() <= at]
    return found[-1] if found else (at, at + 1)


def _never_closed(text: str) -> tuple[int, int, str]:
    """What a text that ends too early leaves open."""
    opened = _open_bracket(text, len(text))
    if opened < 0:
        return len(text.rstrip()), len(text.rstrip()), "the text ends too early"
    return opened, opened + 1, f"the '{text[opened]}' that opens here is never closed"


def _open_bracket(text: str, end: int) -> int:
    """The innermost bracket that is open at a place; -1 if none is."""
    opened: list[int] = []
    for match in _STRING_OR_BRACKET.finditer(text, 0, end):
        if match[0] in _CLOSING:
            opened.append(match.start())
        elif match[0] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else -1
