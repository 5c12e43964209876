"""String literals and keys, written again: in the quotes and with the prefix that are there. Knows no entries."""

from __future__ import annotations

import keyword
import re

from cursus_registry.edits.escapes import escaped
from cursus_registry.edits.scalars import is_interface, rewrite_scalar
from cursus_registry.facts.model import FileFacts
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import Edit, Span

DOUBLE_QUOTE = '"'

_LITERAL = re.compile(r"(?P<prefix>[A-Za-z]*)(?P<quotes>\"{3}|'{3}|[\"'])")


def rewrite_string(facts: FileFacts, span: Span, text: str) -> Edit | None:
    """Another string in the place of a string literal, in the quotes and with the prefix that are there.

    None if anything but one plain literal stands there (the name of a constant, a concatenation, a call): the edit
    would change something else. In an interface file a scalar is written, in the style that is there.
    """
    if is_interface(facts):
        return rewrite_scalar(facts.source, span, text)
    old = facts.source.slice(span)
    literal = _LITERAL.match(old)
    if literal is None or not _is_one_string(facts, span):
        return None
    prefix, quotes = literal["prefix"], literal["quotes"]
    if prefix.lower() not in {"", "u", "r"}:
        return None
    if prefix.lower() == "r":
        if "\\" not in text and quotes[0] not in text and text.isprintable():
            return Edit(span, f"{prefix}{quotes}{text}{quotes}")
        prefix = ""
    return Edit(span, f"{prefix}{quotes}{escaped(text, quotes[0])}{quotes}")


def rename_key(facts: FileFacts, span: Span, text: str) -> Edit | None:
    """Another key in the place of one: a string literal, or the bare keyword of a `dict(a=…)` call.

    None if the key is written in any other way, or if the new one cannot be a keyword.
    """
    if is_interface(facts) or not _is_keyword_argument(facts, span):
        return rewrite_string(facts, span, text)
    return Edit(span, text) if text.isidentifier() and not keyword.iskeyword(text) else None


def quoted(text: str, quote: str) -> str:
    """A string as a literal of Python in one of the two quotes."""
    return f"{quote}{escaped(text, quote)}{quote}"


def quote_of(literal: str, default: str = DOUBLE_QUOTE) -> str:
    """The quote that a literal is written in; the default if it is none."""
    match = _LITERAL.match(literal)
    return match["quotes"][0] if match else default


def _is_one_string(facts: FileFacts, span: Span) -> bool:
    found = list(tokens(facts.source.data, span.start, span.end))
    return len(found) == 1 and found[0].kind is Kind.STRING and found[0].end == span.end


def _is_keyword_argument(facts: FileFacts, span: Span) -> bool:
    data = facts.source.data
    if not facts.source.slice(span).isidentifier():
        return False
    code = (token for token in tokens(data, span.end) if token.kind < Kind.NEWLINE)
    following = next(code, None)
    if following is None or data[following.start : following.end] != b"=":
        return False
    return data[following.end : following.end + 1] != b"="
