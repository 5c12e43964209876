"""What the reply to `initialize` says that the server can: exactly what is registered.

pygls leaves out some requests that are registered, and names some that are not. It must not know any session.
"""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.feature_manager import FeatureManager


def build_capabilities(client: lsp.ClientCapabilities, registered: FeatureManager) -> lsp.ServerCapabilities:
    """The capabilities for a client."""
    features = set(registered.features)
    builder = ServerCapabilitiesBuilder(
        client,
        features,
        registered.feature_options,
        list(registered.commands),
        lsp.TextDocumentSyncKind.Incremental,
        None,
        ServerCapabilitiesBuilder.choose_position_encoding(client),
    )
    built: lsp.ServerCapabilities = builder.build()  # type: ignore[no-untyped-call]
    if not registered.commands:
        built.execute_command_provider = None
    _state_resolving(built, features)
    _state_workspace(built, registered)
    return built


def _state_resolving(built: lsp.ServerCapabilities, features: set[str]) -> None:
    """Completions and code actions are resolved if there is somebody who does it."""
    if built.completion_provider:
        built.completion_provider.resolve_provider = lsp.COMPLETION_ITEM_RESOLVE in features
    if lsp.CODE_ACTION_RESOLVE in features:
        if not isinstance(built.code_action_provider, lsp.CodeActionOptions):
            built.code_action_provider = lsp.CodeActionOptions()
        built.code_action_provider.resolve_provider = True


def _state_workspace(built: lsp.ServerCapabilities, registered: FeatureManager) -> None:
    workspace = built.workspace
    if workspace is None:
        return
    if workspace.file_operations == lsp.FileOperationOptions():
        workspace.file_operations = None
    if lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS not in registered.features:
        workspace.workspace_folders = None
    content = registered.feature_options.get(lsp.WORKSPACE_TEXT_DOCUMENT_CONTENT)
    if lsp.WORKSPACE_TEXT_DOCUMENT_CONTENT in registered.features and content:
        workspace.text_document_content = content
