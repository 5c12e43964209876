"""The run of the rules over one file: which rules, at which severity, and what comments silence."""

from __future__ import annotations

from dataclasses import replace

from cursus_registry.checks.catalogue import RULES
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.checks.suppress import is_suppressed
from cursus_registry.facts.model import FileFacts
from cursus_registry.layout import REGISTRIES, FileKind
from cursus_registry.resolution.view import View
from cursus_registry.settings import Settings


def check_file(view: View, facts: FileFacts, root: str, settings: Settings) -> list[Finding]:
    """The findings in one file, sorted by place and code."""
    kinds = REGISTRIES | {FileKind.SETTINGS}
    if facts.place.external or (facts.place.kind not in kinds and not facts.mentions):
        return []
    context = Context(view, facts, root, settings, RULES)
    ignored = settings.ignored_in(context.relative)
    findings: list[Finding] = []
    for code, rule in RULES.items():
        if not settings.selects(code) or code.startswith(ignored):
            continue
        for found in rule.check(context):
            severity = settings.severity_of(code, (found.severity or rule.SEVERITY).label)
            finding = replace(found, code=code, severity=Severity[severity.upper()])
            if not is_suppressed(facts, finding):
                findings.append(finding)
    return sorted(findings, key=lambda finding: (finding.span, finding.code, finding.message))
