"""A snapshot with other texts in some files, in memory alone: what the project would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_file
from cursus_registry.files import Memory, Overlay
from cursus_registry.index.index import replace_files
from cursus_registry.project.affected import affected_files
from cursus_registry.project.project import Snapshot
from cursus_registry.resolution.view import View
from cursus_registry.text import SourceText


def revise(snapshot: Snapshot, texts: Mapping[str, SourceText]) -> tuple[Snapshot, set[str]]:
    """The snapshot with these texts in files that it has, and the files whose findings may differ then."""
    overlay = Overlay(Memory())
    changes: dict[str, FileFacts | None] = {}
    for path, text in texts.items():
        overlay.open(path, text.data)
        read = read_file(overlay, path, snapshot.view.index.files[path].place)
        changes[path] = read.facts if read else None
    before = snapshot.view.index
    index = replace_files(before, changes)
    view = View(index, snapshot.view, indexed=snapshot.view.indexed)
    return replace(snapshot, view=view, revision=snapshot.revision + 1), affected_files(before, index, set(changes))
