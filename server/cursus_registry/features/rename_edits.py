"""A step under another name: all its declarations, and every place that surely means it. Nothing else is renamed.

It must not know why a name is changed, nor whether the new one is free.
"""

from __future__ import annotations

from collections import defaultdict

from cursus_registry.edits.entries import rename_key
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts
from cursus_registry.index.declaration import Declaration
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import is_own
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.resolution.steps import declarations_of, step_of, uses_of
from cursus_registry.text import Edit

_ELSEWHERE, _NOTEBOOKS = "Change files outside this workspace", "Change notebooks"


def rename_edits(snapshot: Snapshot, path: str, row: Declaration, new_name: str) -> tuple[FileEdits, ...]:
    """What changes so that the step of a declaration has another name; suffixes stay. The file at `path` comes first.

    A file outside the workspace of that file, and a notebook, is to be confirmed. None if a place cannot be changed: a
    name that is no plain string, a file that is not ours.
    """
    edits = _edits(snapshot, row, new_name)
    if not edits or not all(is_own(snapshot, one) for one in edits):
        return ()
    files, ordered = snapshot.view.index.files, sorted(edits, key=lambda one: (one != path, one))
    return tuple(
        FileEdits(one, files[one].source, tuple(sorted(set(edits[one]))), confirm=_reason(files[path], files[one]))
        for one in ordered
    )


def _reason(own: FileFacts, other: FileFacts) -> str:
    if other.place.workspace != own.place.workspace:
        return _ELSEWHERE
    return _NOTEBOOKS if other.place.kind is FileKind.NOTEBOOK else ""


def _edits(snapshot: Snapshot, row: Declaration, new_name: str) -> dict[str, list[Edit]]:
    """The edits by file; none at all if one of them cannot be made."""
    view, found = snapshot.view, defaultdict[str, list[Edit]](list)
    step = step_of(view, row)
    for one in declarations_of(view, step):
        edit = rename_key(view.index.files[one.path], view.name_span(one), new_name)
        if edit is None:
            return {}
        found[one.path].append(edit)
    for use in uses_of(view, step):
        if not VALID_CHARACTERS.match(new_name):
            return {}
        found[use.facts.path].append(Edit(use.span, new_name))
    return found
