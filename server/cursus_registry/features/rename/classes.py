"""The classes of a step that follow its name: what the entries say, their definitions, and whatever names them.

Class names are looked for as whole identifiers, and as whole strings, in all files in which that very definition is
meant. It must not know the files' own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.components.find import CLASS_FIELDS, find_class
from cursus_registry.edits.strings import rewrite_string
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.rename.model import Changes
from cursus_registry.features.rename.python_text import text_of
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import Kind, Piece, Subject
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.naming import steps_naming
from cursus_registry.resolution.steps import step_of
from cursus_registry.syntax.lexer import Kind as TokenKind
from cursus_registry.syntax.lexer import tokens
from cursus_registry.text import Edit, SourceText, Span

_ENDING = re.compile(r"(?:Step)?(?:Builder|Config)\Z")
_QUOTED = re.compile(rb"[rRuU]?([\"'])([^\"'\\]*)\1\Z")


class _Class(NamedTuple):
    """A class that follows the name; `path` is where it is defined, None if that is nowhere in the project."""

    old: str
    new: str
    path: str | None


def class_changes(snapshot: Snapshot, subject: Subject, new: str) -> Changes:
    """All that gives the builder and the configuration the new name, class by class, and those that cannot have it."""
    pieces: dict[tuple[str, Span], Piece] = {}
    notes: list[str] = []
    for name in dict.fromkeys(_class_names(snapshot, subject)):
        found = _Class(name, new + name[len(subject.step.name) :], _path(snapshot, subject, name))
        reason = _hindrance(snapshot, subject, found)
        if reason is not None:
            notes.append(f"the class {name} keeps its name: {reason}")
            continue
        for piece in (*_stated(snapshot, subject, found), *_named(snapshot, found)):
            if not any(path == piece.path and _meet(span, piece.edit.span) for path, span in pieces):
                pieces[piece.path, piece.edit.span] = piece
    return Changes(tuple(pieces.values()), notes=tuple(notes))


def _meet(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _class_names(snapshot: Snapshot, subject: Subject) -> Iterator[str]:
    """The classes that the step's entries state, or have by convention, and that are made of its name."""
    for row in subject.rows:
        entry = snapshot.view.entry(row)
        derived = derived_values(row.name) if row.derives else {}
        for field in CLASS_FIELDS.values():
            value = entry.value(field) if field in entry.fields else derived.get(field)
            if isinstance(value, str) and _follows(value, subject.step.name):
                yield value


def _follows(class_name: str, step: str) -> bool:
    return class_name.startswith(step) and _ENDING.fullmatch(class_name[len(step) :]) is not None


def _path(snapshot: Snapshot, subject: Subject, name: str) -> str | None:
    found = find_class(snapshot.view.index, name, subject.step.workspace)
    return found.path if found else None


def _hindrance(snapshot: Snapshot, subject: Subject, found: _Class) -> str | None:
    """Why a class must keep its name; None if it can have another."""
    index = snapshot.view.index
    home = index.files[found.path].place if found.path else None
    if not found.new.isidentifier():
        return f"'{found.new}' is no name for a class"
    if index.classes.get(found.new) or index.bound.get(found.new):
        return f"there is a {found.new} already"
    if home is not None and home.external:
        return "it is defined in the installed core"
    if home is not None and home.workspace != subject.step.workspace:
        return "it is the core's, and not this workspace's own"
    same = [path for path in index.classes.get(found.old, ()) if home and index.files[path].place.workspace == home[1]]
    if len(same) > 1:
        return f"it is defined {len(same)} times"
    other = next(
        (row for row in steps_naming(snapshot.view, found.old, subject.step.workspace) if not _is_of(row, subject)),
        None,
    )
    return f"the step '{other.name}' of {other.namespace} has it too" if other else None


def _is_of(row: Declaration, subject: Subject) -> bool:
    return row in subject.rows


def _stated(snapshot: Snapshot, subject: Subject, found: _Class) -> Iterator[Piece]:
    """What the entries say, and what config files say of the step."""
    for row in subject.rows:
        facts, start = snapshot.view.index.files[row.path], snapshot.view.table_of(row).starts[row.ordinal]
        for field in snapshot.view.entry(row).items():
            if field.name in CLASS_FIELDS.values() and field.value == found.old:
                edit = rewrite_string(facts, field.value_span.shifted(start), found.new)
                if edit is not None:
                    yield Piece(Kind.CLASSES, row.path, edit)
    for facts in snapshot.view.index.files.values():
        for one in facts.config_types:
            if one.class_name == found.old and _is_step(snapshot, subject, one.step, facts.place.workspace):
                yield Piece(Kind.CLASSES, facts.path, Edit(one.span, found.new))


def _is_step(snapshot: Snapshot, subject: Subject, name: str, workspace: str | None) -> bool:
    """Whether a name, with or without a suffix, means the step in a workspace."""
    row = snapshot.view.look_up(name, workspace).declaration
    return row is not None and step_of(snapshot.view, row) == subject.step


def _named(snapshot: Snapshot, found: _Class) -> Iterator[Piece]:
    """The definition, and every identifier and string in Python that is the class's name."""
    if found.path is None:
        return
    for facts in snapshot.view.index.files.values():
        if facts.path.endswith(".py") and _is_meant(snapshot, facts, found):
            source = text_of(snapshot, facts)
            for span in _occurrences(source, found.old.encode()):
                yield Piece(Kind.CLASSES, facts.path, Edit(span, found.new), source)


def _is_meant(snapshot: Snapshot, facts: FileFacts, found: _Class) -> bool:
    """Whether a file would get this definition of the class, or can only mean this one."""
    index, workspace = snapshot.view.index, facts.place.workspace
    if facts.place.external or found.path is None:
        return False
    place = find_class(index, found.old, workspace)
    if place is not None:
        return place.path == found.path
    return workspace is None and len(index.classes.get(found.old, ())) == 1


def _occurrences(source: SourceText, name: bytes) -> Iterator[Span]:
    if name not in source.data:
        return
    for token in tokens(source.data):
        text = source.data[token.start : token.end]
        if token.kind is TokenKind.NAME and text == name:
            yield Span(token.start, token.end)
        elif token.kind is TokenKind.STRING and (string := _QUOTED.match(text)) and string[2] == name:
            yield Span(token.start + string.start(2), token.start + string.end(2))
