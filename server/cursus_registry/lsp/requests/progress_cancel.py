"""window/workDoneProgress/cancel: the button beside the progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


def register(server: Server) -> None:
    """Register the news."""

    @server.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def cancel(params: lsp.WorkDoneProgressCancelParams) -> None:
        server.reporter.cancel(params.token)
