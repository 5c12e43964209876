"""A server process and the bytes between: what a client library would not send, and exactly what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any

SERVER = [sys.executable, "-m", "cursus_registry", "lsp"]
DEADLINE_SECONDS = 60
"""How long anything may take before it counts as never: no measure of speed."""
_SLOW = "WARNING cursus_registry.lsp.meter: "


def packed(message: Any) -> bytes:
    """A message with its header; bytes are taken as a body."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def request(number: Any, method: str, params: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def news(method: str, params: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def initialize(number: Any = "hello", **more: Any) -> dict[str, Any]:
    return request(number, "initialize", {"processId": None, "rootUri": None, "capabilities": {}, **more})


def unpack(stream: Any) -> Any:
    """The next message of a stream; None at its end, an error if anything but a frame comes."""
    line = stream.readline()
    if not line:
        return None
    name, _, value = line.partition(b": ")
    assert name == b"Content-Length", f"no frame: {line!r}"
    assert stream.readline() == b"\r\n"
    return json.loads(stream.read(int(value)))


class Pipe:
    """One server. Everything that it sends is kept in `seen`, what it logs in a file; without one, nobody reads it."""

    def __init__(self, log: Path | None, command: list[str] | None = None, *, reading: bool = True) -> None:
        self.log_path = log
        pipe = subprocess.PIPE
        with log.open("wb") if log else nullcontext(pipe) as stderr:
            self.process = subprocess.Popen(command or SERVER, stdin=pipe, stdout=pipe, stderr=stderr)
        self.seen: list[Any] = []
        self._arrived: Queue[Any] = Queue()
        if reading:
            self.read()

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for stream in filter(None, (self.process.stdin, self.process.stdout, self.process.stderr)):
            try:
                stream.close()
            except BrokenPipeError:
                continue

    def read(self) -> None:
        """Begin to read."""
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while (message := unpack(self.process.stdout)) is not None:
                self._arrived.put(message)
        except (AssertionError, ValueError) as error:
            self._arrived.put(error)
        self._arrived.put(None)

    def send(self, *messages: Any) -> None:
        """Send messages in one piece; bytes go out as they are."""
        data = b"".join(one if isinstance(one, bytes) else packed(one) for one in messages)
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def next(self) -> Any:
        """The next message; None if the server has closed its output."""
        try:
            message = self._arrived.get(timeout=DEADLINE_SECONDS)
        except Empty:
            raise AssertionError(f"nothing came; log:\n{self.log()}") from None
        if isinstance(message, Exception):
            raise message
        self.seen.append(message)
        return message

    def answer(self, number: Any) -> Any:
        """The answer with an id; whatever comes before it is only kept."""
        while (message := self.next()) is not None:
            if "method" not in message and message["id"] == number and type(message["id"]) is type(number):
                return message
        raise AssertionError(f"the server ended without an answer to {number!r}; log:\n{self.log()}")

    def ask(self, message: dict[str, Any]) -> Any:
        """Send a request; its answer."""
        self.send(message)
        return self.answer(message["id"])

    def start(self) -> Any:
        """Initialize; the result."""
        result = self.ask(initialize())["result"]
        self.send(news("initialized", {}))
        return result

    def ended(self) -> int:
        """The exit code of a server that has a reason to end; what it takes on a slow day says nothing of it."""
        return self.process.wait(DEADLINE_SECONDS)

    def rest(self) -> list[Any]:
        """Everything up to the end of output."""
        found = []
        while (message := self.next()) is not None:
            found.append(message)
        return found

    def log(self) -> str:
        """What was logged, but for what only tells that the machine is slow today."""
        lines = self.log_path.read_text(errors="replace").splitlines(keepends=True) if self.log_path else []
        return "".join(line for line in lines if _SLOW not in line)
