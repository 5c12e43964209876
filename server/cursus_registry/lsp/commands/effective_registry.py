"""cursusRegistry.showEffectiveRegistry: everything that a workspace sees, as a text that cannot be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.arguments import read_arguments
from cursus_registry.lsp.commands.showing import show
from cursus_registry.lsp.commands.subject import path_asked, project_asked, workspace_asked
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.virtual_uris import Page

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.showEffectiveRegistry"


@dataclass(frozen=True, slots=True)
class _Arguments:
    workspace: str | None = None
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    async def answer(*given: Any) -> JsonAnswer:
        asked = read_arguments(given, _Arguments)
        project = await project_asked(server, asked.uri)
        workspace = workspace_asked(project, asked.workspace, path_asked(server, asked.uri))
        uri = server.virtual.uri_of(project, workspace, Page.EFFECTIVE)
        shown = await show(server, uri)
        return JsonAnswer({"root": project.root, "workspace": workspace, "uri": uri, "shown": shown})
