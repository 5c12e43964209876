"""workspace/executeCommand: the commands that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cursus_registry.lsp.commands import (
    clear_cache,
    create_workspace,
    draw_graph,
    effective_registry,
    explain_resolution,
    file_facts,
    health_report,
    list_conflicts,
    log_level,
    overview,
    pin_definition,
    registry_entries,
    registry_tree,
    reindex,
    server_status,
    step_at,
    switch_workspace,
)

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_COMMANDS = (
    server_status,
    file_facts,
    log_level,
    effective_registry,
    explain_resolution,
    list_conflicts,
    pin_definition,
    switch_workspace,
    create_workspace,
    reindex,
    clear_cache,
    health_report,
    overview,
    registry_tree,
    registry_entries,
    step_at,
    draw_graph,
)


def register(server: Server) -> None:
    """Register every command."""
    for command in _COMMANDS:
        command.register(server)
