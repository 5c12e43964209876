"""What a command is about: the project and the workspace that are meant. It must not know what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.project import Project
from cursus_registry.resolution.names import nearest

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

CORE = "core"


def path_asked(server: Server, uri: str | None) -> str | None:
    """The path of the file that is meant; of a cell that of its notebook."""
    return server.session.documents.path_of(uri) if uri else None


async def project_asked(server: Server, uri: str | None) -> Project:
    """The project with a file or folder, or the only one that is open, read to its end.

    Raises JsonRpcInvalidParams if there is none, or several.
    """
    project = _project(server, uri)
    await server.work.until_read(project)
    server.work.refresh()
    return project


def workspace_asked(project: Project, workspace: str | None, path: str | None) -> str | None:
    """The workspace of an id, else that of a file, else the one that was chosen; None for `core`.

    Raises JsonRpcInvalidParams if there is no such workspace.
    """
    view = project.snapshot.view
    if workspace is None:
        return (project.place(path).workspace if path else None) or view.chosen
    if workspace == CORE:
        return None
    if workspace not in view.index.workspaces:
        known = [one for one in sorted(view.index.workspaces) if one not in RESERVED_NAMESPACES]
        near = nearest(workspace, known)
        hint = f"; did you mean '{near}'?" if near else ""
        raise JsonRpcInvalidParams(f"{project.root} has no workspace '{workspace}'{hint}")
    return workspace


def _project(server: Server, uri: str | None) -> Project:
    projects = server.session.projects
    if uri is not None:
        path = server.session.documents.path_of(uri)
        found = projects.get(path) or server.session.project_of(path) if path else None
        if found is None:
            raise JsonRpcInvalidParams(f"{uri}: no project that is open has this file")
        return found
    if not projects:
        raise JsonRpcInvalidParams("no project is open")
    if len(projects) > 1:
        raise JsonRpcInvalidParams(f"several projects are open ({', '.join(sorted(projects))}); name a file with 'uri'")
    return next(iter(projects.values()))
