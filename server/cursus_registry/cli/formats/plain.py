"""What the formats for people share: harmless text, and the line that sums up."""

from __future__ import annotations

from cursus_registry.checks.model import Severity
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.resolution.names import counted
from cursus_registry.text.harmless import harmless

__all__ = ["at_start_of_line", "harmless", "in_cell", "summary"]


def at_start_of_line(path: str) -> str:
    """A path that begins a line, so that the log of a CI cannot take it for a command (`::error::`, `##[group]`)."""
    return f"./{path}" if path.lstrip().startswith((":", "#")) else path


def in_cell(found: Diagnostic) -> str:
    """Behind a place or a message: the cell of a notebook, whose JSON text nobody looks at; nothing for other files."""
    return f" (cell {found.cell[0]}, line {found.cell[1]})" if found.cell else ""


def summary(report: Report) -> str:
    """One line: what was found, in how much."""
    counts = [counted(count, severity.label) for severity in Severity if (count := report.count(severity))]
    sizes = ((report.files, "file"), (report.workspaces, "workspace"), (report.steps, "step"))
    scope = ", ".join(counted(count, noun) for count, noun in sizes)
    return f"{', '.join(counts) if counts else 'No findings'} in {scope}{_baseline(report)}"


def _baseline(report: Report) -> str:
    parts = [f"{report.known} known"] * bool(report.known) + [f"{report.stale} fixed"] * bool(report.stale)
    return f" (baseline: {', '.join(parts)})" if parts else ""
