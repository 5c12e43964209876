"""Where time goes: nested spans, measured only when somebody asks for them (`CURSUS_REGISTRY_PROFILE='>10'`).

It must not know what is measured, nor where the request to measure comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from time import perf_counter
from types import TracebackType

_THRESHOLD = re.compile(r">\s*([0-9]+(?:\.[0-9]+)?)\s*\Z")
_SMALL_SHARE = 0.05
_OFF = nullcontext()
_report: Callable[[str], object] | None = None
_threshold_ms = 0.0
_open: list[_Span] = []


class _Span:
    """One measured stretch of work. Equal ones beside each other become one with a count."""

    __slots__ = ("children", "count", "ms", "name", "started")

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 1
        self.ms = 0.0
        self.started = 0.0
        self.children: dict[str, _Span] = {}

    def __enter__(self) -> None:
        _open.append(self)
        self.started = perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.ms = (perf_counter() - self.started) * 1000
        _open.pop()
        if _open:
            _open[-1].add(self)
        elif self.ms > _threshold_ms and _report is not None:
            _report("\n".join(self.lines()))

    def add(self, child: _Span) -> None:
        """A span that was inside this one has ended."""
        same = self.children.setdefault(child.name, child)
        if same is not child:
            same.count += child.count
            same.ms += child.ms
            for inner in child.children.values():
                same.add(inner)

    def lines(self, indent: str = "", least_ms: float = 0.0) -> list[str]:
        """The span and what was inside it, the longest first; what hardly counts is left out."""
        times = f" x {self.count}" if self.count > 1 else ""
        found = [f"{indent}{self.ms:8.1f} ms  {self.name}{times}"]
        least_ms = least_ms or self.ms * _SMALL_SHARE
        for child in sorted(self.children.values(), key=lambda child: -child.ms):
            if child.ms >= least_ms:
                found += child.lines(f"{indent}  ", least_ms)
        return found


def start_profiling(wish: str, report: Callable[[str], object]) -> str | None:
    """Measure from now on, and report spans longer than the milliseconds in `>10`; what is wrong with the wish, if so.

    Only one thread may be measured: the one that all spans are opened on.
    """
    global _report, _threshold_ms
    match = _THRESHOLD.match(wish.strip())
    if match is None:
        return f"{wish!r} is no threshold: write '>10' for everything that takes longer than 10 ms"
    _report, _threshold_ms = report, float(match[1])
    return None


def stop_profiling() -> None:
    """Measure nothing more."""
    global _report  # noqa: PLW0603
    _report = None


def span(name: str) -> AbstractContextManager[None]:
    """A stretch of work from here to the end of the block."""
    return _OFF if _report is None else _Span(name)
