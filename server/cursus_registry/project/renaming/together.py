"""A step under another name, or given up for another one, as one change of whole files: all of it, or nothing.

It must not know why a name is changed, nor whether the new one is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cursus_registry.edits.entries import remove_entry
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.model import FileFacts
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.layout import FileKind
from cursus_registry.project.renaming.declarations import name_changes, pin_changes, spec_changes, step_pinned
from cursus_registry.project.renaming.model import Kind, Piece, Subject
from cursus_registry.project.renaming.refusal import CannotRenameError
from cursus_registry.project.renaming.uses import use_changes
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.resolution.steps import declarations_of, step_of, uses_of
from cursus_registry.text import Edit, Span

_ELSEWHERE, _NOTEBOOKS = "Change files outside this workspace", "Change notebooks"
_SOURCES = "Change compatible sources, which need not be steps"


def row_at(snapshot: Snapshot, path: str, span: Span) -> Declaration | None:
    """The declaration whose name stands at a stretch of a file."""
    view, key = snapshot.view, ("rows by place", path)
    if key not in view.kept:
        view.kept[key] = {view.name_span(row): row for row in reversed(view.index.rows.get(path, ()))}
    found: Mapping[Span, Declaration] = view.kept[key]
    return found.get(span)


def stands_alone(snapshot: Snapshot, row: Declaration) -> bool:
    """Whether nothing but the key of a declaration has its name: no other text, no pin, nothing else in its file."""
    view = snapshot.view
    step, source = step_of(view, row), view.index.files[row.path].source
    is_only_one = next((one for one in declarations_of(view, step) if one != row), None) is None
    pin = snapshot.settings.pins.get(row.name)
    is_pinned = pin is not None and step_pinned(snapshot, row.name, pin) == step
    is_free = is_only_one and not is_pinned and next(uses_of(view, step), None) is None
    return is_free and source.data.count(row.name.encode("utf-8", "surrogatepass")) == 1


def renamed(snapshot: Snapshot, row: Declaration, new_name: str) -> tuple[FileEdits, ...]:
    """What changes so that the step of a declaration has another name, the file of the declaration first.

    A file outside the workspace of that file, a notebook, and what need not be a step, are to be confirmed. Nothing if
    a place cannot be changed: a name that is no plain string, a pin that is there already.
    """
    subject = _subject(snapshot, row)
    try:
        return _by_file(snapshot, row.path, list(_pieces(snapshot, subject, new_name)))
    except CannotRenameError:
        return ()


def merged(snapshot: Snapshot, row: Declaration, other: str) -> tuple[FileEdits, ...]:
    """What changes so that another step is meant wherever the step of a declaration is: its entries go, overrides stay.

    Nothing if any of it cannot be changed.
    """
    whole = _subject(snapshot, row)
    overrides = tuple(one for one in whole.rows if one.registry_type is RegistryType.OVERRIDE)
    removed = [_removed(snapshot, one) for one in whole.rows if one not in overrides]
    if not all(removed) or len({piece.path for piece in removed if piece}) < len(removed):
        return ()
    subject = Subject(whole.step, overrides, whole.actor)
    try:
        pieces = [*filter(None, removed), *_pieces(snapshot, subject, other)]
    except CannotRenameError:
        return ()
    return _by_file(snapshot, row.path, pieces)


def _subject(snapshot: Snapshot, row: Declaration) -> Subject:
    step = step_of(snapshot.view, row)
    actor = snapshot.view.index.files[row.path].place.workspace
    return Subject(step, tuple(declarations_of(snapshot.view, step)), actor)


def _pieces(snapshot: Snapshot, subject: Subject, new: str) -> Iterator[Piece]:
    yield from name_changes(snapshot, subject, new)
    yield from spec_changes(snapshot, subject, new)
    yield from pin_changes(snapshot, subject, new)
    uses = list(use_changes(snapshot, subject, new))
    if uses and not VALID_CHARACTERS.match(new):
        raise CannotRenameError(f"{new!r} cannot stand wherever '{subject.step.name}' is used")
    yield from uses


def _removed(snapshot: Snapshot, row: Declaration) -> Piece | None:
    facts = snapshot.view.index.files[row.path]
    edit = remove_entry(facts, facts.tables[row.variable], row.ordinal)
    return Piece(Kind.NAME, row.path, edit) if edit else None


def _by_file(snapshot: Snapshot, path: str, pieces: Iterable[Piece]) -> tuple[FileEdits, ...]:
    """Each file once; `path` is that of who asks."""
    edits: dict[str, set[Edit]] = {}
    doubtful: set[str] = set()
    for piece in pieces:
        edits.setdefault(piece.path, set()).add(piece.edit)
        doubtful |= {piece.path} if piece.kind.is_optional else set()
    found = []
    for one in sorted(edits, key=lambda one: (one != path, one)):
        facts, own = snapshot.facts(one), snapshot.facts(path)
        if facts is not None and own is not None:
            reason = _reason(own, facts) or (_SOURCES if one in doubtful else "")
            found.append(FileEdits(one, facts.source, tuple(sorted(edits[one])), confirm=reason))
    return tuple(found)


def _reason(own: FileFacts, other: FileFacts) -> str:
    """Why a person is to be asked before a file is changed."""
    if other.place.workspace != own.place.workspace:
        return _ELSEWHERE
    return _NOTEBOOKS if other.place.kind is FileKind.NOTEBOOK else ""
