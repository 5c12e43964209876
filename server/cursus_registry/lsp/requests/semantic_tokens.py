"""textDocument/semanticTokens: full, full/delta and range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types as lsp

from cursus_registry.features.semantic_tokens import Modifier, Token, TokenType, semantic_tokens
from cursus_registry.lsp.requests.place import Asked, asked
from cursus_registry.text import Encoding, SourceText, Span
from cursus_registry.text.position import count_units

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_TYPES, _MODIFIERS = list(TokenType), list(Modifier)
LEGEND = lsp.SemanticTokensLegend([one.value for one in _TYPES], [one.value for one in _MODIFIERS])


def register(server: Server) -> None:
    """Register the three requests."""
    sent = _Sent()

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    def full(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens | None:
        place = asked(server, params.text_document.uri)
        data = _numbers(server, place, None) if place else []
        if place is None or not data:
            return None
        return lsp.SemanticTokens(data, sent.keep(server, place.uri, data))

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, LEGEND)
    def delta(params: lsp.SemanticTokensDeltaParams) -> lsp.SemanticTokens | lsp.SemanticTokensDelta | None:
        place = asked(server, params.text_document.uri)
        if place is None:
            return None
        data = _numbers(server, place, None)
        before = sent.find(place.uri, params.previous_result_id)
        identity = sent.keep(server, place.uri, data)
        if before is None:
            return lsp.SemanticTokens(data, identity)
        return lsp.SemanticTokensDelta([*_difference(before, data)], identity)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, LEGEND)
    def within(params: lsp.SemanticTokensRangeParams) -> lsp.SemanticTokens | None:
        place = asked(server, params.text_document.uri)
        data = _numbers(server, place, params.range) if place else []
        return lsp.SemanticTokens(data) if data else None


class _Last(NamedTuple):
    """What was sent of a document, and by which name."""

    identity: str
    data: list[int]


class _Sent:
    """What each open document was sent last."""

    def __init__(self) -> None:
        self._last: dict[str, _Last] = {}
        self._numbers = count(1)

    def find(self, uri: str, identity: str) -> list[int] | None:
        """The numbers that were sent by a name, if they are the last ones."""
        last = self._last.get(uri)
        return last.data if last and last.identity == identity else None

    def keep(self, server: Server, uri: str, data: list[int]) -> str:
        """The name of what is sent now; documents that are closed are forgotten."""
        documents = server.session.documents
        self._last = {other: last for other, last in self._last.items() if documents.get(other) is not None}
        self._last[uri] = _Last(str(next(self._numbers)), data)
        return self._last[uri].identity


def _numbers(server: Server, place: Asked, range_: lsp.Range | None) -> list[int]:
    """The tokens of a document as the protocol counts them: each from the one before."""
    within = None
    encoding = server.session.encoding
    if range_ is not None:
        start, end = (place.offset_of(at) for at in (range_.start, range_.end))
        within = Span(start, max(start, end))
    tokens = [token for token in semantic_tokens(place.snapshot, place.path, within) if place.has(token.span)]
    if not _knows_long_ones(server):
        tokens = [part for token in tokens for part in _by_line(place.source, token)]
    return [*_counted(place.source, tokens, encoding, place.document.first_line(place.uri))]


def _knows_long_ones(server: Server) -> bool:
    documents = server.session.client.text_document
    known = documents.semantic_tokens if documents else None
    return bool(known and known.multiline_token_support)


def _by_line(source: SourceText, token: Token) -> Iterator[Token]:
    """A token line by line."""
    first, last = source.line_at(token.span.start), source.line_at(token.span.end)
    if first == last:
        yield token
        return
    for line in range(first, last + 1):
        whole = source.line_span(line)
        end = min(whole.end, token.span.end)
        start = end - len(source.data[max(whole.start, token.span.start) : end].lstrip())
        if start < end:
            yield Token(Span(start, end), token.type, token.modifiers)


def _counted(source: SourceText, tokens: Iterable[Token], encoding: Encoding, line: int) -> Iterator[int]:
    start = source.line_starts[line]
    for token in tokens:
        here = source.line_at(token.span.start)
        since = start if here == line else source.line_starts[here]
        yield here - line
        yield count_units(source.data[since : token.span.start], encoding)
        yield count_units(source.data[token.span.start : token.span.end], encoding)
        yield _TYPES.index(token.type)
        yield sum(1 << number for number, one in enumerate(_MODIFIERS) if one in token.modifiers)
        line, start = here, token.span.start


def _difference(before: list[int], after: list[int]) -> Iterator[lsp.SemanticTokensEdit]:
    """The one edit between two lists of numbers; none if they are the same."""
    head = _same(before, after)
    tail = _same(before[head:][::-1], after[head:][::-1])
    removed, put = before[head : len(before) - tail], after[head : len(after) - tail]
    if removed or put:
        yield lsp.SemanticTokensEdit(head, len(removed), put or None)


def _same(left: list[int], right: list[int]) -> int:
    """How many numbers two lists have in common at their beginning."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(left), len(right)))
