"""The log goes to stderr, from a thread of its own: a client that does not read it must not stop the answers.

What waits is bounded; beyond, lines are left out, and how many is told later. It must not know who logs.
"""

from __future__ import annotations

import atexit
import logging
import sys
from logging.handlers import QueueHandler, QueueListener
from queue import Full, Queue

WAITING_LINES = 1000


def start_log() -> None:
    """Log warnings and errors from now on, to whatever stderr is now."""
    if sys.stderr is None:
        logging.disable()
        return
    writer = logging.StreamHandler(sys.stderr)
    writer.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    lines: Queue[logging.LogRecord] = Queue(WAITING_LINES)
    listener = QueueListener(lines, writer)
    root = logging.getLogger()
    root.addHandler(LogQueue(lines))
    root.setLevel(logging.WARNING)
    logging.getLogger("pygls").setLevel(logging.ERROR)
    listener.start()
    atexit.register(listener.stop)  # if nobody reads, the process ends all the same: see `Ending`


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
