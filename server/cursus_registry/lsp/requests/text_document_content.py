"""workspace/textDocumentContent, and the same by a name of ours for clients without it: virtual documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.lsp.virtual_documents import NoSuchDocumentError
from cursus_registry.lsp.virtual_uris import SCHEME

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

OURS = "cursusRegistry/textDocumentContent"


def register(server: Server) -> None:
    """Register both requests."""

    @server.feature(lsp.WORKSPACE_TEXT_DOCUMENT_CONTENT, lsp.TextDocumentContentRegistrationOptions([SCHEME]))
    async def answer(params: lsp.TextDocumentContentParams) -> lsp.TextDocumentContentResult:
        return lsp.TextDocumentContentResult(await _text(server, params.uri))

    @server.feature(OURS)
    async def answer_ours(params: Any) -> lsp.TextDocumentContentResult:
        uri = params.get("uri") if isinstance(params, dict) else None
        if not isinstance(uri, str):
            raise JsonRpcInvalidParams(f"{OURS}: its parameters are an object with a 'uri'")
        return lsp.TextDocumentContentResult(await _text(server, uri))


async def _text(server: Server, uri: str) -> str:
    for project in list(server.session.projects.values()):
        await server.work.until_read(project)
    server.work.refresh()
    try:
        return await server.virtual.text(uri)
    except NoSuchDocumentError as error:
        raise JsonRpcInvalidParams(str(error)) from None
