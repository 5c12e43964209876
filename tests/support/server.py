"""A server without a wire: over a disk in memory, on which a test turns the lane itself and asks what it likes."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

from lsprotocol import types as lsp

from cursus_registry.files import Memory, Overlay
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.create import create_server
from support import clients
from support.fixture import parse_fixture

LITERALS = lsp.ClientCodeActionLiteralOptions(lsp.ClientCodeActionKindOptions([]))


class Desk:
    """One client's server, with everything that it has sent."""

    def __init__(self, files: dict[str, str] | str, capabilities: lsp.ClientCapabilities | None = None) -> None:
        self.disk = Memory(parse_fixture(files).files if isinstance(files, str) else files)
        self.server = create_server(self.disk)
        self.sent: list[tuple[str, Any]] = []
        self.server.protocol.notify = lambda method, params=None: self.sent.append((method, params))  # type: ignore[method-assign]
        self.server.lane._call_soon = lambda turn: None
        self.session = self.server.session
        self.session.files = Overlay(self.disk)
        self.session.client = capabilities or clients.vscode()
        self.server.work.open_folder("/")

    def run(self) -> None:
        """Do all that is waiting to be done."""
        while self.server.lane.busy:
            self.server.lane.step()

    def ask(self, method: str, params: Any) -> Any:
        """What the server answers; of a request that waits, what it waits on."""
        return self.server.protocol.fm.features[method](params)

    def open(self, path: str, text: str | None = None, version: int = 1) -> None:
        """Open a document."""
        text = self.disk.read(path, 10_000_000).data.decode() if text is None else text
        self.ask(
            lsp.TEXT_DOCUMENT_DID_OPEN,
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(to_uri(path), "python", version, text)),
        )

    def type(self, path: str, text: str, version: int) -> None:
        """Put another text in a document."""
        self.ask(
            lsp.TEXT_DOCUMENT_DID_CHANGE,
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version, to_uri(path)),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            ),
        )

    def close(self, path: str) -> None:
        """Close a document."""
        identifier = lsp.TextDocumentIdentifier(to_uri(path))
        self.ask(lsp.TEXT_DOCUMENT_DID_CLOSE, lsp.DidCloseTextDocumentParams(identifier))

    def save(self, path: str, text: str | None) -> None:
        """A file changes on the disk, or goes."""
        if text is None:
            self.disk.remove(path)
        else:
            self.disk.write(path, text)
        self.server.work.touched([path])

    def pushed(self) -> list[tuple[str, int | None, list[str]]]:
        """What was published since the last time, as URI, version and codes; the refreshes as well."""
        came = [
            (one.uri, one.version, [found.code for found in one.diagnostics])
            for method, one in self.sent
            if method == lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        ]
        self.sent.clear()
        return came


def settled(awaitable: Any) -> Any:
    """The result of a request that has nothing to wait for."""
    if not inspect.isawaitable(awaitable):
        return awaitable
    coroutine = awaitable.__await__()
    try:
        next(coroutine)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("it waits")


def ended(awaitable: Any) -> Any:
    """The result of a request that lets others go first now and then."""
    return asyncio.run(awaitable) if inspect.iscoroutine(awaitable) else awaitable
