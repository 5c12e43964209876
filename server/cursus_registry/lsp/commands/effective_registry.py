"""cursusRegistry.showEffectiveRegistry: everything that a workspace sees, as a text that cannot be edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.showing import show
from cursus_registry.lsp.commands.subject import path_asked, project_asked, workspace_asked
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
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    workspace = workspace_asked(project, asked.workspace, path_asked(server, asked.uri))
    uri = server.virtual.uri_of(project, workspace, Page.EFFECTIVE)
    shown = await show(server, uri)
    return {"root": project.root, "workspace": workspace, "uri": uri, "shown": shown}
