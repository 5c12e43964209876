"""A client and a server in one process: real frames between them, no pipe, and time stands still between two steps.

The client keeps its own copy of every text, as editors do.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from lsprotocol import types as lsp
from pygls.protocol import default_converter

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.frames import frame
from cursus_registry.lsp.inbox import Inbox
from cursus_registry.lsp.protocol import Connection

Json = dict[str, Any]
_CONVERTER = default_converter()
_QUIET_TURNS = 3
_MOST_TURNS = 200_000


class Wire:
    """Both ends. `settle` lets the server do all that it has to do."""

    def __init__(self, disk: Memory, capabilities: lsp.ClientCapabilities, folders: list[str]) -> None:
        self.loop = asyncio.new_event_loop()
        self.server = create_server(disk)
        self.answers: dict[object, list[Json]] = defaultdict(list)
        self.published: dict[str, Json] = {}
        self.versions: list[tuple[str, int]] = []
        self.refreshes = 0
        self.settings: Json | None = None
        self.exit_code: int | None = None
        self._last_id = 0
        self._replies: list[Json] = []
        self.server.protocol.connect(Connection(self._receive, self._end, lambda process: None))
        self._inbox = Inbox(self.server.protocol, self.loop.call_soon, lambda: None)
        self.shake_hands(capabilities, folders)

    def shake_hands(self, capabilities: lsp.ClientCapabilities, folders: list[str]) -> None:
        """The beginning of a session."""
        params = lsp.InitializeParams(
            capabilities=capabilities,
            workspace_folders=[lsp.WorkspaceFolder(to_uri(folder), folder) for folder in folders],
        )
        result = self.result(self.ask("initialize", _CONVERTER.unstructure(params)))
        self.capabilities = result["capabilities"]
        self.tell("initialized", {})

    def close(self) -> None:
        """End the loop; what still waits on it is dropped."""
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    # From the client

    def ask(self, method: str, params: Any) -> int:
        """Send a request; its id."""
        self._last_id += 1
        self.feed({"id": self._last_id, "method": method, "params": params})
        return self._last_id

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.feed({"method": method, "params": params})

    def feed(self, message: Mapping[str, Any]) -> None:
        """Send anything."""
        self.feed_bytes(frame(json.dumps({"jsonrpc": "2.0", **message}).encode()))

    def feed_bytes(self, data: bytes) -> None:
        """Send bytes; they arrive, and are not looked at yet."""
        self._inbox.feed(data)

    def result(self, request_id: int) -> Any:
        """What a request was answered, when everything has settled."""
        self.settle()
        [answer] = self.answers[request_id]
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["result"]

    def saw(self, *changes: tuple[str, lsp.FileChangeType]) -> None:
        """The client's watcher has seen something."""
        events = [{"uri": to_uri(path), "type": kind.value} for path, kind in changes]
        self.tell("workspace/didChangeWatchedFiles", {"changes": events})

    # From the server

    def turn(self) -> None:
        """One turn of the server's loop."""
        self.loop.run_until_complete(asyncio.sleep(0))
        replies, self._replies = self._replies, []
        for reply in replies:
            self.feed(reply)

    def settle(self) -> None:
        """Let everything happen that is to happen now."""
        quiet = 0
        for _ in range(_MOST_TURNS):
            self.turn()
            busy = self.server.lane.busy or self._inbox.waiting or self._replies
            quiet = 0 if busy else quiet + 1
            if quiet > _QUIET_TURNS:
                return
        raise AssertionError(f"the server never rests: {self.server.lane.jobs()}")

    def shown(self, opened: Iterable[str] = ()) -> dict[str, list[Json]]:
        """The diagnostics that a person sees, by path, or by URI where there is none.

        A client that asks for them asks for the documents that it has open, and for all files.
        """
        answered = {}
        if self.capabilities.get("diagnosticProvider"):
            everything = self.result(self.ask("workspace/diagnostic", {"previousResultIds": []}))
            answered = {_place(report["uri"]): report["items"] for report in everything["items"]}
            for uri in opened:
                report = self.result(self.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}))
                answered[_place(uri)] = report["items"]
        pushed = {_place(uri): params["diagnostics"] for uri, params in self.published.items() if params["diagnostics"]}
        twice = sorted(pushed.keys() & answered.keys())
        assert not twice, f"sent and answered: {twice}"
        return {place: found for place, found in sorted({**pushed, **answered}.items()) if found}

    def _receive(self, body: bytes) -> None:
        message = json.loads(body)
        method = message.get("method")
        if method is None:
            self.answers[message["id"]].append(message)
        elif "id" in message:
            self._replies.append({"id": message["id"], "result": self._serve(method, message.get("params"))})
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published[params["uri"]] = params
            if params.get("version") is not None:
                self.versions.append((params["uri"], params["version"]))

    def _serve(self, method: str, params: Any) -> Any:
        if method == "workspace/configuration":
            return [self.settings] * len(params["items"])
        self.refreshes += method == "workspace/diagnostic/refresh"
        return None

    def _end(self, code: int) -> None:
        self.exit_code = code


class Text:
    """A client's copy of an open document, edited the way the protocol says: columns are UTF-16 units."""

    def __init__(self, text: str, version: int = 1) -> None:
        self.text = text
        self.version = version

    def position(self, at: int) -> Json:
        """The place of a character."""
        before = self.text[:at]
        lines = _lines(before)
        return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2}

    def replace(self, start: int, end: int, new: str) -> Json:
        """Replace a stretch; the change as it is sent."""
        change = {"range": {"start": self.position(start), "end": self.position(end)}, "text": new}
        self.text = self.text[:start] + new + self.text[end:]
        return change

    def edge(self, at: int) -> int:
        """The nearest place that is not between the two halves of a line end."""
        at = min(at, len(self.text))
        return at + 1 if self.text[at - 1 : at + 1] == "\r\n" and at else at


def _place(uri: str) -> str:
    return to_path(uri) or uri


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
