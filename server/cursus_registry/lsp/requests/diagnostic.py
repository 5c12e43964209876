"""textDocument/diagnostic and workspace/diagnostic, which goes piece by piece if the client has a token for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.lsp.pull import Pull, Report

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

IDENTIFIER = "cursus-registry"
PIECE = 100
_OPTIONS = lsp.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=IDENTIFIER)


def register(server: Server) -> None:
    """Register both requests. They are offered to clients that `greeting.asks_for_diagnostics`."""
    pull = Pull(server.session, server.work, server.publisher)

    @server.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)
    async def on_document(params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        return await pull.document(params.text_document.uri, params.previous_result_id)

    @server.feature(lsp.WORKSPACE_DIAGNOSTIC)
    async def on_workspace(params: lsp.WorkspaceDiagnosticParams) -> lsp.WorkspaceDiagnosticReport:
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
