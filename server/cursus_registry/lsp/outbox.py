"""Frames to the client, in order, and never waiting for it: what the pipe does not take at once, a thread writes.

A client that reads nothing costs memory up to a bound; then the connection counts as lost, since what would be left
out could be anything. It must not know what a frame says.
"""

from __future__ import annotations

import errno
import os
import select
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

from cursus_registry.lsp.frames import frame

LIMIT = 256 << 20
"""Bytes that may wait for a client to read them."""
_AT_ONCE = 64 << 10
_NOBODY_READS = {errno.EPIPE, errno.ECONNRESET, errno.EINVAL}
"""What is said of the other end of a pipe or socket once it is closed; on Windows the last."""


class Outbox:
    """Writes to a descriptor. One of two is called once, from any thread, when no more can be written: `gone` where the
    client has closed its end, as one does that leaves, else `lost`, with the reason."""

    def __init__(
        self, descriptor: int, gone: Callable[[], None], lost: Callable[[str], None], limit: int = LIMIT
    ) -> None:
        self._descriptor = descriptor
        self._gone = gone
        self._lost = lost
        self._limit = limit
        self._queue: deque[bytes] = deque()
        self._waiting = 0
        self._open = True
        self._changed = Condition()
        self._writer: Thread | None = None
        self._ready = _readiness(descriptor)

    def send(self, body: bytes) -> None:
        """Send a message; dropped if nobody can read it any more."""
        data = frame(body)
        with self._changed:
            if not self._open:
                return
            if not self._queue and len(data) <= _AT_ONCE:
                data = self._write_what_fits(data)
            if not data:
                return
            self._queue.append(data)
            self._waiting += len(data)
            self._start_writer()
            self._changed.notify_all()
            too_much = self._waiting > self._limit
        if too_much:
            self._lose(f"the client leaves more than {self._limit >> 20} MB unread")

    def close(self, timeout: float) -> None:
        """Take no more, and wait that many seconds at most for what is not written yet."""
        with self._changed:
            self._open = False
            self._changed.wait_for(lambda: not self._queue, timeout)

    def _write_what_fits(self, data: bytes) -> bytes:
        """Write as much as the pipe takes without waiting; the rest."""
        try:
            while data and self._ready():
                data = data[os.write(self._descriptor, data[: select.PIPE_BUF]) :]
        except OSError as error:
            self._open = False
            self._tell(error)
            return b""
        return data

    def _start_writer(self) -> None:
        if self._writer is None:
            self._writer = Thread(target=self._write, name="lsp-stdout", daemon=True)
            self._writer.start()

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue)
                data = self._queue[0]
            try:
                while data:
                    data = data[os.write(self._descriptor, data) :]
            except OSError as error:
                self._lose(error)
                return
            with self._changed:
                if not self._queue:  # given up in the meantime
                    return
                self._waiting -= len(self._queue.popleft())
                self._changed.notify_all()

    def _lose(self, reason: OSError | str) -> None:
        with self._changed:
            was_open, self._open = self._open, False
            self._queue.clear()
            self._waiting = 0
            self._changed.notify_all()
        if was_open:
            self._tell(reason)

    def _tell(self, reason: OSError | str) -> None:
        if isinstance(reason, str):
            self._lost(reason)
        elif reason.errno in _NOBODY_READS:
            self._gone()
        else:
            self._lost(f"nothing can be written to the client: {reason}")


def _readiness(descriptor: int) -> Callable[[], bool]:
    """Whether `PIPE_BUF` bytes can be written without waiting; never, where the system cannot tell."""
    if not hasattr(select, "poll"):
        return lambda: False
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return lambda: bool(poll.poll(0))
