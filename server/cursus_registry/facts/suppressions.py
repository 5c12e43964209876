"""The comments that silence findings; knows no rules, only the shape of their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cursus_registry.facts.model import Suppression
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import SourceText

_CANDIDATE = re.compile(rb"noqa|cursus:", re.IGNORECASE)
_NOQA = re.compile(r"#\s*noqa\s*:\s*(?P<codes>[A-Z]+[0-9]*(?:[\s,]+[A-Z]+[0-9]+)*)", re.IGNORECASE)
_OURS = re.compile(r"#\s*cursus:\s*(?P<scope>ignore-file|ignore)\s*\[(?P<codes>[^\[\]]*)\]", re.IGNORECASE)
_CODE = re.compile(r"CUR[0-9]*", re.IGNORECASE)


def read_suppressions(source: SourceText) -> tuple[Suppression, ...]:
    """All of them, in the order of the text. A bare `# noqa` is not ours."""
    if not _CANDIDATE.search(source.data):
        return ()
    comments = (token for token in tokens(source.data) if token.kind is Kind.COMMENT)
    return tuple(found for token in comments for found in _in_comment(source, token.start, token.end))


def _in_comment(source: SourceText, start: int, end: int) -> Iterator[Suppression]:
    text = source.data[start:end].decode("utf-8", "replace")
    for pattern in (_NOQA, _OURS):
        for match in pattern.finditer(text):
            codes = tuple(code.upper() for code in _CODE.findall(match["codes"]))
            whole_file = pattern is _OURS and match["scope"].lower() == "ignore-file"
            if codes:
                yield Suppression(codes, whole_file, source.line_at(start))
