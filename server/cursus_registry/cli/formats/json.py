"""One JSON object, version 1: lines and columns from 1, columns in characters, ends exclusive."""

from __future__ import annotations

import json
from typing import Any

from cursus_registry.checks.model import Severity
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Position, Range


def render(report: Report) -> str:
    """The report as JSON text, with every character outside ASCII escaped."""
    return json.dumps(_report(report), indent=2) + "\n"


def to_json(span: Range) -> dict[str, dict[str, int]]:
    """A range, counted from 1."""
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line + 1, "column": position.character + 1}


def _report(report: Report) -> dict[str, Any]:
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
        },
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
        "related": [
            {"path": report.shown_path(other.path), "range": to_json(other.range), "message": other.message}
            for other in found.related
        ],
        "tags": list(found.tags),
        "fingerprint": found.fingerprint,
        "fixes": [{"title": title, "applicability": applicability} for title, applicability in found.fixes],
    }
