"""initialize, initialized, shutdown: what the client can, which folders it has, when the first index starts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.layout import WATCH_PATTERNS
from cursus_registry.lsp.from_lsp import negotiated_encoding
from cursus_registry.lsp.requests import diagnostic

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_log = logging.getLogger(__name__)


def register(server: Server) -> None:
    """Register the events of a session's life."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.session.client = params.capabilities
        server.session.encoding = negotiated_encoding(params.capabilities)
        window = params.capabilities.window
        server.reporter.enabled = bool(window and window.work_done_progress)
        diagnostic.offer(server)
        server.session.initial_folders = [path for uri in _folders(params) if (path := to_path(uri))]

    @server.feature(lsp.INITIALIZED)
    async def initialized(_params: lsp.InitializedParams) -> None:
        for folder in server.session.initial_folders:
            server.work.index(server.session.add_folder(folder))
        await _watch(server)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            path = to_path(folder.uri)
            if path is not None:
                for project in server.session.remove_folder(path):
                    server.lane.drop(f"index {project.root}")
                    server.publisher.forget(project.root)
        for folder in params.event.added:
            path = to_path(folder.uri)
            if path is not None:
                server.work.index(server.session.add_folder(path))

    @server.feature(lsp.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.lane.close()


def _folders(params: lsp.InitializeParams) -> list[str]:
    """The folders that are open, in the newest way the client says it."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    return [params.root_uri] if params.root_uri else []


async def _watch(server: Server) -> None:
    """Ask the client to tell of changed files, if it can be asked."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if not watching or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions(
        [lsp.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCH_PATTERNS]
    )
    registration = lsp.Registration("watched-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await server.client_register_capability_async(lsp.RegistrationParams([registration]))
    except Exception as error:  # noqa: BLE001 - a client may refuse for any reason, and works without
        _log.warning("the client does not watch files for us: %s", error)
