"""What one client works on: its folders, the projects in them, its open documents.

Every change of state goes through here, on the event loop; it must not send anything itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from lsprotocol import types as lsp

from cursus_registry.files import Disk, FileSystem, Overlay
from cursus_registry.layout import SETTINGS_FILES
from cursus_registry.lsp.documents import Document, Documents
from cursus_registry.project import Project, Snapshot, find_projects, find_root_above
from cursus_registry.settings import DEFAULTS, Settings, SettingsError, read_settings
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

    def project_of(self, path: str) -> Project | None:
        """The project with the nearest root above a path."""
        roots = [root for root in self.projects if path.startswith(f"{root.rstrip('/')}/")]
        return self.projects[max(roots, key=len)] if roots else None

    def find_project(self, path: str) -> Project | None:
        """The project of a path that no opened folder led to; None if it has none, or is known already."""
        root = find_root_above(self.files, path.rpartition("/")[0] or "/")
        return self._add_project(root) if root else None

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

    def reconfigure(self, paths: Iterable[str]) -> list[Project]:
        """Project files changed: the projects that have other settings now."""
        folders = {
            folder or "/" for folder, _, name in (path.rpartition("/") for path in paths) if name in SETTINGS_FILES
        }
        changed = []
        for root in folders & set(self.projects):
            project = self.projects[root]
            found = self._settings(root, project.settings)
            if found != project.settings:
                project.configure(found)
                changed.append(project)
        return changed

    def _add_project(self, root: str) -> Project | None:
        if root in self.projects:
            return None
        self.projects[root] = Project(self.files, root, self._settings(root, DEFAULTS))
        return self.projects[root]

    def _settings(self, root: str, last: Settings) -> Settings:
        """The settings of a project; the last good ones while its file cannot be obeyed."""
        try:
            return read_settings(self.files, root)
        except SettingsError as error:
            self._tell(f"{error}; until then the last good settings are in force")
            return last
