"""Annotations on GitHub: a workflow command a finding, `::error file=…,line=…,title=…::message`."""

from __future__ import annotations

from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.plain import harmless, in_cell
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Encoding, Range

COLUMNS = Encoding.UTF16
_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}


def render(report: Report) -> str:
    """A line for each finding, and no other: all else would be taken for output of the job."""
    return "".join(f"{_command(report, found)}\n" for found in report.diagnostics)


def _command(report: Report, found: Diagnostic) -> str:
    properties = {
        "file": report.told_path(found.path),
        **_place(found.range),
        "title": f"{found.code} ({found.name})",
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {told}::{_data(found.message + in_cell(found))}"


def _place(place: Range) -> dict[str, int]:
    """Lines and columns from 1. GitHub takes no columns where a finding spans several lines."""
    start, end = place
    if start.line != end.line:
        return {"line": start.line + 1, "endLine": end.line + 1}
    columns = {"col": start.character + 1, "endLine": end.line + 1, "endColumn": end.character + 1}
    return {"line": start.line + 1, **columns}


def _data(text: str) -> str:
    return harmless(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
