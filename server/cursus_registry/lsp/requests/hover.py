"""textDocument/hover."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from cursus_registry.components.outside import Outside
from cursus_registry.features.hover import hover
from cursus_registry.lsp.outside import HOVER_SECONDS
from cursus_registry.lsp.requests.locations import all_snapshots
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def answer(params: lsp.HoverParams) -> lsp.Hover | Coroutine[Any, Any, lsp.Hover | None] | None:
        place = asked(server, params.text_document.uri, params.position)
        if place is None:
            return None
        return server.outside.answer(place.packages, lambda outside: _hover(server, place, outside), HOVER_SECONDS)


def _hover(server: Server, place: Asked, outside: Outside) -> lsp.Hover | None:
    others = all_snapshots(server, place.snapshot.root)[1:]
    found = hover(place.snapshot, place.path, place.offset, outside, others)
    if found is None:
        return None
    return lsp.Hover(contents=_content(server, found.markdown, found.plain), range=place.range(found.span))


def _content(server: Server, markdown: str, plain: str) -> lsp.MarkupContent:
    """Markdown, or plain text for a client that has no Markdown."""
    documents = server.session.client.text_document
    formats = documents.hover.content_format if documents and documents.hover else None
    if lsp.MarkupKind.Markdown in (formats or ()):
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown)
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, plain)
