"""Who tells of changed files: the client where it can be asked to, else the operating system.

Which patterns the client is asked for follows from the layouts of the projects that are open. It must not know what
follows from a change.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Protocol

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from cursus_registry.files.watch import Watcher
from cursus_registry.layout import INTERFACE_SUFFIX, SETTINGS_FILES, WATCH_PATTERNS
from cursus_registry.lsp.rescan import Rescan
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.work import Work

_log = logging.getLogger(__name__)

_DELETED = "**/*"
_GIT = (".git/HEAD", ".git/index")
_ABOVE = f"{{{','.join((*SETTINGS_FILES, '.gitignore'))}}}"
_CORE = f"**/*.{{py,{INTERFACE_SUFFIX.lstrip('.')}}}"


class Registrar(Protocol):
    """How the client is asked."""

    async def register(self, registration: lsp.Registration) -> None:
        """Ask for something; raises if the client refuses."""

    async def unregister(self, registration: lsp.Unregistration) -> None:
        """Ask for it no longer."""


class Watch:
    """Keeps what is watched in step with what is open."""

    def __init__(self, session: Session, work: Work, rescan: Rescan, registrar: Registrar) -> None:
        self._session = session
        self._work = work
        self._rescan = rescan
        self._registrar = registrar
        self._asked: frozenset[tuple[str, str]] = frozenset()
        self._number = 0
        self._refused = False
        self._registering = asyncio.Lock()
        self._watcher: Watcher | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._silent = False

    async def start(self) -> None:
        """The client has said what it can: watch from now on."""
        self._loop = asyncio.get_running_loop()
        await self.follow()

    def stop(self) -> None:
        """Watch nothing any more."""
        if self._watcher is not None:
            self._watcher.stop()

    def told(self, paths: Iterable[str]) -> None:
        """Somebody has told of changes."""
        relevant = [path for path in paths if self._session.is_relevant(path)]
        if relevant:
            self._rescan.noticed(len(relevant))
            self._work.touched(relevant)

    async def follow(self) -> None:
        """What is open has changed: watch that."""
        if self._client_watches:
            async with self._registering:
                await self._register()
        if self._loop is not None and not self._silent:
            self._watch_ourselves(frozenset(self._own_folders()))

    @property
    def _client_watches(self) -> bool:
        known = self._session.client.workspace
        watching = known.did_change_watched_files if known else None
        return bool(watching and watching.dynamic_registration) and not self._refused

    @property
    def _client_looks_outside(self) -> bool:
        known = self._session.client.workspace
        watching = known.did_change_watched_files if known else None
        return self._client_watches and bool(watching and watching.relative_pattern_support)

    # By the client

    async def _register(self) -> None:
        wanted = frozenset(self._patterns())
        if wanted == self._asked:
            return
        before, self._number = self._number, self._number + 1
        options = lsp.DidChangeWatchedFilesRegistrationOptions([_watcher(*one) for one in sorted(wanted)])
        try:
            await self._registrar.register(
                lsp.Registration(f"watched-files-{self._number}", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            )
            self._asked = wanted
            if before:
                await self._registrar.unregister(
                    lsp.Unregistration(f"watched-files-{before}", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
                )
        except Exception as error:  # noqa: BLE001 - a client may refuse for any reason
            self._refused = not self._asked
            _log.warning("the client does not watch files for us: %s", error)

    def _patterns(self) -> Iterator[tuple[str, str]]:
        """What the client is asked for: the folder that a pattern is seen from, or nothing for all that is open."""
        yield "", _DELETED  # of a deleted folder nothing else is told
        yield from (("", pattern) for pattern in (*WATCH_PATTERNS, "**/.gitignore", *(f"**/{name}" for name in _GIT)))
        for project in self._session.projects.values():
            layout = project.layout
            for folder in (*layout.workspace_folders, *layout.core, *layout.packs):
                yield "", f"**/{folder}"
                yield "", f"**/{folder}/*"
        if self._client_looks_outside:
            yield from ((folder, _CORE) for folder in self._session.folders_of_core())
            yield from ((folder, _ABOVE) for folder in self._above())

    def _above(self) -> set[str]:
        """The folders above all that is open in which settings or ignore files count."""
        opened = self._session.folders
        tops = {*opened, *self._session.projects}
        above = {folder for top in tops for folder in self._up_to_git(top)}
        return {
            folder
            for folder in above
            if not any(f"{folder.rstrip('/')}/".startswith(f"{one.rstrip('/')}/") for one in opened)
        }

    def _up_to_git(self, top: str) -> Iterator[str]:
        files = self._session.files
        for folder in (top, *(str(parent) for parent in PurePosixPath(top).parents)):
            yield folder
            if folder == "/" or files.is_dir(f"{folder}/.git") or files.is_file(f"{folder}/.git"):
                return

    # By the operating system

    def _own_folders(self) -> Iterator[str]:
        if self._client_looks_outside:
            return
        yield from self._session.folders_of_core()
        above = self._above()
        yield from above
        if self._client_watches:
            return
        looked = self._session.folders_looked_into()
        yield from looked
        files = self._session.files
        gits = {f"{folder.rstrip('/')}/.git" for folder in (*above, *self._session.folders, *self._session.projects)}
        yield from (git for git in gits if files.is_dir(git))

    def _watch_ourselves(self, folders: frozenset[str]) -> None:
        if self._watcher is None and not folders:
            return
        if self._watcher is None:
            self._watcher = Watcher(self._soon(self.told), self._soon(self._work.follow), self._soon(self._failed))
        self._watcher.watch(folders)

    def _soon(self, what: Callable[..., object]) -> Callable[..., None]:
        """The same on the event loop, for a thread that is not."""

        def call(*arguments: object) -> None:
            loop = self._loop
            if loop is not None and not loop.is_closed():
                with suppress(RuntimeError):  # it was closed in between: nobody listens any more
                    loop.call_soon_threadsafe(what, *arguments)

        return call

    def _failed(self, reason: str) -> None:
        self._silent = True
        _log.warning("files are not watched (%s); the disk is looked over every few seconds instead", reason)
        if not self._client_watches:
            self._rescan.leave_alone()


def _watcher(folder: str, pattern: str) -> lsp.FileSystemWatcher:
    glob = lsp.RelativePattern(to_uri(folder), pattern) if folder else pattern
    return lsp.FileSystemWatcher(glob, lsp.WatchKind.Delete if pattern == _DELETED else None)
