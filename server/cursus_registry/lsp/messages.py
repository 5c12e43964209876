"""Bodies of frames as messages of JSON-RPC: requests, notifications, responses, and what is wrong with all others.

It must not know any method, nor answer anything.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, NoReturn

Id = int | float | str
PARSE_ERROR = -32700
INVALID_REQUEST = -32600


@dataclass(frozen=True, slots=True)
class Request:
    """A question; it is answered once, whatever happens."""

    id: Id
    method: str
    params: Any


@dataclass(frozen=True, slots=True)
class Notification:
    """News; never answered."""

    method: str
    params: Any


@dataclass(frozen=True, slots=True)
class Response:
    """The client's answer to a request of ours; `error` is None unless it is one."""

    id: Id
    result: Any
    error: Any


@dataclass(frozen=True, slots=True)
class Invalid:
    """No message; what is answered to it, under the id it has, if that can be one."""

    id: Id | None
    code: int
    reason: str


Message = Request | Notification | Response | Invalid


def decode(body: bytes) -> tuple[Message, bytes]:
    """The message of a body, and what follows its JSON value, which a wrong length has brought in."""
    try:
        text = body.decode("utf-8").lstrip("\ufeff \t\r\n")
        data, end = _DECODER.raw_decode(text)
    except RecursionError:
        return Invalid(None, PARSE_ERROR, "the body is nested too deeply"), b""
    except ValueError as error:  # broken UTF-8, broken JSON, or a number of thousands of digits
        return Invalid(None, PARSE_ERROR, f"the body is no JSON: {error}"[:300]), b""
    rest = text[end:].strip()
    if rest and not isinstance(data, dict):
        return Invalid(None, PARSE_ERROR, "the body is no JSON: more follows its value"), b""
    return _message(data), rest.encode()


def _message(data: Any) -> Message:
    if not isinstance(data, dict):
        return Invalid(None, INVALID_REQUEST, "a message is an object")
    known = _id(data.get("id"))
    if data.get("jsonrpc") != "2.0":
        return Invalid(known, INVALID_REQUEST, 'a message says "jsonrpc": "2.0"')
    if "method" in data:
        return _call(data, known)
    if known is None:
        return Invalid(None, INVALID_REQUEST, "a message has a method or the id of a request")
    return Response(known, data.get("result"), data.get("error"))


def _call(data: dict[str, Any], known: Id | None) -> Message:
    if not isinstance(data["method"], str):
        return Invalid(known, INVALID_REQUEST, "a method is a string")
    if "id" not in data:
        return Notification(data["method"], data.get("params"))
    if known is None or (isinstance(known, float) and not known.is_integer()):
        return Invalid(known, INVALID_REQUEST, "an id is a string or a whole number")
    return Request(known, data["method"], data.get("params"))


def _id(value: Any) -> Id | None:
    """What can be sent back as an id."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _reject(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_reject)
