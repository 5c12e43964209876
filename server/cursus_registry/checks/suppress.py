"""Which findings a file's comments silence; knows no rule, only codes and lines."""

from __future__ import annotations

from cursus_registry.checks.model import Finding
from cursus_registry.facts.model import FileFacts


def is_suppressed(facts: FileFacts, finding: Finding) -> bool:
    """Whether a comment silences the finding: on the line where it starts, or for the whole file.

    CUR007 is never silenced: a file that was not read has no comments.
    """
    if not facts.suppressions:
        return False
    line = facts.source.line_at(finding.span.start)
    return any(
        (found.whole_file or found.line == line) and any(finding.code == code for code in found.codes)
        for found in facts.suppressions
    )
