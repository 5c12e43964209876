"""cursusRegistry.setLogLevel: how much is written into the log from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.lsp.logs import LEVELS, current_level, set_level
from cursus_registry.lsp.protocol import JsonAnswer

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.setLogLevel"


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    def level(name: str) -> JsonAnswer:
        if not set_level(name):
            raise JsonRpcInvalidParams(f"{name!r} is no log level; it is one of {', '.join(LEVELS)}")
        return JsonAnswer(current_level())
