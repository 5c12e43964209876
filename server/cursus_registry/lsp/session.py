"""What one client works on: its folders, the projects in them, its open documents.

Every change of state goes through here, on the event loop; it must not send anything itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Literal

from lsprotocol import types as lsp

from cursus_registry.files import Disk, FileSystem, Overlay
from cursus_registry.layout import SETTINGS_FILES
from cursus_registry.lsp.documents import Document, Documents
from cursus_registry.project import Project, Reconfigured, Snapshot, find_projects, find_root_above
from cursus_registry.settings import is_left_out
from cursus_registry.text import Encoding

_log = logging.getLogger(__name__)


class Session:
    """The state behind all answers. `tell` takes what the person should read."""

    def __init__(self, disk: FileSystem | None = None, tell: Callable[[str], object] = _log.error) -> None:
        self.files = Overlay(disk or Disk())
        self.documents = Documents()
        self._tell = tell
        self.projects: dict[str, Project] = {}
        self.folders: set[str] = set()
        self.initial_folders: list[str] = []
        self.encoding = Encoding.UTF16
        self.client = lsp.ClientCapabilities()
        self.diagnostics_scope: Literal["project", "open"] = "project"

    def add_folder(self, folder: str) -> list[Project]:
        """A folder was opened; the projects that came with it."""
        self.folders.add(folder)
        return [project for root in find_projects(self.files, folder) if (project := self._add_project(root))]

    def remove_folder(self, folder: str) -> list[Project]:
        """A folder was closed; the projects that nothing open needs any more."""
        self.folders.discard(folder)
        needed = {root for other in self.folders for root in find_projects(self.files, other)}
        needed |= {root for path in self.documents.paths() if (root := find_root_above(self.files, path))}
        return [self.projects.pop(root) for root in set(self.projects) - needed]

    def follow_folders(self) -> tuple[list[Project], list[Project]]:
        """Settings were saved, which can make projects or exclude them: those that came, and those that went."""
        found = {root for folder in self.folders for root in find_projects(self.files, folder)}
        documents = {find_root_above(self.files, path.rpartition("/")[0] or "/") for path in self.documents.paths()}
        needed = found | {root for root in documents if root and not is_left_out(self.files, root)}
        gone = [self.projects.pop(root) for root in set(self.projects) - needed]
        return [project for root in sorted(found) if (project := self._add_project(root))], gone

    def project_of(self, path: str) -> Project | None:
        """The project with the nearest root above a path, or with that settings file above its root."""
        roots = [root for root in self.projects if path.startswith(f"{root.rstrip('/')}/")]
        if roots:
            return self.projects[max(roots, key=len)]
        if path.rpartition("/")[2] not in SETTINGS_FILES:
            return None
        return next((one for one in self.projects.values() if one.settings_path == path), None)

    def find_project(self, path: str) -> Project | None:
        """The project of a path that no opened folder led to; None if it has none, or is known already.

        A project in a folder that settings above exclude is looked at only if it is opened as a folder.
        """
        root = find_root_above(self.files, path.rpartition("/")[0] or "/")
        if root is None or root in self.projects or is_left_out(self.files, root):
            return None
        return self._add_project(root)

    def snapshot_of(self, document: Document) -> Snapshot | None:
        """The present state of a document's project."""
        project = self.project_of(document.path) if document.path else None
        return project.snapshot if project else None

    def lay_over(self, document: Document) -> None:
        """The text of a document counts from now on."""
        if document.path is not None:
            self.files.open(document.path, document.source.data)

    def take_off(self, path: str) -> None:
        """The file counts again."""
        self.files.close(path)

    def update(self, paths: Iterable[str]) -> dict[str, set[str]]:
        """Read paths again; by root, the files whose findings may have changed."""
        by_root: dict[str, list[str]] = {}
        for path in paths:
            for root in self._roots_at(path):
                by_root.setdefault(root, []).append(path)
        return {root: self.projects[root].update(changed) for root, changed in by_root.items()}

    def _roots_at(self, path: str) -> list[str]:
        """The project that a path is in, and those below it if it is a folder."""
        project = self.project_of(path)
        below = [root for root in self.projects if root == path or root.startswith(f"{path}/")]
        return [
            *([project.root] if project else []),
            *(root for root in below if not project or root != project.root),
        ]

    def reconfigure(self, paths: Iterable[str]) -> list[tuple[Project, Reconfigured]]:
        """Settings files may have changed: the projects that they are in force for, and what that changes."""
        folders = {
            folder.rstrip("/") for folder, _, name in (path.rpartition("/") for path in paths) if name in SETTINGS_FILES
        }
        return [
            (project, project.reconfigure())
            for root, project in self.projects.items()
            if any(f"{root.rstrip('/')}/".startswith(f"{folder}/") for folder in folders)
        ]

    def _add_project(self, root: str) -> Project | None:
        if root in self.projects:
            return None
        project = self.projects[root] = Project(self.files, root)
        for mistake in project.settings_mistakes[:1]:  # from now on the diagnostics of the file say it
            self._tell(mistake)
        return project
