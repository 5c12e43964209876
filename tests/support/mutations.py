"""A valid session, and what bad clients and bad lines make of its messages."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from lsprotocol.types import METHOD_TO_TYPES

from support.editor import ALICE, CORE_PATH, PIPELINE
from support.pipe import news, packed, request

DEEP = 60
ODD = [
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**64,
    10**400,
    1e308,
    "",
    "text",
    "\ud800",
    "file:///%zz",
    "file://host/share",
    "file://[::1",
    "file:///\x00",
    "untitled:1",
    [],
    [[]],
    {},
    {"line": 1},
]


def session(root: Path) -> list[dict[str, Any]]:
    """Messages as an editor sends them, but for the beginning and the end. Every request has the same id."""
    uri = (root / ALICE.lstrip("/")).as_uri()
    core, pipeline = ((root / path.lstrip("/")).as_uri() for path in (CORE_PATH, PIPELINE))
    document, place = {"uri": uri}, {"line": 1, "character": 6}
    stretch = {"start": place, "end": {"line": 1, "character": 8}}
    item = {"label": "Package", "data": {"uri": pipeline, "step": "Package"}}
    where = {"textDocument": document, "position": place}
    text = (root / ALICE.lstrip("/")).read_text()
    opened = {"uri": uri, "languageId": "python", "version": 1, "text": text}
    changes = [{"range": stretch, "text": "x"}, {"range": stretch, "rangeLength": 2, "text": ""}]
    folder = {"uri": root.as_uri(), "name": "again"}
    return [
        news("textDocument/didOpen", {"textDocument": opened}),
        request("id", "textDocument/hover", where),
        request("id", "textDocument/completion", {**where, "context": {"triggerKind": 2, "triggerCharacter": '"'}}),
        request("id", "completionItem/resolve", item),
        request("id", "textDocument/definition", {**where, "workDoneToken": 1, "partialResultToken": "a"}),
        request("id", "textDocument/documentSymbol", {"textDocument": document}),
        news("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}),
        news("workspace/didChangeWatchedFiles", {"changes": [{"uri": core, "type": 2}, {"uri": uri, "type": 3}]}),
        news("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}}),
        news("textDocument/didSave", {"textDocument": document, "text": "x"}),
        news("workspace/didChangeConfiguration", {"settings": {"cursusRegistry": {}}}),
        news("$/cancelRequest", {"id": "id"}),
        news("$/setTrace", {"value": "verbose"}),
        news("window/workDoneProgress/cancel", {"token": "t"}),
        request("id", "workspace/executeCommand", {"command": "x", "arguments": [1]}),
        request("id", "initialize", {"processId": None, "rootUri": None, "capabilities": {}}),
        news("initialized", {}),
        news("textDocument/didClose", {"textDocument": document}),
    ]


def more_requests(messages: list[dict[str, Any]], registered: Iterable[str]) -> list[dict[str, Any]]:
    """A message for each method that is registered and not among these: a document and a place is what most ask for."""
    where = messages[1]["params"]
    params = {**where, "range": {"start": where["position"], "end": where["position"]}, "context": {}, "query": "x"}
    missing = sorted(set(registered) - {message["method"] for message in messages} - {"initialize", "shutdown"})
    known = {method: types[1] is not None for method, types in METHOD_TO_TYPES.items()}
    return [request("id", method, params) if known.get(method, True) else news(method, params) for method in missing]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def replaced(message: dict[str, Any], path: tuple[Any, ...], new: Any) -> dict[str, Any]:
    """A message with another value at a place."""
    message = copy.deepcopy(message)
    inner = message
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = new
    return message


def with_odd_values(messages: list[dict[str, Any]]) -> Iterator[bytes]:
    """Each parameter in turn made each odd value, left out, and nested deeply."""
    deep: Any = "x"
    for _ in range(DEEP):
        deep = {"a": [deep]}
    for message in messages:
        for path in places(message["params"], ("params",)):
            for odd in (*ODD, deep):
                yield _encode(replaced(message, path, odd))


def with_odd_ids(messages: list[dict[str, Any]]) -> Iterator[bytes]:
    """Requests under ids of every kind."""
    for message in messages:
        for odd in (*ODD, 7, 7, "7", 7.0):
            yield _encode({**message, "id": odd})


def damaged(messages: list[dict[str, Any]], random: Random, count: int) -> Iterator[bytes]:
    """Bodies with bytes flipped, left out, doubled, or cut off."""
    for _ in range(count):
        body = bytearray(_encode(random.choice(messages)))
        for _ in range(random.choice([1, 1, 1, 2, 5])):
            at = random.randrange(len(body))
            how = random.randrange(5)
            if how == 0:
                body[at] ^= 1 << random.randrange(8)
            elif how == 1:
                del body[at : at + random.choice([1, 1, 10])]
            elif how == 2:
                body[at:at] = body[at : at + random.choice([1, 1, 10])]
            elif how == 3:
                body[at : at + 1] = random.choice(
                    [b'"', b"{", b"}", b"[", b"]", b",", b"\\", b"\x00", b"\xff", b"1e999"]
                )
            else:
                del body[at:]
                break
            if not body:
                break
        yield bytes(body)


def damaged_stream(messages: list[dict[str, Any]], random: Random, count: int) -> bytes:
    """Frames one after the other, with damage anywhere, headers too; every fifth is whole and has an id of its own."""
    stream = bytearray()
    for number in range(count):
        data = bytearray(packed(random.choice(messages)))
        if number % 5 == 0:
            data = bytearray(packed(request(f"whole-{number}", "textDocument/hover", messages[1]["params"])))
        elif random.random() < 0.5:
            at = random.randrange(30) if random.random() < 0.5 else random.randrange(len(data))
            data[at] = random.randrange(256)
        stream += data
    return bytes(stream)


def expected_answer(body: bytes) -> tuple[str, Any]:
    """Whether a body is to be answered once under an id ("once"), never ("never"), or as no message ("fault")."""
    try:
        message = json.loads(body.decode(), parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError, RecursionError):
        return "fault", None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return "fault", None
    number = message.get("id")
    whole = isinstance(number, str | int) or (isinstance(number, float) and number.is_integer())
    if isinstance(message.get("method"), str):
        if "id" not in message:
            return "never", None
        return ("once", number) if whole and not isinstance(number, bool) else ("fault", None)
    return ("never", None) if "method" not in message and number is not None else ("fault", None)


def _encode(message: Any) -> bytes:
    return json.dumps(message).encode()
