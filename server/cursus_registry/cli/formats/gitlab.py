"""Code Quality on GitLab: a list of violations, as an artifact `reports: codequality` of a job."""

from __future__ import annotations

import hashlib
from typing import Any

from cursus_registry.checks.model import Severity
from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.formats.json_text import json_text
from cursus_registry.cli.formats.plain import in_cell
from cursus_registry.cli.report import Report
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import Encoding

COLUMNS = Encoding.UTF32
_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFORMATION: "info",
    Severity.HINT: "info",
}


def render(report: Report) -> str:
    """The findings as a JSON array."""
    return json_text([_violation(report, found) for found in report.diagnostics])


def _violation(report: Report, found: Diagnostic) -> dict[str, Any]:
    path = report.told_path(found.path)
    start, end = found.range
    return {
        "description": f"{found.code}: {found.message}{in_cell(found)}",
        "check_name": found.code,
        "fingerprint": _fingerprint(path, found),
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": path,
            "lines": {"begin": start.line + 1, "end": end.line + 1},
            "positions": {"begin": to_json(found.range)["start"], "end": to_json(found.range)["end"]},
        },
    }


def _fingerprint(path: str, found: Diagnostic) -> str:
    """GitLab shows findings of one fingerprint as one: two projects in a repository must not share any."""
    return hashlib.sha256(f"{path}\0{found.fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
