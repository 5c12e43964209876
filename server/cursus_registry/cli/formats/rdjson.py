"""The format of reviewdog, `DiagnosticResult` as JSON: columns in bytes, ends exclusive."""

from __future__ import annotations

from typing import Any

from cursus_registry.checks.catalogue import HOME
from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.formats.json_text import json_text
from cursus_registry.cli.formats.plain import in_cell
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic, OfferedFix
from cursus_registry.text import Edit, Encoding, Range, SourceText, Span, apply_edits

COLUMNS = Encoding.UTF8
_SEVERITIES = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.INFORMATION: "INFO",
    Severity.HINT: "INFO",
}


def render(report: Report) -> str:
    """The findings as one DiagnosticResult."""
    diagnostics = [_diagnostic(report, found) for found in report.diagnostics]
    return json_text({"source": {"name": "cursus-registry", "url": HOME}, "diagnostics": diagnostics})


def _diagnostic(report: Report, found: Diagnostic) -> dict[str, Any]:
    source = report.sources[found.path]
    related = [
        {"message": other.message, "location": _location(report, other.path, other.range)} for other in found.related
    ]
    suggestions = [_suggestion(source, fix) for fix in found.fixes if fix.replacements]
    return {
        "message": f"{found.message}{in_cell(found)}",
        "location": _location(report, found.path, found.range),
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.code, "url": found.url},
        **({"suggestions": suggestions} if suggestions else {}),
        **({"related_locations": related} if related else {}),
    }


def _location(report: Report, path: str, place: Range) -> dict[str, Any]:
    return {"path": report.told_path(path), "range": to_json(place)}


def _suggestion(source: SourceText, fix: OfferedFix) -> dict[str, Any]:
    """One replacement, since several suggestions are several choices: from the first edit of a fix to its last."""
    edits = [
        Edit(Span(source.offset(edit.range.start, COLUMNS), source.offset(edit.range.end, COLUMNS)), edit.new_text)
        for edit in fix.replacements
    ]
    whole = Span(min(edit.span.start for edit in edits), max(edit.span.end for edit in edits))
    inside = [Edit(edit.span.shifted(-whole.start), edit.new_text) for edit in edits]
    text = apply_edits(source.data[whole.start : whole.end], inside).decode("utf-8", "surrogatepass")
    return {"range": to_json(source.range(whole, COLUMNS)), "text": text}
