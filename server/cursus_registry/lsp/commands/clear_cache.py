"""cursusRegistry.clearCache: what was remembered is forgotten, and everything is read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.reindex import read_again

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.clearCache"


@dataclass(frozen=True, slots=True)
class _Arguments:
    """None."""


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, _asked: _Arguments) -> dict[str, Any]:
    projects = list(server.session.projects.values())
    server.outside.forget()
    for project in projects:
        project.forget()
    return {"projects": await read_again(server, projects)}
