"""cursusRegistry.switchWorkspace: the workspace from which files outside of all workspaces are seen in this session.

It counts wherever the path of a file decides (diagnostics, hover, definition), never where a call names a workspace. It
is this editor's alone: the command line goes by paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.subject import CORE, project_asked, workspace_asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.switchWorkspace"


@dataclass(frozen=True, slots=True)
class _Arguments:
    workspace: str | None
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    workspace = workspace_asked(project, asked.workspace or CORE, None)
    server.work.choose(project, workspace)
    return {"root": project.root, "workspace": workspace}
