"""cursusRegistry.fileFacts: what was read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.features.file_facts import file_facts
from cursus_registry.lsp.protocol import JsonAnswer

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.fileFacts"


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    def facts(uri: str) -> JsonAnswer:
        path = server.session.documents.path_of(uri)
        project = server.session.project_of(path) if path else None
        if path is None or project is None:
            raise JsonRpcInvalidParams(f"{uri}: no project that is open has this file")
        server.work.prepare(path)
        return JsonAnswer(file_facts(project.snapshot, path))
