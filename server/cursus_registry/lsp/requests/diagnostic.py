"""textDocument/diagnostic, and which clients are offered to ask for diagnostics at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.lsp.pull import Pull, can_pull
from cursus_registry.lsp.requests import workspace_diagnostic

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

IDENTIFIER = "cursus-registry"


def offer(server: Server) -> None:
    """Register both requests if the client is one that asks; to be called before the server says what it can."""
    if server.publisher.pulls or not can_pull(server.session.client):
        return
    server.publisher.pulls = True
    pull = Pull(server.session, server.work, server.publisher)
    options = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=IDENTIFIER)

    @server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def answer(params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        return await pull.document(params.text_document.uri, params.previous_result_id)

    workspace_diagnostic.register(server, pull)
