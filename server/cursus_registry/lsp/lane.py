"""One lane for all work that is not an answer: small steps on the event loop, the most urgent job first.

A job is a generator. Between its steps the loop reads input and answers; a job put in with the key of an older one
takes its place. It must not know what the jobs do.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from enum import IntEnum

from cursus_registry.lsp.meter import Meter

STEP_SECONDS = 0.003
_log = logging.getLogger(__name__)


class Urgency(IntEnum):
    """Which job goes first."""

    CHANGED = 0
    AFFECTED = 1
    INDEX = 2


class Lane:
    """Runs generators in turn, at most `STEP_SECONDS` between two looks at everything else.

    `schedule` says how the next turn is asked for: by the event loop, or by a test that turns itself.
    """

    def __init__(
        self, schedule: Callable[[Callable[[], None]], object] | None = None, meter: Meter | None = None
    ) -> None:
        self._call_soon = schedule or (lambda turn: asyncio.get_running_loop().call_soon(turn))
        self._meter = meter or Meter()
        self._jobs: dict[str, tuple[Urgency, Iterator[object]]] = {}
        self._scheduled = False
        self.closed = False

    def put(self, key: str, urgency: Urgency, job: Iterator[object]) -> None:
        """Start a job, in the place of any with the same key."""
        self._jobs.pop(key, None)
        self._jobs[key] = (urgency, job)
        self._schedule()

    def hurry(self, key: str, until: Callable[[], bool]) -> None:
        """Work on one job alone until something is true of it, or it has ended."""
        while key in self._jobs and not until():
            self._step(key)

    def drop(self, key: str) -> None:
        """Forget a job; nothing happens if there is none."""
        self._jobs.pop(key, None)

    def jobs(self) -> list[str]:
        """The keys of the jobs that are left, the most urgent first."""
        return sorted(self._jobs, key=lambda key: self._jobs[key][0])

    @property
    def busy(self) -> bool:
        """Whether any job is left."""
        return bool(self._jobs)

    def close(self) -> None:
        """Drop everything, for good."""
        self.closed = True
        self._jobs.clear()

    def step(self) -> None:
        """Work on the most urgent job for one slice of time."""
        end = time.perf_counter() + STEP_SECONDS
        while self._jobs and time.perf_counter() < end:
            self._step(min(self._jobs, key=lambda key: self._jobs[key][0]))

    def _step(self, key: str) -> None:
        job = self._jobs[key][1]
        try:
            with self._meter.turn(key):
                next(job)
        except StopIteration:
            self._finish(key, job)
        except Exception:  # noqa: BLE001 - a job that fails must not take the others along
            _log.exception("job %s failed", key)
            self._finish(key, job)

    def _finish(self, key: str, job: Iterator[object]) -> None:
        if key in self._jobs and self._jobs[key][1] is job:
            del self._jobs[key]

    def _schedule(self) -> None:
        if not self._scheduled and not self.closed:
            self._scheduled = True
            self._call_soon(self._turn)

    def _turn(self) -> None:
        self._scheduled = False
        self.step()
        if self._jobs:
            self._schedule()
