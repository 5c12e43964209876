"""Why what was asked for could not be done, in a sentence for the person who asked for it."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException


class RequestFailedError(JsonRpcException):
    """What was asked for makes sense, and cannot be done."""

    CODE = lsp.LSPErrorCodes.RequestFailed.value
