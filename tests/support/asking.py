"""A client that asks for diagnostics, and how often it was made to."""

from __future__ import annotations

import asyncio

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.greeting import asks_for_diagnostics
from support import clients
from support.checks import CORE, classes, registry
from support.server import Desk, settled

ALICE, BOB = registry("alice"), registry("bob")
STEP = f'    "{{0}}": {{{{"sagemaker_step_type": "Processing", "description": "d", {classes("{0}")}}}}},\n'
ONE, OTHER = (f"WORKSPACE_STEPS = {{\n{STEP.format(name)}}}\n" for name in ("Same", "Other"))
TWO = f"{CORE}\n#- {ALICE}\n{ONE}#- {BOB}\n{ONE}"


def asking(*, refresh=True, pushed=True, related=None):
    """A client that asks for diagnostics."""
    return lsp.ClientCapabilities(
        workspace=lsp.WorkspaceClientCapabilities(
            diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=refresh)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True) if pushed else None,
            diagnostic=lsp.DiagnosticClientCapabilities(related_document_support=related),
        ),
    )


class Asking(Desk):
    """A client that asks, and how often it was made to."""

    def __init__(self, files=TWO, capabilities=None, *, read=True):
        super().__init__(files, capabilities or asking())
        self.again = 0
        self.server.publisher._ask_again = self._count
        self.server.publisher.pulls = asks_for_diagnostics(clients.as_json(self.session.client))
        if read:
            self.run()

    def _count(self):
        self.again += 1

    def begin(self, path, previous=None):
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(to_uri(path)), previous_result_id=previous)
        return self.ask(lsp.TEXT_DOCUMENT_DIAGNOSTIC, params)

    def document(self, path, previous=None):
        return settled(self.begin(path, previous))

    def workspace(self, previous=None, token=None):
        known = [lsp.PreviousResultId(to_uri(path), value) for path, value in (previous or {}).items()]
        params = lsp.WorkspaceDiagnosticParams(known, partial_result_token=token)
        return asyncio.run(self.ask(lsp.WORKSPACE_DIAGNOSTIC, params))

    def asked_again(self):
        self.run()
        again, self.again = self.again, 0
        return again


def codes(report):
    return [found.code for found in report.items]


def items(report):
    """A workspace's report, as kind and codes by path."""
    return {
        to_path(one.uri): "unchanged" if one.kind == "unchanged" else [found.code for found in one.items]
        for one in report.items
    }
