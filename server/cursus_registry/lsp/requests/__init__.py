"""One module per request: converted in, answered by one call, converted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cursus_registry.lsp.requests import (
    call_hierarchy,
    code_action,
    code_lens,
    commands,
    completion,
    configuration,
    declaration,
    definition,
    diagnostic,
    document_highlight,
    document_link,
    document_symbol,
    folding_range,
    hover,
    implementation,
    inlay_hint,
    lifecycle,
    notebook_sync,
    prepare_rename,
    progress_cancel,
    references,
    rename,
    rename_files,
    selection_range,
    semantic_tokens,
    text_document_content,
    text_sync,
    type_definition,
    type_hierarchy,
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
    references,
    code_lens,
    inlay_hint,
    document_link,
    rename,
    prepare_rename,
    text_document_content,
    rename_files,
    semantic_tokens,
    selection_range,
    type_hierarchy,
    call_hierarchy,
)


def register(server: Server) -> None:
    """Register everything that the server answers."""
    for module in _MODULES:
        module.register(server)
