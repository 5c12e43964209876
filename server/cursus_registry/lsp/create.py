"""Where the server is put together."""

from __future__ import annotations

from cursus_registry.lsp import requests
from cursus_registry.lsp.server import Server


def create_server() -> Server:
    """A server with all requests registered, not started yet."""
    server = Server()
    requests.register(server)
    return server
