"""textDocument/declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.declaration import declaration
from cursus_registry.lsp.requests.targets import Answer, Late, answer_targets

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DECLARATION)
    def answer(params: lsp.DeclarationParams) -> Answer | Late:
        return answer_targets(
            server, params, "declaration", lambda snapshot, path, offset, _: declaration(snapshot, path, offset)
        )
