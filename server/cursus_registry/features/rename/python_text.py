"""The texts of Python files: those that facts keep, and those that are read again."""

from __future__ import annotations

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_python
from cursus_registry.project import Snapshot
from cursus_registry.text import SourceText


def text_of(snapshot: Snapshot, facts: FileFacts) -> SourceText:
    """The text of a file; the facts of one that says nothing of steps keep none. Empty if there is none to read."""
    if facts.source.data:
        return facts.source
    return read_python(snapshot.files, facts.path) or SourceText(b"")
