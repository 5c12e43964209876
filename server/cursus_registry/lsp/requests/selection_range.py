"""textDocument/selectionRange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.selection import selections
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE)
    def answer(params: lsp.SelectionRangeParams) -> list[lsp.SelectionRange] | None:
        place = asked(server, params.text_document.uri)
        if place is None:
            return None
        found = [_around(place, position) for position in params.positions]
        if not any(found):
            return None
        return [
            around or lsp.SelectionRange(lsp.Range(position, position))
            for around, position in zip(found, params.positions, strict=True)
        ]


def _around(place: Asked, position: lsp.Position) -> lsp.SelectionRange | None:
    """The smallest stretch around a position, in the next larger one, and so on."""
    around = None
    for span in reversed(selections(place.snapshot, place.path, place.offset_of(position))):
        around = lsp.SelectionRange(place.range(span), around)
    return around
