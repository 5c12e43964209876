"""A line a finding, `path:line:column: severity[CODE] message`, whose path can be opened from where one is."""

from __future__ import annotations

from cursus_registry.cli.formats.plain import at_start_of_line, harmless, in_cell, summary
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Encoding

COLUMNS = Encoding.UTF32


def render(report: Report) -> str:
    """The findings, a line each, and the sum."""
    lines = [harmless(_line(report, found)) for found in report.diagnostics]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _line(report: Report, found: Diagnostic) -> str:
    path, start = report.told_path(found.path), found.range.start
    place = f"{at_start_of_line(path)}:{start.line + 1}:{start.character + 1}"
    return f"{place}: {found.severity.label}[{found.code}] {found.message}{in_cell(found)}"
