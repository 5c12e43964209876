"""The comments that silence findings; knows no rules, only the shape of their codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cursus_registry.facts.model import Suppression
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import SourceText, Span

_NOQA = re.compile(
    rb"#\s*noqa\s*:\s*(?P<codes>[A-Z][A-Z0-9]*(?:[\s,]+[A-Z]+[0-9][A-Z0-9]*)*)(?P<text>[^#]*)", re.IGNORECASE
)
_OURS = re.compile(
    rb"#\s*cursus:\s*(?P<scope>ignore-file|ignore)\s*\[(?P<codes>[^\[\]]*)\](?P<text>[^#]*)", re.IGNORECASE
)
_CODES = {_NOQA: re.compile(rb"\bCUR(?:[0-9]\w*)?\b", re.IGNORECASE), _OURS: re.compile(rb"[^\s,]+")}
_ANY_CODE = re.compile(rb"[^\s,]+")


def python_comments(data: bytes) -> Iterator[Span]:
    """The comments of a Python text."""
    return (Span(token.start, token.end) for token in tokens(data) if token.kind is Kind.COMMENT)


def read_suppressions(
    source: SourceText, comments: Callable[[bytes], Iterable[Span]] = python_comments
) -> tuple[Suppression, ...]:
    """All of them, in the order of the text. `comments` knows the language.

    A bare `# noqa` is not ours, nor is a code there that begins otherwise.
    """
    lower = source.data.lower()
    if b"noqa" not in lower and b"cursus:" not in lower:
        return ()
    return tuple(found for span in comments(source.data) for found in _in_comment(source, span.start, span.end))


def _in_comment(source: SourceText, start: int, end: int) -> Iterator[Suppression]:
    for pattern in (_NOQA, _OURS):
        for match in pattern.finditer(source.data, start, end):
            inside = match.span("codes")
            places = [Span(*code.span()) for code in _CODES[pattern].finditer(source.data, *inside)]
            if not places:
                continue
            yield Suppression(
                codes=tuple(source.slice(place).upper() for place in places),
                whole_file=pattern is _OURS and match["scope"].lower() == b"ignore-file",
                line=source.line_at(start),
                span=Span(match.start(), match.end("text")),
                all_codes=tuple(Span(*code.span()) for code in _ANY_CODE.finditer(source.data, *inside)),
                places=tuple(places),
            )
