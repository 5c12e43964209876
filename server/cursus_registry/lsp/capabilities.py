"""What the server can: exactly what is registered. `greeting` says what of it a client is told.

pygls leaves out some requests that are registered, and names some that are not. It must not know any session.
"""

from __future__ import annotations

import json
from typing import Any

from lsprotocol import types as lsp
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.feature_manager import FeatureManager

from cursus_registry.lsp.strictness import make_converter


def offers(registered: FeatureManager) -> dict[str, Any]:
    """What is said to a client that can everything, as JSON: the text of `capabilities.json`."""
    converter = make_converter()
    said: dict[str, Any] = json.loads(json.dumps(converter.unstructure(_build(_able_client(), registered))))
    del said["positionEncoding"]
    return said


def _able_client() -> lsp.ClientCapabilities:
    """A client that can all of what pygls looks at."""
    return lsp.ClientCapabilities(
        workspace=lsp.WorkspaceClientCapabilities(
            file_operations=lsp.FileOperationClientCapabilities(will_rename=True, did_rename=True)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            synchronization=lsp.TextDocumentSyncClientCapabilities(
                will_save=True, will_save_wait_until=True, did_save=True
            ),
            rename=lsp.RenameClientCapabilities(prepare_support=True),
        ),
        notebook_document=lsp.NotebookDocumentClientCapabilities(lsp.NotebookDocumentSyncClientCapabilities()),
    )


def _build(client: lsp.ClientCapabilities, registered: FeatureManager) -> lsp.ServerCapabilities:
    features = set(registered.features)
    builder = ServerCapabilitiesBuilder(
        client,
        features,
        registered.feature_options,
        list(registered.commands),
        lsp.TextDocumentSyncKind.Incremental,
        registered.feature_options.get(lsp.NOTEBOOK_DOCUMENT_DID_OPEN),
        lsp.PositionEncodingKind.Utf16,
    )
    built: lsp.ServerCapabilities = builder.build()  # type: ignore[no-untyped-call]
    if not registered.commands:
        built.execute_command_provider = None
    _state_saving(built)
    _state_resolving(built, features)
    _state_workspace(built, registered)
    return built


def _state_saving(built: lsp.ServerCapabilities) -> None:
    """What is not answered is not named, whether the client could do it or not."""
    sync = built.text_document_sync
    if isinstance(sync, lsp.TextDocumentSyncOptions):
        sync.will_save = sync.will_save or None
        sync.will_save_wait_until = sync.will_save_wait_until or None


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
