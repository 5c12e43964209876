"""cursusRegistry.switchWorkspace: the workspace from which files outside of all workspaces are seen in this session.

It counts wherever the path of a file decides (diagnostics, hover, definition), never where a call names a workspace. It
is this editor's alone: the command line goes by paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.arguments import read_arguments
from cursus_registry.lsp.commands.subject import CORE, project_asked, workspace_asked
from cursus_registry.lsp.protocol import JsonAnswer

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.switchWorkspace"


@dataclass(frozen=True, slots=True)
class _Arguments:
    workspace: str | None
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    async def answer(*given: Any) -> JsonAnswer:
        asked = read_arguments(given, _Arguments)
        project = await project_asked(server, asked.uri)
        workspace = workspace_asked(project, asked.workspace or CORE, None)
        server.work.choose(project, workspace)
        return JsonAnswer({"root": project.root, "workspace": workspace})
