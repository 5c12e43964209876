"""For people: how often each rule speaks, instead of what it says."""

from __future__ import annotations

from cursus_registry.cli.formats.plain import summary
from cursus_registry.cli.report import Report
from cursus_registry.text import Encoding

COLUMNS = Encoding.UTF32


def render(report: Report) -> str:
    """A line a code, most frequent first, and the sum."""
    rows = report.statistics or []
    counts = max((len(str(row.count)) for row in rows), default=0)
    names = max((len(row.name) for row in rows), default=0)
    lines = [
        f"{row.count:>{counts}}  {row.code}  {row.name:<{names}}  {_fixable(row.fixable)}".rstrip() for row in rows
    ]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _fixable(count: int) -> str:
    return f"{count} fixable" if count else ""
