"""Where projects are: upward from a file, downward from an opened folder. Reads no registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from cursus_registry.files import DirEntry, FileSystem
from cursus_registry.files.paths import seen_from
from cursus_registry.layout import DEFAULT_LAYOUT, SETTINGS_FILES, SKIPPED_FOLDERS
from cursus_registry.settings import DEFAULTS, FILE_NAME, PYPROJECT, Settings, has_settings, read_settings

MAX_DEPTH = 32
ROOT_NAMES = frozenset({*(marker.partition("/")[0] for marker in DEFAULT_LAYOUT.markers), FILE_NAME, PYPROJECT})
"""One of these stands in every project root."""
_MARKING_FILES = tuple(f"/{marker}" for marker in DEFAULT_LAYOUT.markers if marker.endswith(".py"))


def is_root(files: FileSystem, folder: str) -> bool:
    """Whether a folder holds a core registry, workspaces, or settings of ours."""
    base = folder.rstrip("/")
    return any(
        files.is_file(f"{base}/{marker}") if marker.endswith(".py") else files.is_dir(f"{base}/{marker}")
        for marker in DEFAULT_LAYOUT.markers
    ) or has_settings(files, folder)


def makes_root(path: str) -> bool:
    """Whether a folder above a file may be a project's root for its sake alone."""
    return path.endswith(_MARKING_FILES)


def find_root_above(files: FileSystem, path: str) -> str | None:
    """The nearest project root at or above a path."""
    for folder in (path, *(str(parent) for parent in PurePosixPath(path).parents)):
        if is_root(files, folder):
            return folder
    return None


def find_projects(files: FileSystem, folder: str) -> list[str]:
    """The roots of all projects that an opened folder holds, itself and the one it lies in included, sorted."""
    return sorted({look.root for look in search_projects(files, folder) if look.root is not None})


class Look(NamedTuple):
    """One step of a search: the folder looked into, and the root of a project if it is one."""

    folder: str
    root: str | None


def search_projects(files: FileSystem, folder: str, given: Settings = DEFAULTS) -> Iterator[Look]:
    """The same, a folder at a time. `given` are the settings that count where a file says nothing."""
    yield Look(folder, find_root_above(files, folder))
    top = folder.rstrip("/") or "/"
    stack = [(top, 0, top, read_settings(files, top, base=given).settings)]
    while stack:
        current, depth, base, settings = stack.pop()
        try:
            entries = files.scan(current)
        except OSError:
            continue  # a folder that cannot be listed holds no project that could be read
        if current != top and any(entry.name in SETTINGS_FILES for entry in entries):
            base, settings = current, read_settings(files, current, base=given).settings
        yield Look(current, current if _may_be_root(entries) and is_root(files, current) else None)
        for entry in entries if depth < MAX_DEPTH else ():
            path = f"{current.rstrip('/')}/{entry.name}"
            is_searched = entry.is_dir and entry.name not in SKIPPED_FOLDERS
            if is_searched and not settings.excludes_entry(f"{seen_from(base, path)}/"):
                stack.append((path, depth + 1, base, settings))


def _may_be_root(entries: list[DirEntry]) -> bool:
    return any(entry.name in ROOT_NAMES for entry in entries)
