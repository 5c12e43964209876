"""textDocument/typeDefinition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.type_definition import type_definition
from cursus_registry.lsp.requests.targets import Answer, Late, answer_targets

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_TYPE_DEFINITION)
    def answer(params: lsp.TypeDefinitionParams) -> Answer | Late:
        return answer_targets(server, params, "type_definition", type_definition)
