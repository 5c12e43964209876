"""A project as it would be with some files written, without writing them: what a change would lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_source
from cursus_registry.index.index import replace_files
from cursus_registry.layout import FileKind, place_of
from cursus_registry.project.project import Snapshot
from cursus_registry.resolution.view import View
from cursus_registry.text import SourceText

_PYTHON = frozenset({FileKind.CORE, FileKind.WORKSPACE, FileKind.COMPONENT, FileKind.PYTHON})


def preview(snapshot: Snapshot, texts: Mapping[str, str]) -> Snapshot:
    """The snapshot with some Python texts laid over it, by path below the root; the given one stays as it is."""
    changes: dict[str, FileFacts | None] = {}
    relatives: dict[str, str] = {}
    for relative, text in texts.items():
        place = place_of(relative)
        if place.kind in _PYTHON:
            path = f"{snapshot.root.rstrip('/')}/{relative}"
            relatives[path] = relative
            changes[path] = read_source(path, relative, place, SourceText(text.encode("utf-8"))).facts
    index = replace_files(snapshot.view.index, changes, relatives)
    view = View(index, snapshot.view, indexed=snapshot.view.indexed)
    return replace(snapshot, view=view)
