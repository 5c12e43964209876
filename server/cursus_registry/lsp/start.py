"""Where the server is put together and started."""

from __future__ import annotations

import logging
import os
import sys

from cursus_registry.files import FileSystem
from cursus_registry.lsp import requests
from cursus_registry.lsp.logs import start_logging
from cursus_registry.lsp.server import Server
from cursus_registry.lsp.stdio import serve
from cursus_registry.profiling import start_profiling

_log = logging.getLogger(__name__)


def create_server(disk: FileSystem | None = None) -> Server:
    """A server with all requests registered, not started yet; over the disk, or what stands in for it."""
    server = Server(disk)
    requests.register(server)
    return server


def run_stdio() -> int:
    """Serve on standard input and output until the client goes; the exit code. Logs go to stderr alone."""
    start_logging(os.environ.get("CURSUS_REGISTRY_LOG", ""))
    wish = os.environ.get("CURSUS_REGISTRY_PROFILE")
    if wish and (fault := start_profiling(wish, _print_profile)):
        _log.warning("CURSUS_REGISTRY_PROFILE: %s", fault)
    return serve(create_server())


def _print_profile(report: str) -> None:
    sys.stderr.write(f"{report}\n")
