"""What a renaming changes where the step is used: its name alone, whatever suffix stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.edits.scalars import is_interface, written
from cursus_registry.facts.model import Surface
from cursus_registry.project.renaming.model import Kind, Piece, Subject
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.resolution.steps import StepUse, uses_of
from cursus_registry.text import Edit


def use_changes(snapshot: Snapshot, subject: Subject, new: str) -> Iterator[Piece]:
    """One edit for each use. The letters of a name may stand in every string of Python and JSON as they are."""
    for use in uses_of(snapshot.view, subject.step):
        kind = Kind.SOURCES if use.mention.surface is Surface.COMPATIBLE_SOURCE else Kind.NAME
        edit = _in_yaml(use, new) if is_interface(use.facts) else Edit(use.span, new)
        yield Piece(kind, use.facts.path, edit)


def _in_yaml(use: StepUse, new: str) -> Edit:
    """A plain scalar gets quotes if the new name would be read as anything but a text."""
    data, whole = use.facts.source.data, use.mention.span
    text = new + use.facts.source.slice(whole)[len(use.facts.source.slice(use.span)) :]
    is_quoted = data[whole.start - 1 : whole.start] in {b'"', b"'"}
    return Edit(use.span, new) if is_quoted or written(text) == text else Edit(whole, written(text))
