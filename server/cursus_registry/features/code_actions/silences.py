"""What silences a finding: a comment on its line, or, in a file that has no comments, a line in the settings."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.model import Finding
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import ignore_change
from cursus_registry.edits.silence import add_code
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.code_actions.model import Way
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot

_WITHOUT_COMMENTS = frozenset({FileKind.DAG, FileKind.CONFIG})


def silences(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The one way to silence a finding where it stands, if there is any."""
    has_comments = facts.place.kind not in _WITHOUT_COMMENTS
    edit = add_code(facts, finding.span.start, finding.code) if has_comments and facts.readable else None
    if edit is not None:
        files = (FileEdits(facts.path, facts.source, (edit,)),)
        yield Way(f"Ignore {finding.code} on this line", files, silences=True)
    elif not has_comments or facts.code is not None:
        code = finding.code

        def later() -> tuple[FileEdits, ...]:
            return (edits_of(ignore_change(snapshot.files, snapshot.root, facts.path, code)),)

        yield Way(f"Ignore {code} in this file, by the settings", later=later, silences=True, is_kept=True)
