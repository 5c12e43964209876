"""The one state behind a manager and its views: what was read, looked at again now and then, for any thread.

Everything that a reader gets belongs to one revision; what is made of it is kept until the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar

from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.loading import BuilderLoader, Packages
from cursus_registry.facts.model import FileFacts
from cursus_registry.project import Snapshot
from cursus_registry.project.registries import Registries
from cursus_registry.project.source_code import Code
from cursus_registry.resolution.names import near_names
from cursus_registry.text import Encoding

LOOK_SECONDS = 0.5
"""Files are looked at no more often than that, unless somebody asks for it."""

_Made = TypeVar("_Made")


class State:
    """What is known of a project's registries. Raises RegistryLoadError for those that are needed and do not parse."""

    def __init__(self, registries: Registries, clock: Callable[[], float] = time.monotonic) -> None:
        self.registries = registries
        self._clock = clock
        self._lock = RLock()
        self._looked = clock()
        self._folders: dict[str, bool] = {}
        self._sound: set[str | None] = set()
        self._made: dict[object, Any] = {}
        self._revision = -1
        self.closed = False
        self.loader = BuilderLoader(registries.project.root)
        self.before_look: Callable[[Registries], object] = lambda _: None

    @contextmanager
    def held(self) -> Iterator[Registries]:
        """Nobody else reads or changes anything meanwhile."""
        with self._lock:
            if self.closed:
                raise RegistryLoadError("this manager is closed", advice="make a new one")
            yield self.registries

    def core(self) -> Snapshot:
        """The state with the core."""
        with self.held() as registries:
            self._look()
            return self._checked(None, registries.core())

    def workspace(self, workspace: str | None) -> Snapshot:
        """The state with a workspace's registry. Raises WorkspaceRegistryError if there is no such workspace."""
        if workspace is None:
            return self.core()
        with self.held() as registries:
            self._look()
            if not self.has(workspace):
                raise self._unknown(workspace)
            snapshot = registries.workspace(workspace)
            self._checked(None, snapshot)
            return self._checked(workspace, snapshot)

    def hyperparameters(self, workspace: str | None) -> Snapshot:
        """The state with the hyperparameters of a workspace, else of the core. Raises like `workspace`."""
        with self.held() as registries:
            self.workspace(workspace)
            return registries.hyperparameters(workspace)

    def everything(self) -> Snapshot:
        """The state with all registries. What does not parse in a workspace is left to those who ask for that one."""
        with self.held() as registries:
            self._look()
            return self._checked(None, registries.everything())

    def components(self, workspace: str | None) -> Code:
        """The state of a workspace, else of the core, with their components. Raises like `workspace`."""
        with self.held() as registries:
            self.workspace(workspace)
            return registries.components(workspace)

    def packages(self, workspace: str | None) -> Packages:
        """The folders of the packages of the core, and of a workspace."""
        with self.held() as registries:
            return {source: registries.packages(source) for source in dict.fromkeys((None, workspace))}

    def has(self, workspace: str) -> bool:
        """Whether there is a folder of a workspace."""
        with self.held() as registries:
            found = self._folders.get(workspace)
            if found is None:
                found = bool(workspace) and "/" not in workspace and registries.folder_of(workspace) is not None
                self._folders[workspace] = found
            return found

    def refresh(self) -> None:
        """Look at all files now."""
        with self.held() as registries:
            self._looked = self._clock()
            self._folders.clear()
            self.before_look(registries)
            if registries.refresh():
                self.forget()

    def forget(self) -> None:
        """Something has changed: nothing that was made of the old state counts."""
        with self._lock:
            self._made.clear()
            self._sound.clear()

    def made(self, key: object, snapshot: Snapshot, make: Callable[[], _Made]) -> _Made:
        """What was made of this state under a key, made now if it was not."""
        with self._lock:
            if snapshot.revision != self._revision:
                self._made.clear()
                self._revision = snapshot.revision
            if key not in self._made:
                self._made[key] = make()
            found: _Made = self._made[key]
            return found

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            self.closed = True
            self._made.clear()

    def _look(self) -> None:
        if self._clock() - self._looked >= LOOK_SECONDS:
            self.refresh()

    def _checked(self, workspace: str | None, snapshot: Snapshot) -> Snapshot:
        if workspace in self._sound:
            return snapshot
        index = snapshot.view.index
        if workspace is None and not index.core:
            raise _no_core(self.registries.project.root)
        own = index.workspaces.get(workspace) if workspace else None
        for path in index.core if workspace is None else [own] if own else []:
            require_sound(index.files[path])
        self._sound.add(workspace)
        return snapshot

    def _unknown(self, workspace: str) -> WorkspaceRegistryError:
        near = near_names(workspace, self.registries.ids(), limit=3)
        advice = f"did you mean {', '.join(near)}?" if near else "look at the folder of the workspaces"
        return WorkspaceRegistryError(f"there is no workspace {workspace!r}", advice=advice)


def _no_core(root: str) -> RegistryLoadError:
    return RegistryLoadError(
        "there is no core registry here",
        path=root,
        advice="set `core` in the settings, or name the file with STEP_NAMES",
    )


def require_sound(facts: FileFacts) -> None:
    """Raise RegistryLoadError if a file does not parse, or was skipped."""
    fault = next((one for one in facts.problems if one.code in {"CUR001", "CUR007"}), None)
    if fault is None:
        return
    line = facts.source.position(fault.span.start, Encoding.UTF8).line + 1
    raise RegistryLoadError(
        fault.message, path=facts.path, line=line, advice="mend the file; `cursus-registry check` shows all of it"
    )
