"""A snapshot with other texts in some files, in memory alone: what the project would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cursus_registry.facts.link import link_facts
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_file
from cursus_registry.facts.settings_file import settings_facts
from cursus_registry.facts.values import Reference, Value
from cursus_registry.files import Overlay
from cursus_registry.index.index import Index, replace_files
from cursus_registry.layout import READ, FileKind
from cursus_registry.project.constants import Constants
from cursus_registry.project.reach import reaching
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.resolution.view import View
from cursus_registry.settings import ReadSettings, read_settings
from cursus_registry.text import SourceText
from cursus_registry.turns import Turns, at_once

_FILES_IN_A_TURN = 32


def revise(snapshot: Snapshot, texts: Mapping[str, SourceText]) -> tuple[Snapshot, set[str]]:
    """The snapshot with these texts in place of, or beside, the files it has; the files whose findings may differ then.

    A text that no file of ours could have at that path is left out. Other settings are judged, but of them only the
    pins are in force: no file is read, and no finding wanted, because of these.
    """
    return at_once(revising(snapshot, texts))


def revising(snapshot: Snapshot, texts: Mapping[str, SourceText]) -> Turns[tuple[Snapshot, set[str]]]:
    """The same in turns: a file at a time."""
    overlay = Overlay(snapshot.files)
    before = snapshot.view.index
    for path, text in texts.items():
        lay = overlay.open_cells if _is_open_notebook(before.files.get(path)) else overlay.open
        lay(path, text.data)
    constants = Constants(overlay)

    def resolve(workspace: str | None, reference: Reference) -> Value:
        return constants.resolve(before, reference, workspace)

    changes: dict[str, FileFacts | None] = {}
    for path in texts:
        known = before.files.get(path)
        place = known.place if known else snapshot.layout.place_of(snapshot.relative(path))
        read = read_file(overlay, path, place) if place.kind in READ else None
        yield
        if read is not None:
            facts = read.facts
            changes[path] = link_facts(facts, partial(resolve, place.workspace)) if facts.references else facts
    index = yield from _replacing(before, changes)
    view = View(index, snapshot.view, indexed=snapshot.view.indexed)
    affected = yield from reaching(before, index, set(changes), snapshot.settings)
    after = replace(snapshot, view=view, revision=snapshot.revision + 1)
    if snapshot.settings_file is not None and snapshot.settings_file.path in texts:
        after = _reconfigured(after, read_settings(overlay, snapshot.root))
        affected |= {snapshot.settings_file.path, *_pinned_otherwise(snapshot, after)}
    return after, affected


def _reconfigured(snapshot: Snapshot, read: ReadSettings) -> Snapshot:
    """The snapshot with another settings file; the pins of one with mistakes do not count."""
    is_sound = "pins" in read.stated and not read.problems
    settings = replace(snapshot.settings, pins=read.settings.pins) if is_sound else snapshot.settings
    return replace(snapshot, settings=settings, settings_file=settings_facts(read))


def _pinned_otherwise(before: Snapshot, after: Snapshot) -> set[str]:
    """The files that declare a step of which the pin is another."""
    old, new = before.settings.pins, after.settings.pins
    names = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return {row.path for name in names for row in after.view.index.names.get(name, ())}


def _replacing(index: Index, changes: Mapping[str, FileFacts | None]) -> Turns[Index]:
    """The index with the facts of these files, a few at a time."""
    paths = list(changes)
    for start in range(0, len(paths), _FILES_IN_A_TURN):
        index = replace_files(index, {path: changes[path] for path in paths[start : start + _FILES_IN_A_TURN]})
        yield
    return index


def _is_open_notebook(facts: FileFacts | None) -> bool:
    """Whether the text of a file is that of a notebook's cells."""
    return facts is not None and facts.place.kind is FileKind.NOTEBOOK and facts.code is None
