"""What editors say they can do, and a client that remembers everything it is sent, in order."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

_TAGS = lsp.ClientDiagnosticsTagOptions([lsp.DiagnosticTag.Unnecessary, lsp.DiagnosticTag.Deprecated])
_MARKUP = [lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText]


def vscode() -> lsp.ClientCapabilities:
    """Visual Studio Code as it is today: UTF-16 only, and nearly everything else."""
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(
            position_encodings=[lsp.PositionEncodingKind.Utf16],
            stale_request_support=lsp.StaleRequestSupportOptions(cancel=True, retry_on_content_modified=[]),
            markdown=lsp.MarkdownClientCapabilities(parser="marked", version="1.1.0"),
        ),
        window=lsp.WindowClientCapabilities(
            work_done_progress=True,
            show_document=lsp.ShowDocumentClientCapabilities(support=True),
            show_message=lsp.ShowMessageRequestClientCapabilities(
                message_action_item=lsp.ClientShowMessageActionItemOptions(additional_properties_support=True)
            ),
        ),
        workspace=_vscode_workspace(),
        text_document=_vscode_documents(),
        notebook_document=lsp.NotebookDocumentClientCapabilities(
            lsp.NotebookDocumentSyncClientCapabilities(dynamic_registration=True, execution_summary_support=True)
        ),
    )


def as_json(capabilities: lsp.ClientCapabilities) -> dict[str, Any]:
    """What goes over the wire."""
    told: dict[str, Any] = json.loads(json.dumps(default_converter().unstructure(capabilities)))  # type: ignore[no-untyped-call]
    return told


def _vscode_workspace() -> lsp.WorkspaceClientCapabilities:
    return lsp.WorkspaceClientCapabilities(
        apply_edit=True,
        configuration=True,
        workspace_folders=True,
        file_operations=lsp.FileOperationClientCapabilities(
            dynamic_registration=True,
            did_create=True,
            will_create=True,
            did_rename=True,
            will_rename=True,
            did_delete=True,
            will_delete=True,
        ),
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True,
            resource_operations=[
                lsp.ResourceOperationKind.Create,
                lsp.ResourceOperationKind.Rename,
                lsp.ResourceOperationKind.Delete,
            ],
            normalizes_line_endings=True,
            change_annotation_support=lsp.ChangeAnnotationsSupportOptions(groups_on_label=True),
        ),
        did_change_configuration=lsp.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True, relative_pattern_support=True
        ),
        diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        code_lens=lsp.CodeLensWorkspaceClientCapabilities(refresh_support=True),
        inlay_hint=lsp.InlayHintWorkspaceClientCapabilities(refresh_support=True),
        semantic_tokens=lsp.SemanticTokensWorkspaceClientCapabilities(refresh_support=True),
        symbol=lsp.WorkspaceSymbolClientCapabilities(
            dynamic_registration=True,
            tag_support=lsp.ClientSymbolTagOptions([lsp.SymbolTag.Deprecated]),
            resolve_support=lsp.ClientSymbolResolveOptions(["location.range"]),
        ),
    )


def _vscode_documents() -> lsp.TextDocumentClientCapabilities:
    return lsp.TextDocumentClientCapabilities(
        synchronization=lsp.TextDocumentSyncClientCapabilities(
            dynamic_registration=True, will_save=True, will_save_wait_until=True, did_save=True
        ),
        publish_diagnostics=_vscode_pushed(),
        diagnostic=_vscode_pulled(),
        completion=_vscode_completion(),
        hover=lsp.HoverClientCapabilities(dynamic_registration=True, content_format=_MARKUP),
        definition=lsp.DefinitionClientCapabilities(dynamic_registration=True, link_support=True),
        declaration=lsp.DeclarationClientCapabilities(dynamic_registration=True, link_support=True),
        type_definition=lsp.TypeDefinitionClientCapabilities(dynamic_registration=True, link_support=True),
        implementation=lsp.ImplementationClientCapabilities(dynamic_registration=True, link_support=True),
        references=lsp.ReferenceClientCapabilities(dynamic_registration=True),
        code_lens=lsp.CodeLensClientCapabilities(dynamic_registration=True),
        inlay_hint=lsp.InlayHintClientCapabilities(
            dynamic_registration=True,
            resolve_support=lsp.ClientInlayHintResolveOptions(
                ["tooltip", "textEdits", "label.tooltip", "label.location", "label.command"]
            ),
        ),
        document_link=lsp.DocumentLinkClientCapabilities(dynamic_registration=True, tooltip_support=True),
        document_highlight=lsp.DocumentHighlightClientCapabilities(dynamic_registration=True),
        document_symbol=_vscode_symbols(),
        code_action=_vscode_actions(),
        rename=_vscode_rename(),
        folding_range=_vscode_folds(),
        selection_range=lsp.SelectionRangeClientCapabilities(dynamic_registration=True),
        type_hierarchy=lsp.TypeHierarchyClientCapabilities(dynamic_registration=True),
        call_hierarchy=lsp.CallHierarchyClientCapabilities(dynamic_registration=True),
        semantic_tokens=_vscode_tokens(),
    )


def _vscode_pushed() -> lsp.PublishDiagnosticsClientCapabilities:
    return lsp.PublishDiagnosticsClientCapabilities(
        related_information=True,
        version_support=True,
        code_description_support=True,
        data_support=True,
        tag_support=_TAGS,
    )


def _vscode_pulled() -> lsp.DiagnosticClientCapabilities:
    return lsp.DiagnosticClientCapabilities(
        dynamic_registration=True,
        related_document_support=False,
        related_information=True,
        code_description_support=True,
        data_support=True,
        tag_support=_TAGS,
    )


def _vscode_completion() -> lsp.CompletionClientCapabilities:
    return lsp.CompletionClientCapabilities(
        dynamic_registration=True,
        context_support=True,
        completion_item=lsp.ClientCompletionItemOptions(
            snippet_support=True,
            commit_characters_support=True,
            documentation_format=_MARKUP,
            deprecated_support=True,
            preselect_support=True,
            tag_support=lsp.CompletionItemTagOptions([lsp.CompletionItemTag.Deprecated]),
            insert_replace_support=True,
            resolve_support=lsp.ClientCompletionItemResolveOptions(["documentation", "detail", "additionalTextEdits"]),
            label_details_support=True,
        ),
    )


def _vscode_symbols() -> lsp.DocumentSymbolClientCapabilities:
    return lsp.DocumentSymbolClientCapabilities(
        dynamic_registration=True,
        hierarchical_document_symbol_support=True,
        symbol_kind=lsp.ClientSymbolKindOptions(list(lsp.SymbolKind)),
        tag_support=lsp.ClientSymbolTagOptions([lsp.SymbolTag.Deprecated]),
        label_support=True,
    )


def _vscode_actions() -> lsp.CodeActionClientCapabilities:
    return lsp.CodeActionClientCapabilities(
        dynamic_registration=True,
        is_preferred_support=True,
        disabled_support=True,
        data_support=True,
        honors_change_annotations=True,
        resolve_support=lsp.ClientCodeActionResolveOptions(["edit"]),
        code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
            lsp.ClientCodeActionKindOptions(["", "quickfix", "refactor", "source", "source.organizeImports"])
        ),
    )


def _vscode_rename() -> lsp.RenameClientCapabilities:
    return lsp.RenameClientCapabilities(
        dynamic_registration=True,
        prepare_support=True,
        prepare_support_default_behavior=lsp.PrepareSupportDefaultBehavior.Identifier,
        honors_change_annotations=True,
    )


def _vscode_folds() -> lsp.FoldingRangeClientCapabilities:
    return lsp.FoldingRangeClientCapabilities(
        dynamic_registration=True,
        range_limit=5000,
        line_folding_only=True,
        folding_range=lsp.ClientFoldingRangeOptions(collapsed_text=False),
    )


def _vscode_tokens() -> lsp.SemanticTokensClientCapabilities:
    return lsp.SemanticTokensClientCapabilities(
        requests=lsp.ClientSemanticTokensRequestOptions(
            range=True, full=lsp.ClientSemanticTokensRequestFullDelta(delta=True)
        ),
        token_types=list(lsp.SemanticTokenTypes),
        token_modifiers=list(lsp.SemanticTokenModifiers),
        formats=[lsp.TokenFormat.Relative],
        dynamic_registration=True,
        overlapping_token_support=False,
        multiline_token_support=False,
        server_cancel_support=True,
        augments_syntax_tokens=True,
    )


def pushed() -> lsp.ClientCapabilities:
    """Like Visual Studio Code, but diagnostics are sent to it; it never asks for them."""
    capabilities = vscode()
    assert capabilities.text_document is not None
    assert capabilities.workspace is not None
    capabilities.text_document.diagnostic = None
    capabilities.workspace.diagnostics = None
    return capabilities


def neovim() -> lsp.ClientCapabilities:
    """Neovim 0.11: UTF-8 first, no dynamic watchers on Linux."""
    return client_capabilities("neovim@v0.11")


def emacs() -> lsp.ClientCapabilities:
    """Emacs with Eglot, as newer ones count: UTF-32 first. No snippets, no progress."""
    capabilities = client_capabilities("emacs@v29.1")
    capabilities.general = lsp.GeneralClientCapabilities(
        position_encodings=[
            lsp.PositionEncodingKind.Utf32,
            lsp.PositionEncodingKind.Utf8,
            lsp.PositionEncodingKind.Utf16,
        ]
    )
    return capabilities


def nothing() -> lsp.ClientCapabilities:
    """A client that announces nothing at all."""
    return lsp.ClientCapabilities()


class Client(LanguageClient):
    """A client that keeps what it was sent: every publication, registration, refresh and progress token, in order."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.published: list[lsp.PublishDiagnosticsParams] = []
        self.registrations: list[lsp.Registration] = []
        self.asked: lsp.ClientCapabilities = lsp.ClientCapabilities()
        self.answered: lsp.ServerCapabilities = lsp.ServerCapabilities()
        self.root: Path | None = None
        self.asks_workspace = True
        self.refreshed: list[str] = []

        self._asks: list[asyncio.Task[None]] = []
        self._results: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._newest: dict[str, int] = {}
        self._workspace: asyncio.Task[None] | None = None
        self._again = False

    async def start_session(
        self, capabilities: lsp.ClientCapabilities, root: Path | None = None, options: object = None
    ) -> None:
        """Initialize with a folder, or with none; a client that knows no folders names it as its root."""
        self.asked, self.root = capabilities, root
        uri = root.as_uri() if root else None
        folders = (
            [lsp.WorkspaceFolder(uri, root.name)] if root and knows(self, "workspace", "workspace_folders") else None
        )
        result = await self.initialize_session(
            lsp.InitializeParams(
                capabilities=capabilities, root_uri=uri, workspace_folders=folders, initialization_options=options
            )
        )
        self.answered = result.capabilities
        self.ask_workspace()

    async def shutdown_session(self) -> None:
        """Whatever has gone wrong with a question of ours is told here."""
        await asyncio.gather(*self._asks)
        await super().shutdown_session()

    # A client that asks for diagnostics keeps the answers where others keep what they are sent

    def text_document_did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        super().text_document_did_open(params)
        self._versions[params.text_document.uri] = params.text_document.version
        self.ask_document(params.text_document.uri)

    def text_document_did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        super().text_document_did_change(params)
        self._versions[params.text_document.uri] = params.text_document.version
        self.ask_document(params.text_document.uri)

    def text_document_did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        super().text_document_did_close(params)
        self._versions.pop(params.text_document.uri, None)
        self._results.pop(params.text_document.uri, None)
        self.ask_workspace()

    def ask_all(self) -> None:
        """Ask again for everything."""
        for uri in self._versions:
            self.ask_document(uri)
        self.ask_workspace()

    def ask_document(self, uri: str) -> None:
        if self.answered.diagnostic_provider and uri.startswith("file:"):
            self._newest[uri] = self._newest.get(uri, 0) + 1
            self._asks.append(asyncio.ensure_future(self._ask_document(uri, self._versions[uri], self._newest[uri])))

    def ask_workspace(self) -> None:
        """One question at a time; what comes while it waits for its answer is asked for after it."""
        if not (self.answered.diagnostic_provider and self.asks_workspace):
            return
        self._again = True
        if self._workspace is None or self._workspace.done():
            self._workspace = asyncio.ensure_future(self._ask_workspace())
            self._asks.append(self._workspace)

    async def _ask_document(self, uri: str, version: int, number: int) -> None:
        params = lsp.DocumentDiagnosticParams(
            lsp.TextDocumentIdentifier(uri), previous_result_id=self._results.get(uri)
        )
        report = await self.text_document_diagnostic_async(params)
        if number == self._newest[uri] and uri in self._versions:
            self._take(uri, version, report)
            for other, related in (report.related_documents or {}).items():
                self._take(other, self._versions.get(other), related)

    async def _ask_workspace(self) -> None:
        while self._again:
            self._again = False
            previous = [lsp.PreviousResultId(uri, value) for uri, value in self._results.items()]
            report = await self.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(previous))
            for one in report.items:
                if one.uri not in self._versions:
                    self._take(one.uri, one.version, one)

    def _take(self, uri: str, version: int | None, report: object) -> None:
        if report.result_id is None:
            self._results.pop(uri, None)
        else:
            self._results[uri] = report.result_id
        newest = next((one for one in reversed(self.published) if one.uri == uri), None)
        if report.kind == "unchanged" and newest is not None and newest.version == version:
            return
        items = self.diagnostics.get(uri, []) if report.kind == "unchanged" else report.items
        _publish(self, lsp.PublishDiagnosticsParams(uri, items, version))


def knows(client: Client, *names: str) -> bool:
    """Whether a client has announced something, named by its path in the capabilities."""
    value: object = client.asked
    for name in names:
        value = getattr(value, name, None)
    return bool(value)


def _publish(client: Client, params: lsp.PublishDiagnosticsParams) -> None:
    client.published.append(params)
    client.diagnostics[params.uri] = params.diagnostics


def _ask_again(client: Client, _params: None) -> None:
    client.ask_all()


def _take_note(_client: Client, _params: None) -> None:
    """What no test of a real editor looks at."""


def _lenses_again(client: Client, _params: None) -> None:
    client.refreshed.append(lsp.WORKSPACE_CODE_LENS_REFRESH)


def _hints_again(client: Client, _params: None) -> None:
    client.refreshed.append(lsp.WORKSPACE_INLAY_HINT_REFRESH)


def _register(client: Client, params: lsp.RegistrationParams) -> None:
    client.registrations += params.registrations


def _unregister(client: Client, params: lsp.UnregistrationParams) -> None:
    gone = {one.id for one in params.unregisterations}
    client.registrations[:] = [one for one in client.registrations if one.id not in gone]


def make_client() -> Client:
    """A client with pytest-lsp's usual answers and ours."""
    client = Client(converter_factory=default_converter)
    ours = {
        lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: _publish,
        lsp.CLIENT_REGISTER_CAPABILITY: _register,
        lsp.CLIENT_UNREGISTER_CAPABILITY: _unregister,
        lsp.WORKSPACE_DIAGNOSTIC_REFRESH: _ask_again,
        lsp.WORKSPACE_SEMANTIC_TOKENS_REFRESH: _take_note,
        lsp.WORKSPACE_CODE_LENS_REFRESH: _lenses_again,
        lsp.WORKSPACE_INLAY_HINT_REFRESH: _hints_again,
    }
    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **ours})
    return client


SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "cursus_registry", "lsp"], client_factory=make_client)
"""The server as an editor starts it."""
