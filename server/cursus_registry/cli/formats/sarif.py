"""SARIF 2.1.0, as GitHub code scanning takes it: paths below the top of the checkout, all rules with their pages."""

from __future__ import annotations

import inspect
import re
from typing import Any
from urllib.parse import quote

from cursus_registry.checks.catalogue import HOME, RULES, url_of
from cursus_registry.checks.model import OFF, Rule, Severity
from cursus_registry.cli.formats.json_text import json_text
from cursus_registry.cli.formats.plain import in_cell
from cursus_registry.cli.report import Report
from cursus_registry.cli.rule import page
from cursus_registry.features.diagnostics import Diagnostic, OfferedFix
from cursus_registry.files.uris import to_uri
from cursus_registry.text import Encoding, Range
from cursus_registry.version import __version__

COLUMNS = Encoding.UTF16
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "%SRCROOT%"
_MOST_CHARACTERS = 1024  # what code scanning takes of a description
_LEVELS = {
    Severity.ERROR: ("error", "error"),
    Severity.WARNING: ("warning", "warning"),
    Severity.INFORMATION: ("note", "recommendation"),
    Severity.HINT: ("note", "recommendation"),
}


def render(report: Report) -> str:
    """The report as one run of the tool."""
    indexes = {code: index for index, code in enumerate(RULES)}
    run = {
        "tool": {
            "driver": {
                "name": "cursus-registry",
                "version": __version__,
                "informationUri": HOME,
                "rules": [_rule(code, rule) for code, rule in RULES.items()],
            }
        },
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {
            _BASE: {
                "uri": _file_uri(f"{report.base.rstrip('/')}/"),
                "description": {"text": "The top of the checkout."},
            }
        },
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(report, found, indexes[found.code]) for found in report.diagnostics],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, rule: Rule) -> dict[str, Any]:
    short, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n\n")
    full = rest.partition("## ")[0].strip() if not rest.startswith("## ") else ""
    level, problem = _LEVELS[rule.SEVERITY]
    return {
        "id": code,
        "name": rule.NAME,
        "shortDescription": {"text": _one_line(short)},
        "fullDescription": {"text": _one_line(full or short)},
        "helpUri": url_of(code),
        "help": {"text": f"{_one_line(short)} See {url_of(code)}", "markdown": page(rule)},
        "defaultConfiguration": {"level": level, **({"enabled": False} if code in OFF else {})},
        "properties": {"precision": "high", "problem.severity": problem},
    }


def _result(report: Report, found: Diagnostic, index: int) -> dict[str, Any]:
    related = [
        {"id": number, **_location(report, other.path, other.range), "message": _message(other.message)}
        for number, other in enumerate(found.related, 1)
    ]
    fixes = [_fix(report, found.path, fix) for fix in found.fixes if fix.replacements]
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity][0],
        "message": _message(f"{found.message}{in_cell(found)}"),
        "locations": [{**_location(report, found.path, found.range), **_cell(found)}],
        "partialFingerprints": {"cursusRegistry/v1": found.fingerprint},
        **({"relatedLocations": related} if related else {}),
        **({"fixes": fixes} if fixes else {}),
    }


def _fix(report: Report, path: str, fix: OfferedFix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.range), "insertedContent": {"text": edit.new_text}} for edit in fix.replacements
    ]
    return {
        "description": _message(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(report, path), "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


def _location(report: Report, path: str, place: Range) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(report, path), "region": _region(place)}}


def _cell(found: Diagnostic) -> dict[str, Any]:
    """The cell of a notebook: the JSON text has the region."""
    if not found.cell:
        return {}
    number, line = found.cell
    return {"logicalLocations": [{"name": f"cell {number}", "fullyQualifiedName": f"cell {number}, line {line}"}]}


def _region(place: Range) -> dict[str, int]:
    start, end = place
    return {
        "startLine": start.line + 1,
        "startColumn": start.character + 1,
        "endLine": end.line + 1,
        "endColumn": end.character + 1,
    }


def _artifact(report: Report, path: str) -> dict[str, str]:
    told = report.told_path(path)
    if told == path:  # outside of the checkout
        return {"uri": _file_uri(path)}
    return {"uri": quote(_bytes(told), safe="/"), "uriBaseId": _BASE}


def _file_uri(path: str) -> str:
    return to_uri(_bytes(path).decode("utf-8", "surrogateescape"))


def _bytes(path: str) -> bytes:
    """A path as the disk has it; what no disk has becomes U+FFFD."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _message(text: str) -> dict[str, str]:
    """A message that says just this: braces would be places for arguments, and `[a](b)` a link (SARIF 2.1.0, 3.11)."""
    if "](" in text:
        text = re.sub(r"([\\[\]])", r"\\\1", text)
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MOST_CHARACTERS]
