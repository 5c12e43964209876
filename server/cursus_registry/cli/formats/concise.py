"""A line a finding: `path:line:column: severity[CODE] message`."""

from __future__ import annotations

from cursus_registry.cli.formats.plain import harmless, summary
from cursus_registry.cli.report import Report


def render(report: Report) -> str:
    """The findings, a line each, and the sum."""
    lines = [
        harmless(
            f"{report.shown_path(found.path)}:{found.range.start.line + 1}:{found.range.start.character + 1}:"
            f" {found.severity.label}[{found.code}] {found.message}"
        )
        for found in report.diagnostics
    ]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])
