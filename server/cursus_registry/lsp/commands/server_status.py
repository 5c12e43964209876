"""cursusRegistry.serverStatus: what the server can tell of itself."""

from __future__ import annotations

import os
import platform
import time
from typing import TYPE_CHECKING, Any

from cursus_registry.files.process import resident_memory
from cursus_registry.lsp.logs import current_level
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.project import Project
from cursus_registry.version import __version__

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.serverStatus"


def register(server: Server) -> None:
    """Register the command."""

    @server.command(NAME)
    def status() -> JsonAnswer:
        return JsonAnswer(_status(server))


def _status(server: Server) -> dict[str, Any]:
    session = server.session
    return {
        "version": __version__,
        "python": platform.python_version(),
        "processId": os.getpid(),
        "processForClasses": server.outside.process_id,
        "uptimeSeconds": round(time.monotonic() - server.started, 1),
        "memoryBytes": resident_memory(),
        "positionEncoding": session.encoding.value,
        "logLevel": current_level(),
        "folders": sorted(session.folders),
        "openDocuments": len(session.documents.paths()),
        "projects": [_project(project) for _, project in sorted(session.projects.items())],
        "jobs": server.lane.jobs(),
        "slowTurns": server.meter.slow_turns,
        "latencies": server.meter.table(),
    }


def _project(project: Project) -> dict[str, Any]:
    snapshot = project.snapshot
    index = snapshot.view.index
    return {
        "root": project.root,
        "revision": snapshot.revision,
        "indexed": snapshot.view.indexed,
        "settings": project.settings_path,
        "files": len(index.files),
        "core": list(index.core),
        "workspaces": len(index.workspaces),
        "chosenWorkspace": snapshot.view.chosen,
        "steps": len(index.names),
        "unreadable": dict(project.unreadable),
    }
