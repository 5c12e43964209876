"""cursusRegistry.explainResolution: what a name means in a workspace and why, in the words of `resolve`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.features.explanation import across_lines, resolution_lines
from cursus_registry.index.declaration import Declaration
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.location import location_json
from cursus_registry.lsp.commands.subject import path_asked, project_asked, workspace_asked
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import resolve
from cursus_registry.resolution.strategies import ResolutionContext, resolve_with_strategy
from cursus_registry.text.harmless import harmless

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.explainResolution"


@dataclass(frozen=True, slots=True)
class _Arguments:
    name: str
    workspace: str | None = None
    uri: str | None = None
    across: bool = False


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    workspace = workspace_asked(project, asked.workspace, path_asked(server, asked.uri))
    snapshot = project.snapshot
    status, lines, row = _explain(snapshot, asked, workspace)
    return {
        "name": asked.name,
        "workspace": workspace,
        "status": status,
        "qualifiedName": row.qualified_name if row else None,
        "location": location_json(server, snapshot, row) if row else None,
        "text": "".join(f"{harmless(line)}\n" for line in lines),
    }


def _explain(snapshot: Snapshot, asked: _Arguments, workspace: str | None) -> tuple[str, list[str], Declaration | None]:
    """The outcome in a word, the text, and the declaration that is meant."""
    if not asked.across:
        found = resolve(snapshot.view, asked.name, workspace)
        return found.status.value, list(resolution_lines(snapshot, found)), found.chosen
    context = ResolutionContext(workspace=workspace)
    chosen = resolve_with_strategy(snapshot.view, asked.name, context, snapshot.settings.pins)
    return chosen.outcome.value, list(across_lines(snapshot, chosen)), chosen.chosen
