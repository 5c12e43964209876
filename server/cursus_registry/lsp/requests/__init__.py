"""One module per request: converted in, answered by one call, converted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cursus_registry.lsp.requests import (
    commands,
    completion,
    configuration,
    definition,
    document_symbol,
    hover,
    lifecycle,
    progress_cancel,
    text_sync,
    watched_files,
)

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_MODULES = (
    lifecycle,
    text_sync,
    watched_files,
    configuration,
    completion,
    definition,
    document_symbol,
    hover,
    commands,
    progress_cancel,
)


def register(server: Server) -> None:
    """Register everything that the server answers."""
    for module in _MODULES:
        module.register(server)
