"""What the reply to `initialize` says that the server can: exactly what is registered.

pygls leaves out some requests that are registered, and names some that are not. It must not know any session.
"""

from __future__ import annotations

import json
from functools import reduce
from typing import Any

from lsprotocol import types as lsp
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.feature_manager import FeatureManager

from cursus_registry.lsp.greeting import CONDITIONS
from cursus_registry.lsp.strictness import make_converter


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
    _state_saving(built)
    _state_resolving(built, features)
    _state_workspace(built, registered)
    return built


def known_capabilities(registered: FeatureManager) -> dict[str, Any]:
    """What is said to every client, and what more to one that can something: the text of `capabilities.json`."""
    always = _said({}, registered)
    del always["positionEncoding"]
    return {
        "always": always,
        "if": {
            name: more
            for name, path in CONDITIONS.items()
            if (more := _added(always, _said(_client(path), registered)))
        },
    }


def _said(client: dict[str, Any], registered: FeatureManager) -> dict[str, Any]:
    converter = make_converter()
    capabilities = build_capabilities(converter.structure(client, lsp.ClientCapabilities), registered)
    said: dict[str, Any] = json.loads(json.dumps(converter.unstructure(capabilities)))
    return said


def _client(path: tuple[str, ...]) -> dict[str, Any]:
    """One that can this and nothing else."""
    return reduce(lambda inner, name: {name: inner}, reversed(path[:-1]), {path[-1]: True})


def _added(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What must be merged into one object to get another that has more."""
    added = {}
    for name, value in after.items():
        if name == "positionEncoding" or before.get(name) == value:
            continue
        old = before.get(name)
        added[name] = _added(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return added


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
