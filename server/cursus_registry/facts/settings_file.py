"""From settings that were read to the facts of their file, so that it is judged and shown like every other."""

from __future__ import annotations

from cursus_registry.facts.entry import Problem
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.layout import FileKind, Place
from cursus_registry.settings import ReadSettings

INVALID = "CUR903"


def settings_facts(read: ReadSettings) -> FileFacts | None:
    """The facts of a settings file; None if there is none."""
    if read.path is None:
        return None
    return FileFacts(
        read.path,
        Place(FileKind.SETTINGS),
        read.source,
        suppressions=read_suppressions(read.source),
        codes=read.codes,
        problems=tuple(Problem(INVALID, *problem) for problem in read.problems),
    )
