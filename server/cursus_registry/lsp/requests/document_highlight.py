"""textDocument/documentHighlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.highlight import Use, highlights
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_KINDS = {
    Use.WRITE: lsp.DocumentHighlightKind.Write,
    Use.READ: lsp.DocumentHighlightKind.Read,
    Use.TEXT: lsp.DocumentHighlightKind.Text,
}


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def answer(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight] | None:
        place = asked(server, params.text_document.uri, params.position)
        found = highlights(place.snapshot, place.path, place.offset) if place else []
        if place is None or not found:
            return None
        return [lsp.DocumentHighlight(place.range(one.span), _KINDS[one.use]) for one in found if place.has(one.span)]
