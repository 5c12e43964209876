"""The findings of a file as people get them: places in lines and columns, a page to read, fixes to choose from.

The editor and the terminal both ask here, so that they cannot disagree.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cursus_registry.checks.catalogue import RULES, url_of
from cursus_registry.checks.model import Finding, Fix, Severity
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import METADATA
from cursus_registry.files.paths import seen_from
from cursus_registry.index.index import metadata_field
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import row_at, stands_alone
from cursus_registry.text import Encoding, Range, SourceText


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that a diagnostic is about."""

    path: str
    range: Range
    message: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the file that a diagnostic is in, and what a fix puts there."""

    range: Range
    new_text: str


@dataclass(frozen=True, slots=True)
class OfferedFix:
    """A way to mend a diagnostic, all of it or nothing. `applicability` is safe, unsafe or manual.

    `replacements` are empty where it takes more than these: another file, or all that has an old name.
    """

    title: str
    applicability: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, ready to be shown. `fingerprint` stays the same when the finding moves to another line.

    `fixes` are there if they were asked for.
    `cell` is the number of the cell that it is in, and the line there, both from 1, in a notebook on the disk, whose
    JSON text has the range.
    """

    code: str
    name: str
    severity: Severity
    message: str
    url: str
    path: str
    range: Range
    related: tuple[RelatedPlace, ...]
    tags: tuple[str, ...]
    fixes: tuple[OfferedFix, ...]
    fingerprint: str
    cell: tuple[int, int] | None = None


def diagnostics(snapshot: Snapshot, path: str, encoding: Encoding) -> list[Diagnostic]:
    """The findings of one file, sorted by place and code; columns in units of the encoding. Fixes are left out."""
    return described(snapshot, path, snapshot.check(path), encoding)


def diagnostics_with_fixes(snapshot: Snapshot, path: str, encoding: Encoding) -> list[Diagnostic]:
    """The same, each with the fixes that it offers. Whether these are whole is looked up in the entire project."""
    facts, findings = snapshot.facts(path), snapshot.check(path)
    if facts is None:
        return []
    return [
        replace(one, fixes=tuple(_offered(snapshot, facts, finding, fix, encoding) for fix in finding.fixes))
        for one, finding in zip(described(snapshot, path, findings, encoding), findings, strict=True)
    ]


def described(snapshot: Snapshot, path: str, findings: Iterable[Finding], encoding: Encoding) -> list[Diagnostic]:
    """All findings of one file as diagnostics, in the same order, without their fixes."""
    facts = snapshot.facts(path)
    if facts is None:
        return []
    seen: Counter[str] = Counter()
    return [_diagnostic(snapshot, path, facts, finding, encoding, seen) for finding in findings]


def _diagnostic(
    snapshot: Snapshot,
    path: str,
    facts: FileFacts,
    finding: Finding,
    encoding: Encoding,
    seen: Counter[str],
) -> Diagnostic:
    rule, source = RULES[finding.code], facts.source
    related = tuple(
        RelatedPlace(
            other.path,
            snapshot.view.index.files[other.path].source.range(other.span, encoding),
            other.message,
        )
        for other in finding.related
    )
    return Diagnostic(
        code=finding.code,
        name=rule.NAME,
        severity=finding.severity or rule.SEVERITY,
        message=finding.message,
        url=url_of(finding.code),
        path=path,
        range=source.range(finding.span, encoding),
        related=related,
        tags=tuple(tag.value for tag in finding.tags),
        fixes=(),
        fingerprint=_fingerprint(snapshot, path, source, finding, seen),
        cell=facts.code.cell_at(finding.span.start) if facts.code else None,
    )


def _offered(snapshot: Snapshot, facts: FileFacts, finding: Finding, fix: Fix, encoding: Encoding) -> OfferedFix:
    """Part of a fix would be worse than none: where anything else has to change too, nothing is replaced."""
    row = row_at(snapshot, facts.path, finding.span) if fix.new_name else None
    is_whole = not fix.elsewhere and (row is None or stands_alone(snapshot, row))
    edits = fix.edits if is_whole else ()
    replacements = tuple(Replacement(facts.source.range(edit.span, encoding), edit.new_text) for edit in edits)
    return OfferedFix(fix.title, fix.applicability, replacements)


def _fingerprint(snapshot: Snapshot, path: str, source: SourceText, finding: Finding, seen: Counter[str]) -> str:
    """A hash of what is wrong, where in the project and on what text; repeated ones are numbered."""
    relative = seen_from(snapshot.root, path)
    key = "\0".join((finding.code, relative, finding.message, source.slice(finding.span)))
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def name_places(facts: FileFacts, encoding: Encoding) -> tuple[Range, ...]:
    """Every place in a file that a diagnostic of another one can be related to: names in tables, classes, the id."""
    source = facts.source
    names = tuple(
        source.range(table.name_span(ordinal), encoding)
        for table in facts.tables.values()
        for ordinal in range(len(table.entries))
    )
    classes = tuple(source.range(found.span, encoding) for found in facts.classes)
    names = (*names, *classes)
    claim = metadata_field(facts, "developer_id")
    table = facts.table(METADATA)
    return (*names, source.range(claim.value_span.shifted(table.starts[0]), encoding)) if claim and table else names
