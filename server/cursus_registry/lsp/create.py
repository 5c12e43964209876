"""Where the server is put together."""

from __future__ import annotations

from cursus_registry.files import FileSystem
from cursus_registry.lsp import requests
from cursus_registry.lsp.server import Server


def create_server(disk: FileSystem | None = None) -> Server:
    """A server with all requests registered, not started yet; over the disk, or what stands in for it."""
    server = Server(disk)
    requests.register(server)
    return server
