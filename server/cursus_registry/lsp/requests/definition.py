"""textDocument/definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.definition import definition
from cursus_registry.lsp.requests.targets import Answer, Late, answer_targets

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def answer(params: lsp.DefinitionParams) -> Answer | Late:
        return answer_targets(server, params, "definition", definition)
