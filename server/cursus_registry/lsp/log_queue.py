"""Log lines are written from a thread of their own: a client that does not read them must not stop the answers.

What waits is bounded; beyond, lines are left out, and how many is told later. It must not know who logs.
"""

from __future__ import annotations

import atexit
import logging
from logging.handlers import QueueHandler, QueueListener
from queue import Full, Queue

WAITING_LINES = 1000


def write_behind(handler: logging.Handler) -> LogQueue:
    """A handler that leaves the writing to another one, in a thread of its own."""
    lines: Queue[logging.LogRecord] = Queue(WAITING_LINES)
    listener = QueueListener(lines, handler)
    listener.start()
    atexit.register(listener.stop)  # if nobody reads, the process ends all the same: see `Ending`
    return LogQueue(lines)


class LogQueue(QueueHandler):
    """Puts records into a queue, if there is room."""

    def __init__(self, lines: Queue[logging.LogRecord]) -> None:
        super().__init__(lines)
        self._left_out = 0

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
