"""textDocument/foldingRange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.folding import Fold, folds
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def answer(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange] | None:
        place = asked(server, params.text_document.uri)
        found = folds(place.snapshot, place.path) if place else []
        if place is None:
            return None
        shape = _shape(server)
        shown = [(fold, one) for fold in found if (one := _range(place, fold, shape))]
        if shape.limit is not None and len(shown) > shape.limit:  # what lies outside of others counts first
            kept = sorted(range(len(shown)), key=lambda at: (shown[at][0].depth, at))[: shape.limit]
            shown = [shown[at] for at in sorted(kept)]
        return [one for _, one in shown] or None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the client knows of folds."""

    lines_only: bool
    limit: int | None
    text: bool


def _shape(server: Server) -> _Shape:
    documents = server.session.client.text_document
    known = documents.folding_range if documents else None
    return _Shape(
        lines_only=bool(known and known.line_folding_only),
        limit=known.range_limit if known else None,
        text=bool(known and known.folding_range and known.folding_range.collapsed_text),
    )


def _range(place: Asked, fold: Fold, shape: _Shape) -> lsp.FoldingRange | None:
    """A fold for the client. Where whole lines go, the one with the closing bracket stays, if nothing is before it."""
    found = place.range(fold.span)
    start, end = found.start, found.end
    text = fold.instead if shape.text else None
    if not shape.lines_only:
        return lsp.FoldingRange(start.line, end.line, start.character, end.character, collapsed_text=text)
    line = place.source.line_span(end.line)
    before = place.source.data[line.start : fold.span.end]
    last = end.line - 1 if fold.bracketed and not before.strip() else end.line
    return lsp.FoldingRange(start.line, last, collapsed_text=text) if last > start.line else None
