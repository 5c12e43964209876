"""The files that are called like the step: its components, its interface file, and what imports them.

Scripts keep their names: contracts name them in strings that only running would tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.model import FileFacts
from cursus_registry.features.rename.file_names import file_name_for
from cursus_registry.features.rename.model import Changes, Move
from cursus_registry.features.rename.module_imports import UnclearImportError, import_edits
from cursus_registry.features.rename.python_text import text_of
from cursus_registry.layout import COMPONENT_KINDS, INTERFACE_SUFFIX, key_of_component
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import Kind, Piece, Subject
from cursus_registry.text import folded

_KINDS = tuple(kind for kind in COMPONENT_KINDS if kind != "script")


def file_changes(snapshot: Snapshot, subject: Subject, new: str) -> Changes:
    """The files that get another name, each with the imports of it, and those that keep theirs, with the reason."""
    pieces: list[Piece] = []
    moves: list[Move] = []
    notes: list[str] = []
    for facts in _files(snapshot, subject):
        folder, _, name = facts.path.rpartition("/")
        target = f"{folder}/{file_name_for(snapshot, name, subject.step.name, new)}"
        if target == facts.path:
            continue
        if snapshot.files.is_file(target) or any(move.new_path == target for move in moves):
            there = snapshot.relative(target)
            notes.append(f"{snapshot.relative(facts.path)} keeps its name: {there} is there already")
            continue
        try:
            pieces += _imports(snapshot, facts, target.rpartition("/")[2].removesuffix(".py"))
        except UnclearImportError as error:
            where = snapshot.relative(str(error))
            notes.append(f"{snapshot.relative(facts.path)} keeps its name: {where} imports the module by it")
            continue
        moves.append(Move(facts.path, target, text_of(snapshot, facts)))
    return Changes(tuple(pieces), tuple(moves), tuple(notes))


def _files(snapshot: Snapshot, subject: Subject) -> Iterator[FileFacts]:
    """The step's own files that bear its name, and that no other step of its home could mean."""
    index, step = snapshot.view.index, subject.step
    key = folded(step.name)
    declared = {row.name for path in _home(snapshot, subject) for row in index.rows.get(path, ())}
    if any(folded(name) == key for name in declared - {step.name}):
        return
    for row in subject.rows:
        name = row.path.rpartition("/")[2]
        if name.endswith(INTERFACE_SUFFIX) and folded(name.removesuffix(INTERFACE_SUFFIX)) == key:
            yield index.files[row.path]
    for kind in _KINDS:
        for path in index.components.get(key_of_component(step.workspace, kind, step.name), ()):
            if not index.files[path].place.external:
                yield index.files[path]


def _home(snapshot: Snapshot, subject: Subject) -> tuple[str, ...]:
    """The registries whose steps have their files where this one has."""
    index, workspace = snapshot.view.index, subject.step.workspace
    return index.core if workspace is None else tuple(path for path in (index.workspaces.get(workspace),) if path)


def _imports(snapshot: Snapshot, moved: FileFacts, stem: str) -> Iterator[Piece]:
    """Every import of a module under its other name. Raises UnclearImportError with the path of a file."""
    if not moved.path.endswith(".py"):
        return
    old = moved.place.module.rpartition(".")[2].encode()
    workspace = moved.place.workspace
    for facts in snapshot.view.index.files.values():
        if not facts.path.endswith(".py") or facts.place.external:
            continue
        if workspace is not None and facts.place.workspace not in {workspace, None}:
            continue
        source = text_of(snapshot, facts)
        if old in source.data and b"import" in source.data:
            for edit in import_edits(facts, source, moved.place.module, stem):
                yield Piece(Kind.FILES, facts.path, edit, source)
