"""The run of the rules over one file: which rules, at which severity, and what comments silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cursus_registry.checks.catalogue import RULES
from cursus_registry.checks.model import Context, Finding, Rule, Severity
from cursus_registry.checks.rules import unused_suppression
from cursus_registry.facts.model import FileFacts
from cursus_registry.layout import REGISTRIES, FileKind
from cursus_registry.profiling import span
from cursus_registry.resolution.view import View
from cursus_registry.settings import Settings

_ALWAYS = REGISTRIES | {FileKind.SETTINGS}


def is_judged(facts: FileFacts) -> bool:
    """Whether a file can have findings."""
    if facts.place.external:
        return False
    is_wrong = facts.place.kind is FileKind.DAG and (facts.broken or not facts.readable)
    return facts.place.kind in _ALWAYS or is_wrong or bool(facts.mentions or facts.suppressions)


def check_file(view: View, facts: FileFacts, root: str, settings: Settings) -> list[Finding]:
    """The findings in one file, sorted by place and code."""
    if not is_judged(facts):
        return []
    context = Context(view, facts, root, settings, RULES)
    findings = [
        finding
        for code, rule in _in_order()
        if context.asks(code)
        for finding in _of_rule(rule, context)
        if not context.silence.covers(code, finding.span.start)
    ]
    return sorted(findings, key=lambda finding: (finding.span, finding.code, finding.message))


def _in_order() -> Iterator[tuple[str, Rule]]:
    """All rules; what a comment is good for shows when everything else has been said."""
    last = unused_suppression.CODE
    yield from ((code, rule) for code, rule in RULES.items() if code != last)
    yield last, RULES[last]


def _of_rule(rule: Rule, context: Context) -> Iterator[Finding]:
    with span(rule.CODE):
        for found in rule.check(context):
            severity = context.settings.severity_of(rule.CODE, (found.severity or rule.SEVERITY).label)
            yield replace(found, code=rule.CODE, severity=Severity[severity.upper()])
