"""initialize, initialized, shutdown: what the client can, which folders it has, when the first index starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.lsp.from_lsp import encoding_of
from cursus_registry.lsp.requests import configuration

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the events of a session's life."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.session.client = params.capabilities
        offered = server.protocol.server_capabilities
        server.session.encoding = encoding_of(offered)
        server.publisher.pulls = offered.diagnostic_provider is not None
        window = params.capabilities.window
        server.reporter.enabled = bool(window and window.work_done_progress)
        server.configuration.start(params.initialization_options)
        server.session.initial_folders = [path for uri in _folders(params) if (path := to_path(uri))]

    @server.feature(lsp.INITIALIZED)
    def initialized(_params: lsp.InitializedParams) -> None:
        for folder in server.session.initial_folders:
            server.work.open_folder(folder)
        server.work.looked_over = looked_over
        server.rescan.start()
        server.beside.start(server.ways_to_ask_again())
        server.changes.start(server.way_to_tell_of_changes())
        server.later(configuration.begin(server))
        server.later(server.watch.start())

    def looked_over() -> None:
        server.rescan.looked()
        server.later(server.watch.follow())

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            path = to_path(folder.uri)
            if path is not None:
                server.work.forget(server.session.remove_folder(path))
        for folder in params.event.added:
            path = to_path(folder.uri)
            if path is not None:
                server.work.open_folder(path)
        server.later(server.watch.follow())
        server.later(configuration.ask(server))

    @server.feature(lsp.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.lane.close()
        server.rescan.stop()
        server.beside.stop()
        server.changes.stop()
        server.watch.stop()
        server.outside.stop()


def _folders(params: lsp.InitializeParams) -> list[str]:
    """The folders that are open, in the newest way the client says it."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    return [params.root_uri] if params.root_uri else []
