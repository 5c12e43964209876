"""The server: pygls around our session. Puts the parts together; decides nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from cursus_registry.components.worker import start_command
from cursus_registry.files import FileSystem
from cursus_registry.lsp.announced import announces
from cursus_registry.lsp.beside import Beside
from cursus_registry.lsp.changes import Changes, Tell
from cursus_registry.lsp.configuration import Configuration
from cursus_registry.lsp.greeting import NAME
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.outside import Outsiders
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.protocol import Phase, Protocol
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.pull import Asker
from cursus_registry.lsp.rescan import Rescan
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.strictness import make_converter
from cursus_registry.lsp.virtual_documents import VirtualDocuments
from cursus_registry.lsp.watch import Watch
from cursus_registry.lsp.work import Work
from cursus_registry.lsp.worker import Worker
from cursus_registry.version import __version__

TEXT_CHANGED = "cursusRegistry/textDocumentContentRefresh"
REGISTRY_CHANGED = "cursusRegistry/registryDidChange"
_log = logging.getLogger(__name__)


class Server(LanguageServer):
    """One client's server, over the disk or what stands in for it."""

    protocol: Protocol

    def __init__(self, disk: FileSystem | None = None) -> None:
        super().__init__(NAME, __version__, protocol_cls=Protocol, converter_factory=make_converter)
        self.session = Session(disk, tell=self._tell)
        self.configuration = Configuration(self.session, self._tell)
        self.asked = 0
        self.started = time.monotonic()
        self.meter = self.protocol.meter
        self.lane = Lane(meter=self.meter)
        self.reporter = Progress(_ProgressClient(self))
        self.asker = Asker(self._ask_again)
        self.token_asker = Asker(self._ask_for_tokens_again)
        self.publisher = Publisher(self.session, self.text_document_publish_diagnostics, self.asker.ask)
        self.work = Work(self.session, self.publisher, self.lane, self.reporter)
        self.outside = Outsiders(self.session.files, None if disk else lambda: Worker(start_command))
        self.rescan = Rescan(self.work.follow, lambda: self.lane.busy, _later)
        self.beside = Beside(self.session, lambda: self.lane.busy, _later)
        self.changes = Changes(self.session, _later)
        self.watch = Watch(self.session, self.work, self.rescan, _Registrar(self))
        self.virtual = VirtualDocuments(self.session, self.lane, self._tell_of_text)
        self.work.moved = self._moved
        self._tasks: set[asyncio.Task[None]] = set()  # the loop itself keeps no task alive

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what waits for the client, after what the client has sent until now."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s failed", task.get_coro(), exc_info=error)

    def _tell(self, message: str) -> None:
        """Tell a person what to mend; everything that is not concerned goes on."""
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, message))

    def _moved(self, reached: set[str]) -> None:
        """Something is another now, and with it what is known of other files than the one that was edited."""
        self.virtual.look()
        self.beside.changed()
        self.changes.changed()
        workspace = self.session.client.workspace
        tokens = workspace.semantic_tokens if workspace else None
        can_be_asked = self.protocol.phase is Phase.RUNNING and bool(tokens and tokens.refresh_support)
        if can_be_asked and not reached.isdisjoint(self.session.documents.paths()):
            self.token_asker.ask()

    async def _ask_for_tokens_again(self) -> None:
        await self.workspace_semantic_tokens_refresh_async(None)

    def _tell_of_text(self, uri: str) -> None:
        """The client has an old text of a virtual document."""
        workspace = self.session.client.workspace
        if workspace and workspace.text_document_content:
            self.later(self._refresh_text(uri))
        else:
            self.protocol.notify(TEXT_CHANGED, {"uri": uri})

    async def _refresh_text(self, uri: str) -> None:
        await self.workspace_text_document_content_refresh_async(lsp.TextDocumentContentRefreshParams(uri))

    async def _ask_again(self) -> None:
        await self.workspace_diagnostic_refresh_async(None)

    def way_to_tell_of_changes(self) -> Tell | None:
        """How this client is told that registries are others now, if it wants to know."""
        if not announces(self.session.client, "registryDidChange"):
            return None
        return lambda roots: self.protocol.notify(REGISTRY_CHANGED, {"roots": roots})

    def ways_to_ask_again(self) -> list[Callable[[], None]]:
        """How this client can be made to ask again for what stands beside the text."""
        workspace = self.session.client.workspace
        lenses, hints = (workspace.code_lens, workspace.inlay_hint) if workspace else (None, None)
        ways: list[Callable[[], Coroutine[Any, Any, None]]] = []
        if lenses and lenses.refresh_support:
            ways.append(lambda: self.workspace_code_lens_refresh_async(None))
        if hints and hints.refresh_support:
            ways.append(lambda: self.workspace_inlay_hint_refresh_async(None))
        return [Asker(way).ask for way in ways]

    def revision_of(self, params: object) -> int | None:
        """The revision of the project that parameters as they came are about, for the log; None if that is unknown."""
        document = params.get("textDocument") if isinstance(params, dict) else None
        uri = document.get("uri") if isinstance(document, dict) else None
        opened = self.session.documents.get(uri) if isinstance(uri, str) else None
        snapshot = self.session.snapshot_of(opened) if opened else None
        return snapshot.revision if snapshot else None

    def report_server_error(self, error: Exception, source: Callable[..., object]) -> None:
        """Log what pygls would show in a window: a fault of ours is no business of the person who is typing."""
        _log.error("%s: %s", getattr(source, "__name__", source), error, exc_info=error)


def _later(seconds: float, call: Callable[[], None]) -> asyncio.TimerHandle:
    return asyncio.get_running_loop().call_later(seconds, call)


class _Registrar:
    """How the client is asked for more, and for less."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def register(self, registration: lsp.Registration) -> None:
        await self._server.client_register_capability_async(lsp.RegistrationParams([registration]))

    async def unregister(self, registration: lsp.Unregistration) -> None:
        await self._server.client_unregister_capability_async(lsp.UnregistrationParams([registration]))


class _ProgressClient:
    """How progress reaches the client."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def create(self, token: str | int) -> None:
        await self._server.window_work_done_progress_create_async(lsp.WorkDoneProgressCreateParams(token))

    def send(
        self,
        token: str | int,
        value: lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd,
    ) -> None:
        self._server.protocol.notify(lsp.PROGRESS, lsp.ProgressParams(token, value))
