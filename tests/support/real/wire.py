"""What an editor said to the servers that it started, as `recorder.py` wrote it down."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

_RECORDER = Path(__file__).with_name("recorder.py")


class Servers:
    """All servers that one editor started, oldest first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)

    def stand_in(self, path: Path, program: str) -> None:
        """Write a program that runs another one and records it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-IS", str(_RECORDER), str(self.folder), program]
        path.write_text(f'#!/bin/sh\nexec {" ".join(map(_quoted, words))} "$@"\n', encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def all(self) -> list[Server]:
        """The servers in the order of their starts."""
        found = sorted(self.folder.glob("*.pid"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [Server(path) for path in found]

    def last(self) -> Server:
        """The newest server."""
        return self.all()[-1]

    def living(self) -> list[Server]:
        """Those that have not ended."""
        return [server for server in self.all() if server.lives()]


class Server:
    """One run of the server."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self.pid = int(record.read_text(encoding="utf-8"))

    def lives(self) -> bool:
        """Whether the process is there, and is not only waiting to be counted out."""
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state != "Z"

    def age(self) -> float:
        """For how many seconds it has been there."""
        return time.time() - self._record.stat().st_mtime

    def kill(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def log(self) -> str:
        """What it wrote on standard error."""
        return self._record.with_suffix(".err").read_text(encoding="utf-8", errors="replace")

    def heard(self) -> list[dict[str, Any]]:
        """Every whole message of the editor."""
        return list(_messages(self._record.with_suffix(".in").read_bytes()))

    def methods(self) -> list[str]:
        """The methods of its requests and notifications, in order."""
        return [message["method"] for message in self.heard() if "method" in message]

    def greeting(self) -> dict[str, Any]:
        """What the editor said of itself."""
        return next(message["params"] for message in self.heard() if message.get("method") == "initialize")


def _messages(text: bytes) -> Any:
    at = 0
    while (end := text.find(b"\r\n\r\n", at)) >= 0:
        headers = dict(line.split(b": ", 1) for line in text[at:end].split(b"\r\n"))
        length = int(headers[b"Content-Length"])
        at = end + 4 + length
        if at > len(text):
            return
        yield json.loads(text[end + 4 : at])


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
