"""cursusRegistry.registryTree: what there is in each project, in numbers; `registryEntries` has the rest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cursus_registry.features.registry_tree import count_all
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.arguments import OfProject
from cursus_registry.lsp.commands.subject import project_asked
from cursus_registry.project import Project

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.registryTree"


def register(server: Server) -> None:
    """Register the command."""

    answer_with(server, NAME, OfProject, _answer)


async def _answer(server: Server, asked: OfProject) -> dict[str, Any]:
    if asked.uri is not None:
        return {"projects": [_project(await project_asked(server, asked.uri))]}
    server.work.refresh()
    return {"projects": [_project(one) for _, one in sorted(server.session.projects.items())]}


def _project(project: Project) -> dict[str, Any]:
    """The numbers as they are now: while a project is being read, `indexed` is false."""
    snapshot = project.snapshot
    return {
        "root": project.root,
        "uri": to_uri(project.root),
        "indexed": snapshot.view.indexed,
        "counts": asdict(count_all(snapshot)),
    }
