"""workspace/didChangeWatchedFiles: what happened on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the news of changed files."""

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: lsp.DidChangeWatchedFilesParams) -> None:
        paths = {path for change in params.changes if (path := to_path(change.uri)) is not None}
        server.watch.told(sorted(paths))
