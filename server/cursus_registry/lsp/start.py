"""Where the server is started: greeted first, imported afterwards. It must not import pygls by itself."""

from __future__ import annotations

import os
import sys

from cursus_registry.lsp.descriptors import take_descriptors
from cursus_registry.lsp.greeting import greet


def run_stdio() -> int:
    """Serve on standard input and output until the client goes; the exit code. Logs go to stderr alone."""
    descriptors = take_descriptors()
    if descriptors is None:
        sys.stderr.write("cursus-registry: the language server needs standard input and output\n")
        return 2
    greeting = greet(descriptors)
    from cursus_registry.lsp.create import create_server  # noqa: PLC0415 - most of the time to start goes here
    from cursus_registry.lsp.logs import start_log, start_profile  # noqa: PLC0415
    from cursus_registry.lsp.stdio import serve  # noqa: PLC0415

    start_log(os.environ.get("CURSUS_REGISTRY_LOG", ""))
    start_profile(os.environ.get("CURSUS_REGISTRY_PROFILE", ""))
    return serve(create_server(), descriptors, greeting)
