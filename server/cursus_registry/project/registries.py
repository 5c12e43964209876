"""The registries of one project without the rest of it: the core at first, each workspace's when it is asked for.

What was read is looked at again when somebody asks for that, by time stamps. It must not know who asks, nor judge
anything: rules need the whole project.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cursus_registry.files import FileSystem
from cursus_registry.layout import HYPERPARAMETER_FILE, ID, SKIPPED_FOLDERS
from cursus_registry.project.project import Project
from cursus_registry.project.snapshot import Reconfigured, Snapshot
from cursus_registry.project.source_code import Code, CodeReader, core_packages, workspace_packages
from cursus_registry.settings import settings_stamps

FEW = 16
"""Of so many workspaces each is read by itself; whoever asks for more will ask for all, and all at once is faster."""


class Registries:
    """Reads as little as there is asked for. Not for several threads at once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._code = CodeReader(project)
        self._root = project.root.rstrip("/")
        self._core: frozenset[str] | None = None
        self._asked: set[str] = set()
        self._parameters: set[str] = set()
        self._settings = settings_stamps(project.files, project.root)

    @property
    def project(self) -> Project:
        """The project that the registries are read into."""
        return self._project

    def core(self) -> Snapshot:
        """The state with the core, the packs, and whatever else was asked for before."""
        if self._core is None:
            self._core = frozenset(self._project.find_sources())
            self._project.take(self._core)
        return self._project.snapshot

    def workspace(self, workspace: str) -> Snapshot:
        """The state with the registry of a workspace, if it has one."""
        self.core()
        if workspace not in self._asked:
            if len(self._asked) >= FEW:
                return self.everything()
            self._asked.add(workspace)
            self._project.take(self._paths_of(workspace))
        return self._project.snapshot

    def hyperparameters(self, workspace: str | None) -> Snapshot:
        """The state with the classes of hyperparameters of the core, and of a workspace."""
        if workspace is None:
            return self.core()
        self.workspace(workspace)
        if workspace not in self._parameters:
            self._parameters.add(workspace)
            self._project.take(self._parameters_of(workspace))
        return self._project.snapshot

    def everything(self) -> Snapshot:
        """The state with the registries of all workspaces."""
        self.core()
        new = [workspace for workspace in self.ids() if workspace not in self._asked]
        self._asked.update(new)
        with _no_collection():
            self._project.take([path for workspace in new for path in self._paths_of(workspace)], complete=True)
        return self._project.snapshot

    def components(self, workspace: str | None) -> Code:
        """The state with the folders of components too: the core's, and those of one workspace."""
        for source, packages in self._packages_for(workspace):
            self._code.components(source, packages)
        return self._code.state()

    def whole_code(self, workspace: str | None) -> Code:
        """The state with all code of the core, and that of one workspace."""
        for source, packages in self._packages_for(workspace):
            self._code.whole(source, packages)
        return self._code.state()

    def packages(self, workspace: str | None) -> tuple[str, ...]:
        """The folders of the packages that a workspace's code is in, else the core's."""
        if workspace is None:
            self.core()
            return core_packages(self._core or ())
        folder = self.folder_of(workspace)
        return () if folder is None else workspace_packages(self._project.files, folder)

    def ids(self) -> list[str]:
        """The ids of all workspaces that have a folder, sorted; some may have no registry."""
        found: set[str] = set()
        for pattern in self._project.layout.workspace_folder_patterns:
            found.update(_folders_like(self._project.files, self._root, pattern))
        return sorted(found)

    def folder_of(self, workspace: str) -> str | None:
        """The folder of a workspace; None if it has none."""
        folders = (
            f"{self._root}/{pattern.replace(ID, workspace)}"
            for pattern in self._project.layout.workspace_folder_patterns
        )
        return next((folder for folder in folders if self._project.files.is_dir(folder)), None)

    def refresh(self) -> bool:
        """Read again what looks different on the disk from when it was read; whether anything did."""
        is_reconfigured = self._follow_settings()
        if self._core is None:
            return is_reconfigured
        core = frozenset(self._project.find_sources())
        known = {*core, *self._core, *(path for workspace in self._asked for path in self._paths_of(workspace))}
        known.update(path for workspace in self._parameters for path in self._parameters_of(workspace))
        changed = self._project.outdated(known)
        self._core = core
        self._project.take(changed)
        return self._code.refresh() or bool(changed) or is_reconfigured

    def _follow_settings(self) -> bool:
        """Read the settings again if their files look different; whether they say otherwise."""
        before, self._settings = self._settings, settings_stamps(self._project.files, self._project.root)
        if self._settings == before and None not in before.values():
            return False
        changed = self._project.reconfigure()
        if changed is Reconfigured.FILES:
            self._begin_again()
        return changed is not Reconfigured.NOTHING

    def _begin_again(self) -> None:
        """Other files are registries now: what was asked for before is found anew."""
        asked, parameters = self._asked, self._parameters
        self._core, self._asked, self._parameters = None, set(), set()
        self._code = CodeReader(self._project)
        self._project.take(list(self._project.snapshot.view.index.files))
        for workspace in asked:
            self.workspace(workspace)
        for workspace in parameters:
            self.hyperparameters(workspace)

    def _packages_for(self, workspace: str | None) -> Iterator[tuple[str | None, tuple[str, ...]]]:
        """What is read for a workspace: its own packages, after the core's."""
        if workspace is None:
            self.core()
        else:
            self.workspace(workspace)
        for source in dict.fromkeys((None, workspace)):
            packages = self.packages(source)
            if source is None:
                self._code.admit(packages)
            yield source, packages

    def _paths_of(self, workspace: str) -> Iterator[str]:
        return (f"{self._root}/{path}" for path in self._project.layout.registries_of(workspace))

    def _parameters_of(self, workspace: str) -> Iterator[str]:
        return (f"{path.rpartition('/')[0]}/{HYPERPARAMETER_FILE}" for path in self._paths_of(workspace))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the garbage collector: it would go through all facts again and again, and there is no cycle in them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _folders_like(files: FileSystem, root: str, pattern: str) -> Iterable[str]:
    """What stands for `{id}` in the folders that there are."""
    before, _, after = pattern.partition(ID)
    above, _, start = before.rpartition("/")
    end, _, _ = after.partition("/")
    name = re.compile(rf"{re.escape(start)}(?P<id>[^/]+){re.escape(end)}")
    try:
        entries = files.scan(f"{root}/{above}".rstrip("/") or "/")
    except OSError:
        return ()
    folders = (entry.name for entry in entries if entry.is_dir and entry.name not in SKIPPED_FOLDERS)
    matches = (name.fullmatch(folder) for folder in folders if not folder.startswith("."))
    return [match["id"] for match in matches if match]
