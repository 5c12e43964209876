"""One module per request: converted in, answered by one call, converted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cursus_registry.lsp.requests import (
    code_action,
    completion,
    definition,
    document_symbol,
    folding_range,
    hover,
    lifecycle,
    text_sync,
    watched_files,
    workspace_symbol,
)

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_MODULES = (
    lifecycle,
    text_sync,
    watched_files,
    code_action,
    completion,
    definition,
    document_symbol,
    folding_range,
    hover,
    workspace_symbol,
)


def register(server: Server) -> None:
    """Register everything that the server answers."""
    for module in _MODULES:
        module.register(server)
