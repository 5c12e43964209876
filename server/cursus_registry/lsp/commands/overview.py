"""cursusRegistry.overview: what an editor shows of all projects at a glance, at once and whatever is still read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.lsp.commands.arguments import OfProject, read_arguments
from cursus_registry.lsp.commands.subject import path_asked
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.project import Project
from cursus_registry.resolution.conflicts import count_plain_conflicts
from cursus_registry.version import __version__

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.overview"


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    def answer(*given: Any) -> JsonAnswer:
        asked = read_arguments(given, OfProject)
        path = path_asked(server, asked.uri)
        projects = server.session.projects
        meant = server.session.project_of(path) if path else None
        if meant is None and len(projects) == 1:
            meant = next(iter(projects.values()))
        return JsonAnswer(
            {
                "version": __version__,
                "root": meant.root if meant else None,
                "projects": [_project(project, path) for _, project in sorted(projects.items())],
            }
        )


def _project(project: Project, path: str | None) -> dict[str, Any]:
    """`workspace` is that of the file, else the one that was chosen; `steps` are those that it sees."""
    view = project.snapshot.view
    known = sorted(set(view.index.workspaces) - RESERVED_NAMESPACES)
    place = project.place(path) if path and path.startswith(f"{project.root.rstrip('/')}/") else None
    workspace = place.workspace if place and place.workspace in view.index.workspaces else view.chosen
    return {
        "root": project.root,
        "indexed": view.indexed,
        "workspace": workspace,
        "chosenWorkspace": view.chosen,
        "workspaces": known,
        "steps": sum(1 for _ in view.visible_names(workspace)),
        "conflicts": count_plain_conflicts(view),
        "unreadable": len(project.unreadable),
    }
