"""cursusRegistry.clearCache: what was remembered is forgotten, and everything is read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.arguments import read_arguments
from cursus_registry.lsp.commands.reindex import read_again
from cursus_registry.lsp.protocol import JsonAnswer

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.clearCache"


@dataclass(frozen=True, slots=True)
class _Arguments:
    """None."""


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    async def answer(*given: Any) -> JsonAnswer:
        read_arguments(given, _Arguments)
        projects = list(server.session.projects.values())
        server.outside.forget()
        for project in projects:
            project.forget()
        return JsonAnswer({"projects": await read_again(server, projects)})
