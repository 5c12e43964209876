"""The life of a session as the protocol has it: which message counts when, who answers it, and that it is once.

pygls keeps the register of requests, turns results into JSON, and sends requests of ours. Reading, dispatch and
documents are not its business: it reads input in the pool that runs its threads, loses requests with wrong
parameters, and edits documents of its own before ours. It must not know any request but those of the session's life.
"""

from __future__ import annotations

import asyncio
import enum
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol.language_server import _prepare_command_arguments

from cursus_registry.faults import unexpected
from cursus_registry.lsp.capabilities import offers
from cursus_registry.lsp.greeting import initialize_result, load_offers
from cursus_registry.lsp.messages import INVALID_REQUEST, Id, Message, Notification, Request, Response
from cursus_registry.lsp.meter import Meter
from cursus_registry.lsp.outgoing import Connection, JsonAnswer, Outgoing
from cursus_registry.lsp.strictness import InvalidParamsError, describe, structure_initialize, structure_message

__all__ = ["Connection", "JsonAnswer", "Phase", "Protocol"]

_log = logging.getLogger(__name__)
_UNKNOWN = lsp.ErrorCodes.MethodNotFound.value
_BAD_PARAMS = lsp.ErrorCodes.InvalidParams.value
_TOO_EARLY = lsp.ErrorCodes.ServerNotInitialized.value
_CANCELLED = lsp.LSPErrorCodes.RequestCancelled.value
_WITHOUT_PARAMS = {lsp.SHUTDOWN, lsp.EXIT}


class Phase(enum.Enum):
    """What a session has come to."""

    NEW = enum.auto()
    RUNNING = enum.auto()
    SHUT = enum.auto()
    OVER = enum.auto()


class Protocol(Outgoing):
    """pygls' protocol with a way of our own from a message to its answer. `connect` it before messages come."""

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        self.phase = Phase.NEW
        self.meter = Meter()
        self.greeted = False  # whether `initialize` has its answer before it is read here
        self._running: dict[Id, asyncio.Future[Any]] = {}

    def _register_builtin_features(self) -> None:
        """None: what pygls would do by itself is edit its own documents."""

    @property
    def exit_code(self) -> int:
        """0 after `shutdown`, otherwise 1."""
        return 0 if self.phase in {Phase.SHUT, Phase.OVER} else 1

    # What comes in

    def handle(self, message: Message) -> None:
        """Handle a message whose turn it is. Nothing is raised."""
        if self.phase is Phase.OVER:
            return
        if isinstance(message, Request):
            with self.meter.message(message.method):
                self._handle_request_in_phase(message)
        elif isinstance(message, Notification):
            with self.meter.message(message.method):
                self._handle_news(message)
        elif isinstance(message, Response):
            self._handle_answer(message)
        else:
            self._refuse(message.id, message.code, message.reason)

    def cancelled(self, request: Request) -> None:
        """A request was taken back before its turn."""
        self._refuse(request.id, _CANCELLED, f"{request.method} was cancelled")

    def cancel(self, request_id: Id) -> None:
        """A request that may be running is taken back; nothing happens if it is not."""
        task = self._running.get(request_id)
        if task is not None:
            task.cancel()

    def _handle_request_in_phase(self, request: Request) -> None:
        if self.phase is Phase.SHUT:
            self._refuse(request.id, INVALID_REQUEST, f"{request.method} after shutdown")
        elif request.id in self._running:
            self._refuse(request.id, INVALID_REQUEST, f"the id {request.id!r} belongs to a request that still runs")
        elif request.method == lsp.INITIALIZE:
            self._initialize(request)
        elif self.phase is Phase.NEW:
            self._refuse(request.id, _TOO_EARLY, f"{request.method} before initialize")
        elif request.method == lsp.SHUTDOWN:
            self._shut_down(request)
        else:
            self._ask(request)

    def _handle_news(self, news: Notification) -> None:
        if news.method == lsp.EXIT:
            self._exit()
            return
        answer = None if _is_known(news.method, as_request=True) else self.fm.features.get(news.method)
        if self.phase is not Phase.RUNNING or answer is None:
            _log.debug("%s is ignored", news.method)
            return
        try:
            given = self._call(answer, self._params(news.method, news.params, {}))
        except InvalidParamsError as error:
            _log.warning("%s is ignored: %s", news.method, error)
        except Exception as error:  # noqa: BLE001 - whatever fails, the next message counts
            self._log_fault(news, error)
        else:
            if asyncio.isfuture(given):
                given.add_done_callback(lambda task: self._check_news(news, task))

    def _check_news(self, news: Notification, task: asyncio.Future[Any]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log_fault(news, error)

    # The session's life

    def _initialize(self, request: Request) -> None:
        if self.phase is not Phase.NEW:
            self._refuse(request.id, INVALID_REQUEST, "initialize comes once")
            return
        client = request.params.get("capabilities") if isinstance(request.params, dict) else None
        said = initialize_result(
            client if isinstance(client, dict) else {}, load_offers() if self.greeted else offers(self.fm)
        )
        data = {"jsonrpc": "2.0", "id": request.id, "method": request.method, "params": request.params}
        try:
            params = structure_initialize(self._converter, data).params
        except InvalidParamsError as error:
            if not self.greeted:
                self._refuse(request.id, _BAD_PARAMS, f"initialize: {error}")
                return
            unexpected("initialize was answered and cannot be read: %s", error)
            params = lsp.InitializeParams(lsp.ClientCapabilities())
        self.client_capabilities = params.capabilities
        self.server_capabilities = self._converter.structure(said["capabilities"], lsp.ServerCapabilities)
        try:
            self._features_call(lsp.INITIALIZE, params)
        except Exception as error:  # noqa: BLE001 - the client must learn of it, whatever it is
            if not self.greeted:
                self._fail(request, error)
                return
            self._log_fault(request, error)
        self.phase = Phase.RUNNING
        if params.process_id is not None:
            self._connection.watch(params.process_id)
        if not self.greeted:
            self._answer(request, JsonAnswer(said))

    def _shut_down(self, request: Request) -> None:
        self.phase = Phase.SHUT
        for task in list(self._running.values()):
            task.cancel()
        for future in list(self._request_futures.values()):
            future.cancel()
        self._request_futures.clear()
        self._result_types.clear()
        try:
            self._features_call(lsp.SHUTDOWN, None)
        except Exception as error:  # noqa: BLE001 - the client must learn of it, whatever it is
            self._fail(request, error)
        else:
            self._answer(request, None)

    def _exit(self) -> None:
        code = self.exit_code
        self.phase = Phase.OVER
        self._connection.end(code)

    def _features_call(self, method: str, params: object) -> None:
        if (registered := self.fm.features.get(method)) is not None:
            registered(params)

    # Questions

    def _ask(self, request: Request) -> None:
        data = {"id": request.id}
        try:
            if request.method == lsp.WORKSPACE_EXECUTE_COMMAND and self.fm.commands:
                given = self._execute(self._params(request.method, request.params, data))
            elif not _is_known(request.method, as_request=False) and (answer := self.fm.features.get(request.method)):
                given = self._call(answer, self._params(request.method, request.params, data))
            else:
                self._refuse(request.id, _UNKNOWN, f"{request.method} is not known")
                return
        except InvalidParamsError as error:
            self._refuse(request.id, _BAD_PARAMS, f"{request.method}: {error}")
        except Exception as error:  # noqa: BLE001 - the client waits for an answer, whatever it is
            self._fail(request, error)
        else:
            if asyncio.isfuture(given):
                self._running[request.id] = given
                given.add_done_callback(lambda task: self._answer_late(request, task))
            else:
                self._answer(request, given)

    def _execute(self, params: lsp.ExecuteCommandParams) -> Any:
        command = self.fm.commands.get(params.command)
        if command is None:
            raise InvalidParamsError(f"no command {params.command!r}")
        try:
            args, kwargs = _prepare_command_arguments(command, params, self._converter)
        except Exception as error:
            raise InvalidParamsError(describe(error)) from error
        return self._call(command, *args, **kwargs)

    def _call(self, answer: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """The result, or the task that will have it."""
        given = answer(*args, **kwargs)
        return asyncio.ensure_future(given) if asyncio.iscoroutine(given) else given

    def _params(self, method: str, params: Any, extra: dict[str, Any]) -> Any:
        shape = self.get_message_type(method)
        if shape is None or method in _WITHOUT_PARAMS:
            return params
        data = {"jsonrpc": "2.0", "method": method, "params": params, **extra}
        return structure_message(self._converter, data, shape).params

    def _answer_late(self, request: Request, task: asyncio.Future[Any]) -> None:
        del self._running[request.id]
        if task.cancelled():
            self.cancelled(request)
        elif (error := task.exception()) is not None:
            self._fail(request, error)
        else:
            self._answer(request, task.result())


def _is_known(method: str, *, as_request: bool) -> bool:
    """Whether the protocol has a method of this kind: one of the other kind is not ours to answer."""
    known = lsp.METHOD_TO_TYPES.get(method)
    return known is not None and (known[1] is not None) is as_request
