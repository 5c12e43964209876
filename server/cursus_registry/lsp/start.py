"""Where the server is put together and started."""

from __future__ import annotations

from cursus_registry.lsp import requests
from cursus_registry.lsp.log import start_log
from cursus_registry.lsp.server import Server
from cursus_registry.lsp.stdio import serve


def create_server() -> Server:
    """A server with all requests registered, not started yet."""
    server = Server()
    requests.register(server)
    return server


def run_stdio() -> int:
    """Serve on standard input and output until the client goes; the exit code. Logs go to stderr alone."""
    start_log()
    return serve(create_server())
