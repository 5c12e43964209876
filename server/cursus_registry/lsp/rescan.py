"""When the disk is looked over without being asked: now and then, and when a burst of news is over.

News of changed files can be late or lost; this is the net below. It must not know what looking over means.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

INTERVAL_SECONDS = 30.0
ALONE_SECONDS = 2.0
BURST = 50
_BURST_SECONDS = 1.0
_QUIET_SECONDS = 0.5
_SHARE = 50
"""Looking now and then takes at most one part in so many of the time."""


class Timer(Protocol):
    """What was asked for later, and can be called off."""

    def cancel(self) -> None:
        """Do not do it."""


Later = Callable[[float, Callable[[], None]], Timer]


class Rescan:
    """Calls `look` in time; `later` is the event loop's clock, or a test's."""

    def __init__(self, look: Callable[[], object], is_busy: Callable[[], bool], later: Later) -> None:
        self._look = look
        self._is_busy = is_busy
        self._later = later
        self._next: Timer | None = None
        self._burst: Timer | None = None
        self._news: deque[tuple[float, int]] = deque()
        self._began = 0.0
        self._took = 0.0
        self._alone = False

    def start(self) -> None:
        """Look now and then from now on."""
        self._plan()

    def stop(self) -> None:
        """Do not look any more."""
        for timer in (self._next, self._burst):
            if timer is not None:
                timer.cancel()

    def leave_alone(self) -> None:
        """Nobody tells of changes any more: looking is all there is."""
        if not self._alone:
            self._alone = True
            self._plan()

    def noticed(self, count: int) -> None:
        """So many changes were told of; after very many at once, some may have been lost."""
        now = time.monotonic()
        self._news.append((now, count))
        while self._news[0][0] < now - _BURST_SECONDS:
            self._news.popleft()
        if self._burst is not None or sum(number for _, number in self._news) > BURST:
            if self._burst is not None:
                self._burst.cancel()
            self._burst = self._later(_QUIET_SECONDS, self._after_burst)

    def looked(self) -> None:
        """Looking is over."""
        if self._began:
            self._took, self._began = time.monotonic() - self._began, 0.0

    def _after_burst(self) -> None:
        self._burst = None
        self._look()

    def _plan(self) -> None:
        if self._next is not None:
            self._next.cancel()
        seconds = ALONE_SECONDS if self._alone else INTERVAL_SECONDS
        self._next = self._later(max(seconds, _SHARE * self._took), self._tick)

    def _tick(self) -> None:
        if not self._is_busy():
            self._began = time.monotonic()
            self._look()
        self._plan()
