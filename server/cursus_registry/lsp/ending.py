"""How the process ends: one exit code, decided by whoever comes first, and no later than a few seconds afterwards.

It must not know why; the log does.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from threading import Timer

GRACE_SECONDS = 2.0
_log = logging.getLogger(__name__)


class Ending:
    """The end of one process, on the event loop that runs when it is made."""

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self._loop = asyncio.get_running_loop()
        self._decided = self._loop.create_future()
        self._grace = grace
        self._code: int | None = None

    def stop(self, code: int, reason: str = "", level: int = logging.ERROR) -> None:
        """End, from any thread; whatever still runs after the grace ends with the process.

        A reason is logged, as an error unless `level` says that nothing has failed.
        """
        if self._code is not None:
            return
        self._code = code  # without a lock: a signal may come while it is held
        if reason:
            _log.log(level, "%s", reason)
        self.hurry()
        try:
            self._loop.call_soon_threadsafe(self._decide, code)
        except RuntimeError as error:  # the loop has ended already
            _log.debug("%s", error)

    def hurry(self) -> None:
        """The end is near: if it has not come within the grace, it is made here."""
        timer = Timer(self._grace, lambda: os._exit(1 if self._code is None else self._code))
        timer.daemon = True
        timer.start()

    def on_signals(self, code: Callable[[], int]) -> None:
        """Let SIGTERM and SIGINT end the process with the code that holds at that time."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop(code()))

    async def wait(self) -> int:
        """The exit code, once there is one."""
        return int(await self._decided)

    def _decide(self, code: int) -> None:
        if not self._decided.done():
            self._decided.set_result(code)
