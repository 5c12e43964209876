"""textDocument/documentLink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.document_links import document_links
from cursus_registry.lsp.requests.place import asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, lsp.DocumentLinkOptions(resolve_provider=False))
    def answer(params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink] | None:
        place = asked(server, params.text_document.uri)
        if place is None:
            return None
        found = document_links(place.snapshot, place.path)
        told = _knows_tooltips(server)
        return [
            lsp.DocumentLink(
                place.range(link.span),
                target=server.publisher.uri(link.target),
                tooltip=f"Open {link.what}: {place.snapshot.relative(link.target)}" if told else None,
            )
            for link in found
        ] or None


def _knows_tooltips(server: Server) -> bool:
    documents = server.session.client.text_document
    known = documents.document_link if documents else None
    return bool(known and known.tooltip_support)
