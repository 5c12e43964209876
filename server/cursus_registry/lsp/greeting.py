"""The reply to `initialize` before anything else is imported: the protocol's classes alone take longer than Python.

What the server can is known beforehand (`capabilities.json`, written by `docs/generate.py` from what is registered).
The whole server reads the same message afterwards and only does not answer it again. It must not import pygls.
"""

from __future__ import annotations

import json
import os
import pkgutil
import signal
from dataclasses import dataclass
from typing import Any

from cursus_registry.lsp.descriptors import Descriptors
from cursus_registry.lsp.frames import Frames, InputLostError, frame
from cursus_registry.lsp.messages import Request, decode
from cursus_registry.version import __version__

NAME = "cursus-registry"
NEEDED: dict[str, tuple[str, ...]] = {
    "callHierarchyProvider": ("textDocument", "callHierarchy"),
    "codeActionProvider": ("textDocument", "codeAction"),
    "codeLensProvider": ("textDocument", "codeLens"),
    "completionProvider": ("textDocument", "completion"),
    "declarationProvider": ("textDocument", "declaration"),
    "definitionProvider": ("textDocument", "definition"),
    "documentHighlightProvider": ("textDocument", "documentHighlight"),
    "documentLinkProvider": ("textDocument", "documentLink"),
    "documentSymbolProvider": ("textDocument", "documentSymbol"),
    "foldingRangeProvider": ("textDocument", "foldingRange"),
    "hoverProvider": ("textDocument", "hover"),
    "implementationProvider": ("textDocument", "implementation"),
    "inlayHintProvider": ("textDocument", "inlayHint"),
    "notebookDocumentSync": ("notebookDocument", "synchronization"),
    "referencesProvider": ("textDocument", "references"),
    "renameProvider": ("textDocument", "rename"),
    "selectionRangeProvider": ("textDocument", "selectionRange"),
    "semanticTokensProvider": ("textDocument", "semanticTokens"),
    "typeDefinitionProvider": ("textDocument", "typeDefinition"),
    "typeHierarchyProvider": ("textDocument", "typeHierarchy"),
    "workspaceSymbolProvider": ("workspace", "symbol"),
}
"""What a client must announce, that we offer it ours. Commands are run by clients that do not announce it, too."""

_CONTENT = "textDocumentContent"
_ENCODINGS = ("utf-8", "utf-16", "utf-32")
_CHUNK = 1 << 16
_PATIENCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Greeting:
    """What has happened before the server was there: all bytes read, and whether `initialize` is answered."""

    received: bytes
    answered: bool


def greet(descriptors: Descriptors) -> Greeting:
    """Wait for the first message, and answer it if it is a sound `initialize`. All else is left to the server."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(1))
    frames, received, body = Frames(), bytearray(), None
    while body is None and len(received) < _PATIENCE:
        chunk = os.read(descriptors.incoming, _CHUNK)
        if not chunk:
            break
        received += chunk
        frames.feed(chunk)
        try:
            body = frames.take()
        except InputLostError:
            break
    reply = _reply(body) if isinstance(body, bytes) else None
    return Greeting(bytes(received), answered=reply is not None and _write(descriptors.outgoing, reply))


def load_offers() -> dict[str, Any]:
    """What the server says to a client that can everything."""
    offers: dict[str, Any] = json.loads(pkgutil.get_data(__package__, "capabilities.json") or b"")
    return offers


def initialize_result(client: dict[str, Any], offers: dict[str, Any]) -> dict[str, Any]:
    """The result of `initialize` for the capabilities of a client, as they came; `offers` as from `load_offers`."""
    said = {name: value for name, value in offers.items() if _at(client, NEEDED.get(name, ())) is not None}
    if not asks_for_diagnostics(client):
        said.pop("diagnosticProvider", None)
    if "renameProvider" in said and _at(client, ("textDocument", "rename", "prepareSupport")) is not True:
        said["renameProvider"] = True
    if "workspace" in said:
        said["workspace"] = _workspace(client, said["workspace"])
    said["positionEncoding"] = _encoding(client)
    return {"capabilities": said, "serverInfo": {"name": NAME, "version": __version__}}


def asks_for_diagnostics(client: dict[str, Any]) -> bool:
    """Whether a client asks for diagnostics, and can be made to ask again when another file has changed the answer.

    One that can only be told of its own edits would show what is old until somebody types: it is pushed instead, if
    it takes that.
    """
    asks = _at(client, ("textDocument", "diagnostic")) is not None
    told_again = _at(client, ("workspace", "diagnostics", "refreshSupport")) is True
    return asks and (told_again or _at(client, ("textDocument", "publishDiagnostics")) is None)


def _workspace(client: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """What is said of folders, files and virtual documents: of these only what the client announces."""
    operations = {
        name: filters
        for name, filters in said.get("fileOperations", {}).items()
        if _at(client, ("workspace", "fileOperations", name)) is True
    }
    left_out = {"fileOperations"} if _at(client, ("workspace", _CONTENT)) is not None else {"fileOperations", _CONTENT}
    rest = {name: value for name, value in said.items() if name not in left_out}
    return {**rest, "fileOperations": operations} if operations else rest


def _reply(body: bytes) -> bytes | None:
    message, rest = decode(body)
    if rest or not isinstance(message, Request) or message.method != "initialize":
        return None
    client = message.params.get("capabilities") if isinstance(message.params, dict) else None
    if not isinstance(client, dict):
        return None
    return frame(
        json.dumps({"jsonrpc": "2.0", "id": message.id, "result": initialize_result(client, load_offers())}).encode()
    )


def _write(descriptor: int, data: bytes) -> bool:
    while data:
        try:
            data = data[os.write(descriptor, data) :]
        except OSError:
            return False  # whoever asked is gone: the server will see it, too
    return True


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _encoding(client: dict[str, Any]) -> str:
    """The first that the client offers and we know."""
    offered = _at(client, ("general", "positionEncodings"))
    known = (one for one in (offered if isinstance(offered, list) else ()) if one in _ENCODINGS)
    return str(next(known, "utf-16"))
