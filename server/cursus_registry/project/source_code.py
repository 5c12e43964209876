"""The code of the core and of single workspaces, read for the components of steps: their folders, or all of it.

A core that is installed, or lies elsewhere, is an index of its own: it must not change what is found in the project.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from cursus_registry.files import FileSystem
from cursus_registry.layout import COMPONENT_FOLDERS, SKIPPED_FOLDERS, STEPS, WORKSPACE_SOURCE, FileKind, package_of
from cursus_registry.project.find import MAX_DEPTH
from cursus_registry.project.project import Project
from cursus_registry.project.snapshot import Snapshot
from cursus_registry.settings import DEFAULTS

_PACKAGE = posixpath.basename(WORKSPACE_SOURCE)
_ANY_COMPONENT = "steps/builders/builder_any_step.py"


class Code(NamedTuple):
    """The state with the code that was asked for, and the states of the core's packages outside of the project."""

    snapshot: Snapshot
    outside: tuple[Snapshot, ...] = ()

    @property
    def revision(self) -> tuple[int, ...]:
        """Another one as soon as anything that was read is another."""
        return (self.snapshot.revision, *(snapshot.revision for snapshot in self.outside))


class CodeReader:
    """Reads code into a project as it is asked for; None stands for the core's."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._outside: dict[str, Project] = {}
        self._folders: dict[str | None, tuple[str, ...]] = {}
        self._read: dict[str, Project] = {}

    def components(self, source: str | None, packages: Iterable[str]) -> None:
        """Read the folders of components of some packages, unless it is done."""
        if source not in self._folders:
            below = (f"{package}/{STEPS}/{name}" for package in packages for name in COMPONENT_FOLDERS.values())
            self._take(source, tuple(below))

    def whole(self, source: str | None, packages: Iterable[str]) -> None:
        """Read everything in some packages, unless it is done: a class may be defined anywhere."""
        folders = tuple(packages)
        if self._folders.get(source) != folders:
            self._take(source, folders)

    def state(self) -> Code:
        """What has been read."""
        return Code(self._project.snapshot, tuple(project.snapshot for project in self._outside.values()))

    def refresh(self) -> bool:
        """Read again what looks different on the disk, what has come, and what has gone; whether there was any."""
        known = {path: self._project_of(path) for path in self._listed()} | self._read
        changed = False
        for project in {id(found): found for found in known.values()}.values():
            outdated = project.outdated(path for path, owner in known.items() if owner is project)
            gone = [path for path in outdated if not self._project.files.is_file(path)]
            project.take(outdated)
            self._read |= dict.fromkeys(outdated, project)
            for path in gone:
                self._read.pop(path, None)
            changed = changed or bool(outdated)
        return changed

    def _take(self, source: str | None, folders: tuple[str, ...]) -> None:
        self._folders[source] = folders
        new: dict[int, tuple[Project, list[str]]] = {}
        for folder in folders:
            for path in python_files(self._project.files, folder):
                project = self._project_of(path)
                new.setdefault(id(project), (project, []))[1].append(path)
        for project, paths in new.values():
            project.take([path for path in paths if path not in self._read])
            self._read |= dict.fromkeys(paths, project)

    def _listed(self) -> Iterator[str]:
        for folders in self._folders.values():
            for folder in folders:
                yield from python_files(self._project.files, folder)

    def _project_of(self, path: str) -> Project:
        """The project, or for a package that is not in it one of its own."""
        package = next((one for one in self._outside if path.startswith(f"{one}/")), None)
        return self._project if package is None else self._outside[package]

    def admit(self, packages: Iterable[str]) -> None:
        """Tell which packages the core has, so that those outside of the project are known as such."""
        for package in packages:
            if package not in self._outside and not self._is_inside(package):
                above, _, name = package.rpartition("/")
                settings = replace(DEFAULTS, core=(name,))
                self._outside[package] = Project(self._project.files.below, above or "/", settings)

    def _is_inside(self, package: str) -> bool:
        root = f"{self._project.root.rstrip('/')}/"
        place = self._project.place(f"{package}/{_ANY_COMPONENT}")
        skipped = SKIPPED_FOLDERS.intersection(self._project.relative(package).split("/"))
        return package.startswith(root) and not skipped and place.kind is FileKind.COMPONENT


def core_packages(sources: Iterable[str]) -> tuple[str, ...]:
    """The folders of the packages that some sources of the core stand in."""
    return tuple(sorted({package for source in sources if (package := package_of(source)) is not None}))


def workspace_packages(files: FileSystem, folder: str) -> tuple[str, ...]:
    """The folders of a workspace's own package."""
    known = (f"{folder}/{WORKSPACE_SOURCE}", f"{folder}/{_PACKAGE}")
    return tuple(package for package in known if files.is_dir(package))


def python_files(files: FileSystem, folder: str, depth: int = 0) -> Iterator[str]:
    """The Python files in a folder, at any depth; links to folders are not followed."""
    try:
        entries = files.scan(folder)
    except OSError:
        return  # no such folder: a package need not have each of them
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.is_dir and depth < MAX_DEPTH and entry.name not in SKIPPED_FOLDERS:
            yield from python_files(files, path, depth + 1)
        elif entry.name.endswith(".py") and not entry.is_dir and files.is_file(path):
            yield path
