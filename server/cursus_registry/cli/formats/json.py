"""One JSON object, version 1: lines and columns from 1, columns in characters, ends exclusive."""

from __future__ import annotations

from typing import Any

from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.json_text import json_text
from cursus_registry.cli.report import Report
from cursus_registry.cli.statistics import CodeCount
from cursus_registry.features.diagnostics import Diagnostic, OfferedFix
from cursus_registry.text import Encoding, Position, Range

COLUMNS = Encoding.UTF32


def render(report: Report) -> str:
    """The report as JSON text, with every character outside ASCII escaped."""
    return json_text(_report(report))


def to_json(span: Range) -> dict[str, dict[str, int]]:
    """A range, counted from 1."""
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line + 1, "column": position.character + 1}


def _report(report: Report) -> dict[str, Any]:
    statistics = {} if report.statistics is None else {"statistics": [_count(row) for row in report.statistics]}
    return {
        "version": 1,
        "root": report.root,
        "diagnostics": [_diagnostic(report, found) for found in report.diagnostics],
        "summary": {
            "files": report.files,
            "workspaces": report.workspaces,
            "steps": report.steps,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "informations": report.count(Severity.INFORMATION),
            "hints": report.count(Severity.HINT),
            "known": report.known,
            "stale": report.stale,
        },
        **statistics,
    }


def _diagnostic(report: Report, found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.label,
        "message": found.message,
        "url": found.url,
        "path": report.shown_path(found.path),
        "range": to_json(found.range),
        **({"cell": found.cell[0], "cell_line": found.cell[1]} if found.cell else {}),
        "related": [
            {"path": report.shown_path(other.path), "range": to_json(other.range), "message": other.message}
            for other in found.related
        ],
        "tags": list(found.tags),
        "fingerprint": found.fingerprint,
        "fixes": [_fix(fix) for fix in found.fixes],
    }


def _fix(fix: OfferedFix) -> dict[str, Any]:
    edits = [{"range": to_json(edit.range), "new_text": edit.new_text} for edit in fix.replacements]
    return {"title": fix.title, "applicability": fix.applicability, "edits": edits}


def _count(row: CodeCount) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "count": row.count, "fixable": row.fixable}
