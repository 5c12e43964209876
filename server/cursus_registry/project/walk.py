"""The files of a project: every file of the layout, and the Python files that git does not ignore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cursus_registry.files import DirEntry, FileSystem
from cursus_registry.layout import (
    DEFAULT_LAYOUT,
    REGISTRIES,
    SETTINGS_FILES,
    SKIPPED_FOLDERS,
    USERS,
    FileKind,
    Layout,
    Place,
)
from cursus_registry.project.find import MAX_DEPTH, ROOT_NAMES, is_root
from cursus_registry.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_MAX_IGNORE_BYTES = 1_000_000
_STEP_ENTRIES = 128


@dataclass(slots=True)
class Found:
    """What a walk found: files by path, folders looked into, and those that could not be listed with the reason."""

    files: dict[str, Place] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    relative: str
    depth: int
    ignores: tuple[tuple[str, GitIgnoreSpec], ...]


def walk_project(
    files: FileSystem, root: str, layout: Layout = DEFAULT_LAYOUT, settings: Settings = DEFAULTS
) -> Iterator[Found]:
    """The walk, a folder (or a part of a large one) at a time: yields what has been found so far after each.

    Nested projects and what the settings exclude are left out.
    """
    found = Found()
    base = root.rstrip("/")
    stack = [_Folder(base or "/", "", 0, tuple(_ignores_above(files, base)))]
    while stack:
        folder = stack.pop()
        for inner in _look_into(files, folder, found, layout, settings):
            if inner is None:
                yield found
            else:
                stack.append(inner)
        yield found


def is_ignored(files: FileSystem, root: str, path: str) -> bool:
    """Whether git ignores a file, by the ignore files between it and the top of its checkout."""
    base = root.rstrip("/")
    ignores = [*_ignores_above(files, base), *_read_ignore(files, base or "/")]
    folders = path.removeprefix(base).strip("/").split("/")[:-1]
    for depth, _ in enumerate(folders, 1):
        ignores += _read_ignore(files, "/".join((base, *folders[:depth])))
    return _is_ignored(path, tuple(ignores))


def _look_into(
    files: FileSystem, folder: _Folder, found: Found, layout: Layout, settings: Settings
) -> Iterator[_Folder | None]:
    """The folders in a folder, and now and then None, to give others a turn."""
    try:
        entries = files.scan(folder.path)
    except OSError as error:
        found.unreadable[folder.path] = error.strerror or str(error)
        return
    if folder.relative and _is_nested_root(files, folder, entries, layout):
        return
    found.folders.add(folder.path)
    ignores = folder.ignores
    if any(entry.name == ".gitignore" for entry in entries):
        ignores = (*ignores, *_read_ignore(files, folder.path))
    for count, entry in enumerate(entries, 1):
        if count % _STEP_ENTRIES == 0:
            yield None
        path = f"{folder.path.rstrip('/')}/{entry.name}"
        relative = f"{folder.relative}/{entry.name}".lstrip("/")
        place = layout.place_of(relative)
        is_registry = place.kind in REGISTRIES
        is_folder = entry.is_dir or (entry.is_link and _is_linked_folder(files, layout, relative, path))
        if settings.excludes_entry(f"{relative}/" if is_folder else relative):
            continue
        if is_folder:
            if is_registry:  # a folder in a registry's place is worth a word
                found.files[path] = place
            elif entry.name not in SKIPPED_FOLDERS and folder.depth < MAX_DEPTH:
                yield _Folder(path, relative, folder.depth + 1, ignores)
        elif (
            is_registry
            or (place.kind is FileKind.COMPONENT and _is_readable(files, entry, path))
            or (place.kind in USERS and _is_readable(files, entry, path) and not _is_ignored(path, ignores))
        ):
            found.files[path] = place


def _is_readable(files: FileSystem, entry: DirEntry, path: str) -> bool:
    return not entry.is_link or files.is_file(path)


def _is_linked_folder(files: FileSystem, layout: Layout, relative: str, path: str) -> bool:
    """Whether a link is one of the layout's folders: those are followed, no others, so that no loop is walked."""
    leads_in = any(f"{folder}/".startswith(f"{relative}/") for folder in (*layout.core, *layout.workspace_folders))
    is_workspace = relative.rpartition("/")[0] in layout.workspace_folders
    return (leads_in or is_workspace) and files.is_dir(path)


def _is_nested_root(files: FileSystem, folder: _Folder, entries: list[DirEntry], layout: Layout) -> bool:
    names = {entry.name for entry in entries}
    if names.isdisjoint(ROOT_NAMES):
        return False
    if layout.place_of(f"{folder.relative}/x.py").workspace and names.isdisjoint(SETTINGS_FILES):
        return False  # every workspace has a src, which makes it no project of its own
    return is_root(files, folder.path)


def _ignores_above(files: FileSystem, base: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    """The ignore files between the top of the git checkout and a project inside it."""
    parents = [str(parent) for parent in PurePosixPath(base or "/").parents]
    top = next((at for at, parent in enumerate(parents) if files.is_dir(f"{parent.rstrip('/')}/.git")), None)
    if top is None or files.is_dir(f"{base}/.git"):
        return
    for parent in reversed(parents[: top + 1]):
        yield from _read_ignore(files, parent)


def _read_ignore(files: FileSystem, folder: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    path = f"{folder.rstrip('/')}/.gitignore"
    if not files.is_file(path):
        return
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is such a file

    try:
        lines = files.read(path, _MAX_IGNORE_BYTES).data.decode("utf-8", "replace").splitlines()
    except OSError:
        return  # git itself ignores what it cannot read here
    try:
        yield folder, GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        yield folder, GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    """Whether a line of an ignore file can be read; git passes over one that cannot."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is such a file

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _is_ignored(path: str, ignores: tuple[tuple[str, GitIgnoreSpec], ...]) -> bool:
    for folder, spec in reversed(ignores):
        decision = spec.check_file(path.removeprefix(folder).lstrip("/")).include
        if decision is not None:
            return decision
    return False
