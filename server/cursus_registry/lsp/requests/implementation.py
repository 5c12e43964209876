"""textDocument/implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.implementation import implementation
from cursus_registry.lsp.requests.targets import Answer, Late, answer_targets

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_IMPLEMENTATION)
    def answer(params: lsp.ImplementationParams) -> Answer | Late:
        return answer_targets(server, params, "implementation", implementation)
