"""cursusRegistry.reindex: everything is looked for and read again, with progress; the answer comes when it is done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.arguments import OfProject
from cursus_registry.lsp.commands.subject import project_asked
from cursus_registry.lsp.turns import between_messages
from cursus_registry.project import Project

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.reindex"


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, OfProject, _answer)


async def _answer(server: Server, asked: OfProject) -> dict[str, Any]:
    if asked.uri:
        return {"projects": await read_again(server, [await project_asked(server, asked.uri)])}
    await between_messages(server.work.searching())
    return {"projects": await read_again(server, list(server.session.projects.values()))}


async def read_again(server: Server, projects: list[Project]) -> list[dict[str, Any]]:
    """Read whole projects; how much there was of each, and how long all of them took together."""
    started = time.perf_counter()
    server.work.index(projects)
    for project in projects:
        await server.work.until_read(project)
    taken = round((time.perf_counter() - started) * 1000)
    return [_told(project, taken) for project in projects]


def _told(project: Project, milliseconds: int) -> dict[str, Any]:
    index = project.snapshot.view.index
    return {
        "root": project.root,
        "files": len(index.files),
        "steps": len(index.names),
        "indexed": project.snapshot.view.indexed,
        "milliseconds": milliseconds,
    }
