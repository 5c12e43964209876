"""One module per request: converted in, answered by one call, converted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cursus_registry.lsp.requests import (
    code_action,
    commands,
    completion,
    configuration,
    declaration,
    definition,
    diagnostic,
    document_highlight,
    document_symbol,
    folding_range,
    hover,
    implementation,
    lifecycle,
    notebook_sync,
    progress_cancel,
    text_sync,
    type_definition,
    watched_files,
    workspace_symbol,
)

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_MODULES = (
    lifecycle,
    text_sync,
    notebook_sync,
    watched_files,
    configuration,
    completion,
    definition,
    document_symbol,
    hover,
    commands,
    progress_cancel,
    declaration,
    document_highlight,
    implementation,
    type_definition,
    code_action,
    diagnostic,
    folding_range,
    workspace_symbol,
)


def register(server: Server) -> None:
    """Register everything that the server answers."""
    for module in _MODULES:
        module.register(server)
