"""How long answers take, and whether the event loop was held up. It must not know what the answers say."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from cursus_registry.profiling import span

SLOW_TURN_SECONDS = 0.1
_KEPT = 500
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Latencies:
    """The last messages of one method, and how many there were in all."""

    count: int = 0
    longest: float = 0.0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT))


class Meter:
    """Measures turns of the event loop: everything that runs on it does so inside of one."""

    def __init__(self) -> None:
        self._methods: dict[str, _Latencies] = {}
        self.slow_turns = 0

    @contextmanager
    def turn(self, what: str) -> Iterator[None]:
        """Something that holds the loop from here to the end of the block; told in the log if it holds it too long."""
        started = perf_counter()
        try:
            with span(what):
                yield
        finally:
            seconds = perf_counter() - started
            if seconds > SLOW_TURN_SECONDS:
                self.slow_turns += 1
                _log.warning("%s held everything up for %.0f ms", what, seconds * 1000)

    @contextmanager
    def message(self, method: str) -> Iterator[None]:
        """The turn of a message. The time of an answer that comes later is counted up to where it was put off."""
        started = perf_counter()
        try:
            with self.turn(method):
                yield
        finally:
            found = self._methods.setdefault(method, _Latencies())
            seconds = perf_counter() - started
            found.count += 1
            found.longest = max(found.longest, seconds)
            found.recent.append(seconds)

    def table(self) -> dict[str, dict[str, Any]]:
        """By method: how many there were, and the milliseconds of the last 500."""
        return {method: _row(found) for method, found in sorted(self._methods.items())}


def _row(found: _Latencies) -> dict[str, Any]:
    times = sorted(found.recent)
    return {
        "count": found.count,
        "p50Ms": _milliseconds(times[len(times) // 2]),
        "p95Ms": _milliseconds(times[min(len(times) - 1, len(times) * 95 // 100)]),
        "maxMs": _milliseconds(found.longest),
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
