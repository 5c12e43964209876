"""Our way of pygls' protocol: an answer that is JSON already is sent as it is, and documents are kept by us alone.

Turning a long list into the library's classes and back costs more than making it. The library's own documents would be
edited before our handlers run, and such an edit moves the positions that the client has sent (one beyond the end of
the text), or fails and never reaches us. It must not know any other request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol import LanguageServerProtocol, lsp_method

_Calls = Iterator[tuple[object, tuple[object, ...], None]]


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """A result in the shape that goes over the wire."""

    value: Any


class Protocol(LanguageServerProtocol):
    """pygls' protocol, with a short way for `JsonAnswer`, and without documents of its own."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> _Calls:
        """Hand it on as it came."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> _Calls:
        """Hand it on as it came."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> _Calls:
        """Hand it on as it came."""
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def _send_response(self, msg_id: int | str, result: Any = None, error: lsp.ResponseError | None = None) -> None:
        if error is None and isinstance(result, JsonAnswer):
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": "2.0", "id": msg_id, "result": result.value})
        else:
            super()._send_response(msg_id, result, error)
