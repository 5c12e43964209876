"""The life of a session as the protocol has it: which message counts when, who answers it, and that it is once.

pygls keeps the register of requests, turns results into JSON, and sends requests of ours. Reading, dispatch and
documents are not its business: it reads input in the pool that runs its threads, loses requests with wrong
parameters, and edits documents of its own before ours. It must not know any request but those of the session's life.
"""

from __future__ import annotations

import asyncio
import enum
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import _prepare_command_arguments

from cursus_registry.lsp.capabilities import build_capabilities
from cursus_registry.lsp.messages import INVALID_REQUEST, Id, Message, Notification, Request, Response
from cursus_registry.lsp.strictness import InvalidParamsError, describe, structure_initialize, structure_message

_log = logging.getLogger(__name__)
_UNKNOWN = lsp.ErrorCodes.MethodNotFound.value
_BAD_PARAMS = lsp.ErrorCodes.InvalidParams.value
_FAILED = lsp.ErrorCodes.InternalError.value
_TOO_EARLY = lsp.ErrorCodes.ServerNotInitialized.value
_CANCELLED = lsp.LSPErrorCodes.RequestCancelled.value
_SHUTDOWN_WITH_NOTHING = {lsp.SHUTDOWN, lsp.EXIT}


class Phase(enum.Enum):
    """What a session has come to."""

    NEW = enum.auto()
    RUNNING = enum.auto()
    SHUT = enum.auto()
    OVER = enum.auto()


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """A result in the shape that goes over the wire."""

    value: Any


@dataclass(frozen=True, slots=True)
class Connection:
    """The world outside: `send` takes bodies, `end` an exit code, `watch` the number of the client's process."""

    send: Callable[[bytes], object]
    end: Callable[[int], object]
    watch: Callable[[int], object]


class Protocol(LanguageServerProtocol):
    """pygls' protocol with a way of our own from a message to its answer. `connect` it before messages come."""

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        self.phase = Phase.NEW
        self._running: dict[Id, asyncio.Future[Any]] = {}
        self._connection = Connection(_drop, _drop, _drop)

    def _register_builtin_features(self) -> None:
        """None: what pygls would do by itself is edit its own documents."""

    def connect(self, connection: Connection) -> None:
        """Where messages go, and who is told of the end."""
        self._connection = connection

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
            self._handle_request_in_phase(message)
        elif isinstance(message, Notification):
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
        except Exception:  # noqa: BLE001 - whatever fails, the next message counts
            _log.exception("%s failed", news.method)
        else:
            if asyncio.isfuture(given):
                given.add_done_callback(lambda task: _log_failure(news.method, task))

    def _handle_answer(self, response: Response) -> None:
        known = response.id if isinstance(response.id, str) else ""
        shape = self._result_types.pop(known, None)
        future = self._request_futures.pop(known, None)
        if future is None or future.done():
            _log.debug("an answer to nothing that was asked: %r", response.id)
            return
        if response.error is not None:
            future.set_exception(_client_error(response.error))
            return
        try:
            data = {"jsonrpc": "2.0", "id": response.id, "result": response.result}
            result = structure_message(self._converter, data, shape).result if shape else response.result
        except InvalidParamsError as error:
            future.set_exception(JsonRpcException(f"the client's answer cannot be read: {error}"))
        else:
            future.set_result(result)

    # The session's life

    def _initialize(self, request: Request) -> None:
        if self.phase is not Phase.NEW:
            self._refuse(request.id, INVALID_REQUEST, "initialize comes once")
            return
        data = {"jsonrpc": "2.0", "id": request.id, "method": request.method, "params": request.params}
        try:
            params = structure_initialize(self._converter, data).params
        except InvalidParamsError as error:
            self._refuse(request.id, _BAD_PARAMS, f"initialize: {error}")
            return
        self.client_capabilities = params.capabilities
        try:
            self._features_call(lsp.INITIALIZE, params)
            self.server_capabilities = build_capabilities(params.capabilities, self.fm)
        except Exception as error:  # noqa: BLE001 - the client must learn of it, whatever it is
            self._fail(request, error)
            return
        self.phase = Phase.RUNNING
        if params.process_id is not None:
            self._connection.watch(params.process_id)
        self._answer(request, lsp.InitializeResult(self.server_capabilities, self.server_info))

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
        if shape is None or method in _SHUTDOWN_WITH_NOTHING:
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

    # What goes out

    def _answer(self, request: Request, result: Any) -> None:
        value = result.value if isinstance(result, JsonAnswer) else result
        try:
            body = self._encode({"jsonrpc": "2.0", "id": request.id, "result": value})
        except Exception as error:  # noqa: BLE001 - the client waits for an answer, whatever it is
            self._fail(request, error)
        else:
            self._connection.send(body)

    def _fail(self, request: Request, error: BaseException) -> None:
        """An answer could not be made: the reason for the client, the rest for the log."""
        if isinstance(error, JsonRpcException):
            self._refuse(request.id, error.code, error.message)
            return
        _log.error("%s failed", request.method, exc_info=error)
        self._refuse(request.id, _FAILED, f"{request.method} failed: {type(error).__name__}: {error}"[:300])

    def _refuse(self, request_id: Id | None, code: int, reason: str) -> None:
        _log.debug("%s: %s", code, reason)
        self._connection.send(
            self._encode({"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": reason}})
        )

    def _send_data(self, data: Any) -> None:
        """Send a notification or a request of ours. Raises what cannot be JSON: it is our own fault."""
        self._connection.send(self._encode(data))

    def _encode(self, data: Any) -> bytes:
        return json.dumps(data, default=self._serialize_message, allow_nan=False, separators=(",", ":")).encode()

    def _serialize_message(self, data: Any) -> Any:
        if hasattr(data, "__attrs_attrs__"):
            return self._converter.unstructure(data)
        if isinstance(data, enum.Enum):
            return data.value
        raise TypeError(f"{type(data).__name__} is no JSON")


def _is_known(method: str, *, as_request: bool) -> bool:
    """Whether the protocol has a method of this kind: one of the other kind is not ours to answer."""
    known = lsp.METHOD_TO_TYPES.get(method)
    return known is not None and (known[1] is not None) is as_request


def _drop(_: object) -> None:
    """Where nothing is connected."""


def _log_failure(method: str, task: asyncio.Future[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("%s failed", method, exc_info=error)


def _client_error(error: Any) -> JsonRpcException:
    """An error as the client has put it."""
    if not isinstance(error, dict):
        return JsonRpcException(f"{error!r}"[:300])
    code, message = error.get("code"), error.get("message")
    return JsonRpcException(
        message if isinstance(message, str) else "no reason given", code if isinstance(code, int) else None
    )
