"""What goes out: answers and refusals, notifications, requests of ours and what comes back for them.

It must not know who is answered when.
"""

from __future__ import annotations

import enum
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

from cursus_registry.lsp.messages import Id, Notification, Request, Response
from cursus_registry.lsp.strictness import InvalidParamsError, structure_message

_log = logging.getLogger(__name__)
_FAILED = lsp.ErrorCodes.InternalError.value


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


class Outgoing(LanguageServerProtocol):
    """pygls' protocol with a way of our own from a result to the wire. `connect` it before anything is sent."""

    _server: Any  # ours, which cannot be named here: it is made of us

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        self._connection = Connection(_drop, _drop, _drop)

    def connect(self, connection: Connection) -> None:
        """Where messages go, and who is told of the end."""
        self._connection = connection

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
        self._log_fault(request, error)
        self._refuse(request.id, _FAILED, f"{request.method} failed: {type(error).__name__}: {error}"[:300])

    def _log_fault(self, message: Request | Notification, error: BaseException) -> None:
        revision = self._server.revision_of(message.params)
        _log.error("%s failed at revision %s", message.method, revision, exc_info=error)

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


def _drop(_: object) -> None:
    """Where nothing is connected."""


def _client_error(error: Any) -> JsonRpcException:
    """An error as the client has put it."""
    if not isinstance(error, dict):
        return JsonRpcException(f"{error!r}"[:300])
    code, message = error.get("code"), error.get("message")
    return JsonRpcException(
        message if isinstance(message, str) else "no reason given", code if isinstance(code, int) else None
    )
