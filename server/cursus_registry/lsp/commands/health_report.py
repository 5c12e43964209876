"""cursusRegistry.healthReport: how much of a project could be read and what follows, in the words of `health`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cursus_registry.features.health import gather_health, health_json, health_lines
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.arguments import OfProject
from cursus_registry.lsp.commands.subject import project_asked
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.text.harmless import harmless

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.healthReport"


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, OfProject, _answer)


async def _answer(server: Server, asked: OfProject) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    snapshot = project.snapshot
    findings = {path: snapshot.check(path) async for path in with_pauses(snapshot.judged())}
    health = gather_health(snapshot, findings.__getitem__)
    return {
        "root": project.root,
        "status": health.overall.value,
        "text": "".join(f"{harmless(line)}\n" for line in health_lines(snapshot, health)),
        "report": health_json(snapshot, health),
    }
