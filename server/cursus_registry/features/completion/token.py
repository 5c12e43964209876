"""The token that is being typed, and how what is chosen must be written there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cursus_registry.syntax.lexer import Kind, Token
from cursus_registry.text import Span

_WORD = re.compile(rb"[\w.\x80-\xff-]*")
_QUOTES = re.compile(rb"[rRbBuUfF]{0,2}(\"{3}|'{3}|\"|')")


@dataclass(frozen=True, slots=True)
class TypedToken:
    """A string, whole or half-typed, or a bare word, or nothing yet, at the cursor.

    `span` is the stretch to replace: the inside of a string, or the word. `typed` is what stands there already.
    """

    span: Span
    typed: str
    before: str
    after: str

    def written(self, text: str) -> str:
        """A string of that text, with the quotes that are still missing."""
        quote = self.before or self.after or '"'
        escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}") if not text.isalnum() else text
        return f"{self.before}{escaped}{self.after}"

    def reopened(self, data: bytes, end: int) -> TypedToken:
        """A string that ends at an offset, to be replaced with its closing quotes: more than the string is written."""
        quote = data[self.span.end : end].decode()
        return TypedToken(Span(self.span.start, end), self.typed, self.before, quote)


def typed_token(data: bytes, token: Token | None, offset: int) -> TypedToken:
    """The token at an offset, as something to be replaced."""
    quotes = _QUOTES.match(data, token.start, token.end) if token else None
    if token is None or quotes is None:
        return _bare_word(data, offset)
    start, quote = quotes.end(), quotes[1].decode()
    if token.kind is Kind.STRING:
        span = Span(start, token.end - len(quote))
        return TypedToken(span, _text(data, span), "", "")
    word = _WORD.match(data, offset, token.end)
    span = Span(start, word.end() if word else offset)
    return TypedToken(span, _text(data, Span(start, offset)), "", quote)


def _bare_word(data: bytes, offset: int) -> TypedToken:
    start = offset
    while start > 0 and re.match(rb"[\w\x80-\xff]", data[start - 1 : start]):
        start -= 1
    word = _WORD.match(data, offset)
    span = Span(start, word.end() if word else offset)
    return TypedToken(span, _text(data, span), '"', '"')


def _text(data: bytes, span: Span) -> str:
    return data[span.start : span.end].decode("utf-8", "replace")


def token_at(data: bytes, code: list[Token], offset: int) -> Token | None:
    """The string whose inside the offset is in: after its opening quote, and not after its closing one.

    If a string of the line is not closed, it is the one that is being typed: its closing quote opens the next one.
    """
    for token in code:
        if token.kind is Kind.STRING and token.start < offset < token.end:
            is_torn = any(other.kind is Kind.UNCLOSED and other.start >= token.end for other in code)
            return _torn(data, token, offset) if is_torn else token
        if token.kind is Kind.UNCLOSED and token.start < offset <= token.end:
            return token
    return None


def _torn(data: bytes, token: Token, offset: int) -> Token:
    """A string as it would be if it ended with the word at the cursor, unless it does."""
    quotes = _QUOTES.match(data, token.start, token.end)
    word = _WORD.match(data, offset, token.end)
    if quotes is None or word is None or len(quotes[1]) > 1 or word.end() == token.end - 1:
        return token
    return Token(Kind.UNCLOSED, token.start, word.end(), token.first)
