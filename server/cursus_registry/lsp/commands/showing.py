"""A virtual document that the client is asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.lsp.announced import announces

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


async def show(server: Server, uri: str) -> bool:
    """Whether the client shows a virtual document now; one that could not get its text is not asked to."""
    client = server.session.client
    known = client.window.show_document if client.window else None
    if not (known and known.support and _gets_texts(client)):
        return False
    answer = await server.window_show_document_async(lsp.ShowDocumentParams(uri, take_focus=True))
    return answer.success


def _gets_texts(client: lsp.ClientCapabilities) -> bool:
    """Whether a client gets the texts of virtual documents by the protocol's request, or says that it does by ours."""
    if client.workspace and client.workspace.text_document_content:
        return True
    return announces(client, "textDocumentContent")
