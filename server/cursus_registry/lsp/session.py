"""What one client works on: its folders, the projects in them, its open documents.

Every change of state goes through here, on the event loop; it must not send anything itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Literal

from lsprotocol import types as lsp

from cursus_registry.files import Disk, FileSystem, Overlay
from cursus_registry.layout import INTERFACE_SUFFIX, NOTEBOOK_SUFFIX, SETTINGS_FILES, SKIPPED_FOLDERS
from cursus_registry.lsp.documents import Document, Documents, Notebook
from cursus_registry.project import (
    Project,
    Reconfigured,
    Snapshot,
    find_root_above,
    makes_root,
    search_projects,
)
from cursus_registry.settings import EditorSettings, is_left_out
from cursus_registry.text import Encoding

_READ = (".py", ".json", INTERFACE_SUFFIX, NOTEBOOK_SUFFIX)
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
        self.searched: frozenset[str] = frozenset()
        self._told: set[str] = set()  # settings files with a mistake that a person was told of
        self._led_to: dict[str, set[str]] = {}  # the projects that each opened folder leads to
        self._editor = EditorSettings()
        self._by_folder: dict[str, EditorSettings] = {}
        self.encoding = Encoding.UTF16
        self.client = lsp.ClientCapabilities()
        self.diagnostics_scope: Literal["project", "open"] = "project"

    def configure(self, editor: EditorSettings, by_folder: Mapping[str, EditorSettings]) -> None:
        """The editor's settings, in general and for single folders; its projects have yet to read theirs again."""
        self._editor, self._by_folder = editor, dict(by_folder)
        self.diagnostics_scope = editor.server.diagnostics.scope
        for root, project in self.projects.items():
            settings = self.editor_at(root)
            project.base = settings.project
            project.interpreter = settings.server.interpreter or None

    def editor_at(self, path: str) -> EditorSettings:
        """The editor's settings for a folder: those of the opened folder that it is in, or that is in it."""
        around = [one for one in self._by_folder if f"{path.rstrip('/')}/".startswith(f"{one.rstrip('/')}/")]
        inside = sorted(one for one in self._by_folder if one.startswith(f"{path.rstrip('/')}/"))
        nearest = max(around, key=len) if around else inside[0] if inside else None
        return self._editor if nearest is None else self._by_folder[nearest]

    def add_folder(self, folder: str) -> list[Project]:
        """A folder was opened; the project that it is or lies in, if that is new. `seek` finds those below it."""
        self.folders.add(folder)
        root = find_root_above(self.files, folder)
        self._led_to[folder] = set() if root is None else {root}
        project = None if root is None else self._add_project(root)
        return [project] if project else []

    def remove_folder(self, folder: str) -> list[Project]:
        """A folder was closed; the projects that nothing open needs any more."""
        self.folders.discard(folder)
        self._led_to.pop(folder, None)
        return self._drop_needless()

    def seek(self) -> Generator[None, None, tuple[list[Project], list[Project]]]:
        """Look for the projects in all folders, one folder at a time: those that came, and those that went."""
        folders: set[str] | None = None
        while folders != self.folders:
            folders, searched, found = set(self.folders), set[str](), dict[str, set[str]]()
            for folder in sorted(folders):
                roots = found[folder] = set()
                for look in search_projects(self.files, folder, self.editor_at(folder).project):
                    searched.add(look.folder)
                    roots |= {look.root} if look.root is not None else set()
                    yield
        self.searched, self._led_to = frozenset(searched), found
        gone = self._drop_needless()
        came = (self._add_project(root) for root in sorted(set().union(*found.values())))
        return [project for project in came if project], gone

    def _drop_needless(self) -> list[Project]:
        """The projects that neither a folder nor a document needs."""
        documents = {find_root_above(self.files, path.rpartition("/")[0] or "/") for path in self.documents.paths()}
        needed = set().union(*self._led_to.values())
        needed |= {root for root in documents if root and not is_left_out(self.files, root)}
        return [self.projects.pop(root) for root in set(self.projects) - needed]

    def project_of(self, path: str) -> Project | None:
        """The project with the nearest root above a path, or with that settings file above its root."""
        roots = [root for root in self.projects if path.startswith(f"{root.rstrip('/')}/")]
        if roots:
            return self.projects[max(roots, key=len)]
        if path.rpartition("/")[2] not in SETTINGS_FILES:
            return None
        return next((one for one in self.projects.values() if one.settings_path == path), None)

    def find_project(self, path: str) -> Project | None:
        """The project of a path that no opened folder led to; None if there is none to look at, or it is known.

        A project in a folder that settings above exclude is looked at only if it is opened as a folder.
        """
        root = find_root_above(self.files, path.rpartition("/")[0] or "/")
        if root is None or root in self.projects or not self._is_looked_at(root) or is_left_out(self.files, root):
            return None
        return self._add_project(root)

    def leave_project(self, path: str) -> list[Project]:
        """A document was closed: its project, if that was looked at for its sake alone."""
        project = self.project_of(path)
        if project is None or any(project.root in roots for roots in self._led_to.values()):
            return []
        if any(self.project_of(other) is project for other in self.documents.paths()):
            return []
        return [self.projects.pop(project.root)]

    def _is_looked_at(self, root: str) -> bool:
        """Whether a document is open in a project, or a folder in it or around it."""
        inside = f"{root.rstrip('/')}/"
        return any(path.startswith(inside) for path in self.documents.paths()) or any(
            f"{folder.rstrip('/')}/".startswith(inside) or inside.startswith(f"{folder.rstrip('/')}/")
            for folder in self.folders
        )

    def snapshot_of(self, document: Document) -> Snapshot | None:
        """The present state of a document's project."""
        project = self.project_of(document.path) if document.path else None
        return project.snapshot if project else None

    def lay_over(self, document: Document) -> None:
        """The text of a document counts from now on."""
        if document.path is not None:
            lay = self.files.open_cells if isinstance(document, Notebook) else self.files.open
            lay(document.path, document.source.data)

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

    def is_structural(self, path: str) -> bool:
        """Whether more than one file may have come or gone with a path: folders, projects, what git says of files."""
        parts = path.split("/")
        if parts[-1] == ".gitignore" or ".git" in parts or makes_root(path) or self.files.is_dir(path):
            return True
        return any(
            path in project.folders or path in project.unreadable or project.reads_outside(path)
            for project in self.projects.values()
        )

    def is_relevant(self, path: str) -> bool:
        """Whether anything could follow from a change at a path: most of what changes on a disk is none of ours."""
        folder, _, name = path.rpartition("/")
        if name in SETTINGS_FILES or name == ".gitignore" or path in self.folders or path in self.projects:
            return True
        if folder.endswith("/.git") or path.endswith("/.git"):
            return name in {".git", "HEAD", "index"}
        if not self._is_looked_into(folder):
            return any(project.reads_outside(path) for project in self.projects.values())
        return name.endswith(_READ) or self.is_structural(path)

    def folders_looked_into(self) -> set[str]:
        """Every folder in which a file may come that counts."""
        return {*self.folders, *self.searched}.union(*(project.folders for project in self.projects.values()))

    def folders_of_core(self) -> set[str]:
        """The folders outside of their projects in which files of a core are."""
        return {folder for project in self.projects.values() for folder in project.folders_outside}

    def _is_looked_into(self, folder: str) -> bool:
        """Whether a folder is, or may have come to be, one of those."""
        bases = (base.rstrip("/") for base in (*self.folders, *self.projects))
        inside = [folder.removeprefix(base) for base in bases if f"{folder}/".startswith(f"{base}/")]
        return bool(inside) and SKIPPED_FOLDERS.isdisjoint(min(inside, key=len).split("/"))

    def _roots_at(self, path: str) -> list[str]:
        """The project that a path is in, and those below it if it is a folder."""
        project = self.project_of(path)
        below = [root for root in self.projects if root == path or root.startswith(f"{path}/")]
        below += [root for root, other in self.projects.items() if root not in below and other.reads_outside(path)]
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
        editor = self.editor_at(root)
        interpreter = editor.server.interpreter or None
        project = self.projects[root] = Project(self.files, root, interpreter=interpreter, base=editor.project)
        self._tell_mistake(project)
        return project

    def _tell_mistake(self, project: Project) -> None:
        """What is wrong in settings that nobody has opened, once for a file: its diagnostics go on saying it."""
        path, mistakes = project.settings_path, project.settings_mistakes
        if path is None or not mistakes or path in self._told or self.documents.at(path) is not None:
            return
        self._told.add(path)
        self._tell(f"{self._seen_by_person(path)}{mistakes[0].removeprefix(path)}")

    def _seen_by_person(self, path: str) -> str:
        """A path as it stands in the opened folder; with the folder's name where there are several."""
        folders = {*self.folders, *self.initial_folders}
        around = [folder for folder in folders if path.startswith(f"{folder.rstrip('/')}/")]
        if not around:
            return path
        folder = max(around, key=len).rstrip("/")
        return path.removeprefix(f"{folder}/" if len(folders) == 1 else folder.rpartition("/")[0]).lstrip("/")
