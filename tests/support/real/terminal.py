"""A program in a terminal of its own: keys go in, and what it draws is kept for when something goes wrong."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path

_SIZE = struct.pack("HHHH", 60, 300, 0, 0)
"""So wide that no message needs a second line, after which editors wait for a key."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78PM\\])")


class Terminal:
    """One program. It and all that it starts are one session, which ends with it."""

    def __init__(self, command: list[str], cwd: Path, env: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, _SIZE)
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command], cwd=cwd, env=dict(env), stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        self._drawn: deque[bytes] = deque(maxlen=200)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def wait(self, seconds: float) -> int:
        """The exit code of the program, which has to end by itself."""
        code = self.process.wait(seconds)
        self._reader.join(seconds)
        return code

    def end(self) -> None:
        """End the program if it still runs, with all that it started in this terminal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self._reader.join(10)
        os.close(self._ours)

    def screen(self) -> str:
        """The last that was drawn, without what moves the cursor: for people to read."""
        return _ESCAPES.sub(" ", b"".join(self._drawn).decode(errors="replace"))[-3000:]

    def _read(self) -> None:
        """Take what is drawn, until nobody has the other end any more."""
        while True:
            try:
                piece = os.read(self._ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                return
            if not piece:
                return
            self._drawn.append(piece)
