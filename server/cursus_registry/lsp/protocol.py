"""Our way of pygls' protocol: an answer that is JSON already is sent as it is.

Turning a long list into the library's classes and back costs more than making it. It must not know any request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """A result in the shape that goes over the wire."""

    value: Any


class Protocol(LanguageServerProtocol):
    """pygls' protocol, with a short way for `JsonAnswer`."""

    def _send_response(self, msg_id: int | str, result: Any = None, error: lsp.ResponseError | None = None) -> None:
        if error is None and isinstance(result, JsonAnswer):
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": "2.0", "id": msg_id, "result": result.value})
        else:
            super()._send_response(msg_id, result, error)
