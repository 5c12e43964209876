"""workspace/diagnostic, piece by piece if the client has given a token for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.lsp.pull import Pull, Report

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

PIECE = 100


def register(server: Server, pull: Pull) -> None:
    """Register the request."""

    @server.feature(lsp.WORKSPACE_DIAGNOSTIC)
    async def answer(params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
        token = params.partial_result_token
        reports: list[Report] = []
        async for report in pull.workspace({one.uri: one.value for one in params.previous_result_ids}):
            reports.append(report)
            if token is not None and len(reports) == PIECE:
                server.protocol.notify(
                    lsp.PROGRESS, lsp.ProgressParams(token, lsp.WorkspaceDiagnosticReportPartialResult(reports))
                )
                reports = []
        if token is not None and reports:
            server.protocol.notify(
                lsp.PROGRESS, lsp.ProgressParams(token, lsp.WorkspaceDiagnosticReportPartialResult(reports))
            )
            reports = []
        return lsp.WorkspaceDiagnosticReport(reports)
