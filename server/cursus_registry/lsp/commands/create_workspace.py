"""cursusRegistry.createWorkspace: a new workspace from a template, made by the editor. Nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.features.scaffold import TEMPLATES, CannotCreateError, plan_workspace
from cursus_registry.features.scaffold.plan import STANDARD
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.applying import create_files
from cursus_registry.lsp.commands.subject import project_asked
from cursus_registry.lsp.failure import RequestFailedError

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.createWorkspace"


@dataclass(frozen=True, slots=True)
class _Arguments:
    workspace: str
    template: str = STANDARD
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    if asked.template not in TEMPLATES:
        raise JsonRpcInvalidParams(f"there is no template '{asked.template}', but {', '.join(TEMPLATES)}")
    project = await project_asked(server, asked.uri)
    root = project.root.rstrip("/")
    try:
        plan = plan_workspace(project.snapshot, server.session.files, asked.workspace, asked.template)
    except CannotCreateError as error:
        raise RequestFailedError(str(error)) from None
    files = {f"{root}/{path}": text for path, text in plan.files.items()}
    command = f"cursus-registry init {asked.workspace} --template {asked.template} --project {project.root}"
    await create_files(server, files, f"Create workspace {asked.workspace}", f"run `{command}`")
    return {
        "root": project.root,
        "workspace": plan.workspace,
        "registry": to_uri(f"{root}/{plan.registry}"),
        "files": [to_uri(path) for path in files],
        "example": plan.example,
        "findings": [f"{path}: {finding.code}: {finding.message}" for path, finding in plan.findings],
    }
