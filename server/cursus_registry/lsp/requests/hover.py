"""textDocument/hover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.hover import hover
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def answer(params: lsp.HoverParams) -> lsp.Hover | None:
        place = asked(server, params.text_document.uri, params.position)
        found = hover(place.snapshot, place.path, place.offset) if place else None
        if place is None or found is None:
            return None
        return lsp.Hover(contents=_content(server, found.markdown, found.plain), range=place.range(found.span))


def _content(server: Server, markdown: str, plain: str) -> lsp.MarkupContent:
    """Markdown, or plain text for a client that has no Markdown."""
    documents = server.session.client.text_document
    formats = documents.hover.content_format if documents and documents.hover else None
    if lsp.MarkupKind.Markdown in (formats or ()):
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown)
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, plain)
