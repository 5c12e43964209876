"""A raw JSON-RPC client over the stdio of a subprocess. It must not know what any message means.

A thread stamps each message as it arrives, so that neither parsing nor waiting counts as the server's time.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any, BinaryIO, NamedTuple

PATIENCE = 30.0
_LAST_LINES = 5
_SETTINGS = "workspace/configuration"

Json = dict[str, Any]


class BenchError(Exception):
    """The server is broken, not slow: the one reason for a run to fail."""


class NotAnsweredError(BenchError):
    """An answer that did not come, or was an error."""


class WrongAnswerError(BenchError):
    """An answer that says something else than it must."""


class Arrival(NamedTuple):
    """A message, and when its last byte was read."""

    at: float
    message: Json


class Answer(NamedTuple):
    """The result of a request, when it arrived, and how many seconds after the request was sent."""

    result: Any
    at: float
    seconds: float


class Client:
    """One server process. Requests wait for their answer; whatever else arrives goes to `noticed`."""

    def __init__(
        self, command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.log = log
        self.started = perf_counter()
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, cwd=folder, env=environment
            )
        self._inbox: SimpleQueue[Arrival | None] = SimpleQueue()
        self._writing = threading.Lock()
        self._last_id = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def notify(self, method: str, params: Json) -> float:
        """Send a notification; when that was."""
        return self._send({"method": method, "params": params})

    def request(self, method: str, params: Json | None, patience: float = PATIENCE) -> Answer:
        """Ask, and wait for the answer. Raises NotAnsweredError."""
        self._last_id += 1
        sent = self._send({"id": self._last_id, "method": method, **({} if params is None else {"params": params})})
        while (arrival := self.take(sent + patience, method)).message.get("id") != self._last_id:
            self.noticed(arrival)
        if "result" not in arrival.message:
            error = arrival.message.get("error", {})
            raise NotAnsweredError(f"{method}: error {error.get('code')}, {error.get('message')}")
        return Answer(arrival.message["result"], arrival.at, arrival.at - sent)

    def take(self, end: float, what: str) -> Arrival:
        """What arrives next. Raises NotAnsweredError if nothing has by `end`, or the server is gone."""
        try:
            arrival = self._inbox.get(timeout=max(0.0, end - perf_counter()))
        except Empty:
            raise NotAnsweredError(f"{what}: no answer in time{self._last_words()}") from None
        if arrival is None:
            self._inbox.put(None)  # gone for the next reader too
            raise NotAnsweredError(f"{what}: the server is gone{self._last_words()}")
        return arrival

    def wait_until_quiet(self, seconds: float, patience: float) -> None:
        """Wait until nothing has arrived for some seconds. Raises NotAnsweredError if that does not happen."""
        end = perf_counter() + patience
        while perf_counter() < end:
            try:
                arrival = self._inbox.get(timeout=seconds)
            except Empty:
                return
            if arrival is None:
                raise NotAnsweredError(f"the server is gone{self._last_words()}")
            self.noticed(arrival)
        raise NotAnsweredError("the server never falls silent")

    def noticed(self, arrival: Arrival) -> None:
        """A notification arrived while something else was waited for."""

    def close(self) -> None:
        """End the process: politely, else by force."""
        # what goes wrong on the way out has been told by whoever asked last
        with suppress(BenchError, OSError, subprocess.TimeoutExpired):
            if self.process.poll() is None:
                self.request("shutdown", None, 5)
                self.notify("exit", {})
                self.process.wait(2)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._reader.join(10)
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr] - both are pipes

    def _send(self, message: Json) -> float:
        body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode()
        with self._writing:
            sent = perf_counter()
            try:
                _pipe(self.process.stdin).write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                _pipe(self.process.stdin).flush()
            except OSError:
                raise NotAnsweredError(f"the server is gone{self._last_words()}") from None
        return sent

    def _read(self) -> None:
        stream = _pipe(self.process.stdout)
        with suppress(OSError, ValueError, BenchError):  # whoever waits is told below
            while body := _read_body(stream):
                arrival = Arrival(perf_counter(), json.loads(body))
                if "method" in arrival.message and "id" in arrival.message:
                    self._serve(arrival.message)
                else:
                    self._inbox.put(arrival)
        self._inbox.put(None)

    def _serve(self, message: Json) -> None:
        """Say yes to whatever the server asks; it has no settings to learn."""
        asked = message["params"]["items"] if message["method"] == _SETTINGS else None
        self._send({"id": message["id"], "result": None if asked is None else [None] * len(asked)})

    def _last_words(self) -> str:
        lines = self.log.read_text("utf-8", "replace").splitlines()[-_LAST_LINES:]
        return "".join(f"\n    {line}" for line in lines)


def _read_body(stream: BinaryIO) -> bytes:
    """The next message; empty at the end of the stream. Raises ValueError for what is no message."""
    length = -1
    while line := stream.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return stream.read(length) if length > 0 else b""


def _pipe(stream: Any) -> BinaryIO:
    assert stream is not None, "the process was started with pipes"
    return stream
