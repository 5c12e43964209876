"""The rows of the result, and how they are judged: ratios decide, the clock is only reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

_HEADER = ("measure", "value", "beside", "ratio", "goal", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. A row is `broken` if the server did not answer, or answered wrongly."""

    measure: str
    value: str
    beside: str = ""
    ratio: str = ""
    goal: str = ""
    verdict: str = ""
    broken: bool = False


def compared(
    measure: str, ours: Sequence[float], theirs: Sequence[float], beside: str, limit: float | None = None
) -> Row:
    """Times beside others that were taken in turn with them; the ratio is that of the middle pair."""
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    verdict = "" if limit is None else "ok" if ratio <= limit else "MISSED"
    goal = "" if limit is None else f"<= {limit:g} x"
    return Row(measure, duration(median(ours)), f"{duration(median(theirs))} {beside}", f"{ratio:.2f}", goal, verdict)


def best(times: Sequence[float]) -> list[float]:
    """The shortest of times that take seconds: the others say what else the machine was doing."""
    return [min(times)]


def clocked(measure: str, seconds: float, goal: float | None = None) -> Row:
    """A time by the clock, which says as much about the machine as about us."""
    verdict = "" if goal is None else "ok" if seconds <= goal else "slow"
    return Row(measure, duration(seconds), goal="" if goal is None else f"~ {duration(goal)}", verdict=verdict)


def sized(measure: str, size: float, beside: str, limit: float) -> Row:
    """A number of bytes."""
    verdict = "ok" if size <= limit else "MISSED"
    return Row(measure, f"{size / 1000:.2f} KB", beside, goal=f"<= {limit / 1000:g} KB", verdict=verdict)


def failed(measure: str, reason: str) -> Row:
    """What could not be measured, since the server is broken."""
    return Row(measure, reason, verdict="BROKEN", broken=True)


def unmeasured(measure: str, reason: str) -> Row:
    """What is not there to be measured; nobody's fault."""
    return Row(measure, reason)


def duration(seconds: float) -> str:
    """Seconds as people read them."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.1 else f"{seconds * 1000:.2f} ms"


def p50(times: Sequence[float]) -> float:
    """The median."""
    return median(times)


def p95(times: Sequence[float]) -> float:
    """What nineteen of twenty stay below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def render(rows: Iterable[Row]) -> str:
    """The table as text; what broke is told below it."""
    rows = list(rows)
    lines = [_HEADER, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADER))]
    lines.insert(1, tuple("-" * width for width in widths))
    table = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    reasons = [f"{row.measure}: {row.value}" for row in rows if row.broken]
    return "\n".join([*table, *reasons])


def _cells(row: Row) -> tuple[str, ...]:
    value = "not measured" if row.broken else row.value
    return (row.measure, value, row.beside, row.ratio, row.goal, row.verdict)
