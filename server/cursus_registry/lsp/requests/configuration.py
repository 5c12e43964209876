"""workspace/configuration and workspace/didChangeConfiguration: the editor's settings, asked for or told."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.configuration import SECTION

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_log = logging.getLogger(__name__)


def register(server: Server) -> None:
    """Register the news of other settings."""

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: lsp.DidChangeConfigurationParams) -> None:
        if _can_be_asked(server):
            server.later(ask(server))
        elif server.configuration.pushed(params.settings):
            server.work.configured()


async def begin(server: Server) -> None:
    """The session has begun: ask for the settings, and to be told of others."""
    workspace = server.session.client.workspace
    changes = workspace.did_change_configuration if workspace else None
    if changes and changes.dynamic_registration:
        options = lsp.DidChangeConfigurationRegistrationOptions(section=SECTION)
        registration = lsp.Registration("configuration", lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
        try:
            await server.client_register_capability_async(lsp.RegistrationParams([registration]))
        except Exception as error:  # noqa: BLE001 - a client may refuse for any reason, and works without
            _log.warning("the client does not tell of other settings: %s", error)
    await ask(server)


async def ask(server: Server) -> None:
    """Ask for the settings, in general and of every folder; nothing happens if the client cannot be asked."""
    if not _can_be_asked(server):
        return
    while True:
        folders = sorted(server.session.folders)
        scopes = [None, *(to_uri(folder) for folder in folders)]
        items = [lsp.ConfigurationItem(scope_uri=scope, section=SECTION) for scope in scopes]
        server.asked += 1
        number = server.asked
        try:
            answers = await server.workspace_configuration_async(lsp.ConfigurationParams(items))
        except Exception as error:  # noqa: BLE001 - a client may refuse for any reason
            _log.warning("the client has no settings for us: %s", error)
            return
        if number != server.asked:
            return  # asked again since then
        if folders == sorted(server.session.folders):
            break
        await asyncio.sleep(0)
    general: object = answers[0] if answers else None
    if server.configuration.answered(general, dict(zip(folders, answers[1:], strict=False))):
        server.work.configured()


def _can_be_asked(server: Server) -> bool:
    workspace = server.session.client.workspace
    return bool(workspace and workspace.configuration)
