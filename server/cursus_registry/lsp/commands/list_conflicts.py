"""cursusRegistry.listConflicts: the names that several workspaces declare, to choose from, or with all about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.features.conflicts import find_all_conflicts, find_conflicts
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.conflicts_told import detailed_json, placed_json
from cursus_registry.lsp.commands.subject import project_asked, workspace_asked
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.lsp.virtual_uris import Page

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.listConflicts"


@dataclass(frozen=True, slots=True)
class _Arguments:
    workspace: str | None = None
    uri: str | None = None
    all: bool = False
    details: bool = False
    name: str | None = None


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    workspace = workspace_asked(project, asked.workspace, None) if asked.workspace else None
    snapshot = project.snapshot
    find = find_all_conflicts if asked.all else find_conflicts
    found = find(snapshot, workspace, server.session.encoding, asked.name)
    told = detailed_json if asked.details else placed_json
    return {
        "root": project.root,
        "workspace": workspace,
        "uri": server.virtual.uri_of(project, workspace, Page.CONFLICTS),
        "conflicts": [told(server, snapshot, shown) async for shown in with_pauses(found)],
    }
