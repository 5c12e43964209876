"""didOpen, didChange, didClose: the texts as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the synchronisation of documents."""
    documents = server.session.documents

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        opened = params.text_document
        server.work.opened(documents.open(opened.uri, opened.version, opened.text))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        identifier = params.text_document
        document = documents.change(identifier.uri, identifier.version, params.content_changes, server.session.encoding)
        if document is not None:
            server.work.changed(document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        document = documents.close(params.text_document.uri)
        if document is not None and document.path is not None:
            server.work.closed(document.path)
