"""Log lines are written from a thread of their own: a client that does not read them must not stop the answers.

What waits is bounded; beyond, lines are left out, and how many is told later. It must not know who logs.
"""

from __future__ import annotations

import logging
from logging.handlers import QueueHandler, QueueListener
from queue import Full, Queue

WAITING_LINES = 1000


class LogQueue(QueueHandler):
    """Leaves the writing of records to another handler, if there is room for them."""

    def __init__(self, writer: logging.Handler) -> None:
        lines: Queue[logging.LogRecord] = Queue(WAITING_LINES)
        super().__init__(lines)
        self._left_out = 0
        self._thread: QueueListener | None = QueueListener(lines, writer)
        self._thread.start()

    def close(self) -> None:
        """Write what waits; if nobody reads it, the process ends all the same: see `Ending`."""
        if self._thread is not None:
            self._thread.stop()
            self._thread = None
        super().close()

    def enqueue(self, record: logging.LogRecord) -> None:
        """Put a record in, after a word about those that were left out."""
        try:
            if self._left_out:
                self.queue.put_nowait(_word_about(self._left_out))
                self._left_out = 0
            self.queue.put_nowait(record)
        except Full:
            self._left_out += 1


def _word_about(count: int) -> logging.LogRecord:
    message = f"{count} lines of this log were left out, since nobody read it"
    return logging.LogRecord(__name__, logging.WARNING, __file__, 0, message, None, None)
