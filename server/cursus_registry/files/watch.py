"""The operating system's own news of changed files, taken in by a thread of its own.

It must not know which files matter, nor what follows from a change. News can be lost: whoever listens looks at the disk
itself from time to time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from threading import Event, Thread

MAX_FOLDERS = 50_000
_GROUP_MILLISECONDS = 400
_STEP_MILLISECONDS = 100
_ATTEMPTS = 3


class Watcher:
    """Tells which paths in some folders have changed, not what lies deeper.

    `tell` gets the paths, `ready` says that watching has begun, `fail` says why it has not, or no longer. All three
    are called from the thread.
    """

    def __init__(
        self, tell: Callable[[list[str]], object], ready: Callable[[], object], fail: Callable[[str], object]
    ) -> None:
        self._tell = tell
        self._ready = ready
        self._fail = fail
        self._folders: frozenset[str] = frozenset()
        self._stop = Event()

    def watch(self, folders: Iterable[str]) -> None:
        """Watch these folders from now on, in the place of those before; nothing happens if they are the same."""
        folders = frozenset(folders)
        if folders == self._folders:
            return
        self.stop()
        self._folders = folders
        if len(folders) > MAX_FOLDERS:
            self._fail(f"{len(folders)} folders are more than can be watched")
        elif folders:
            Thread(target=self._run, args=(folders, self._stop), name="watch-files", daemon=True).start()

    def stop(self) -> None:
        """Watch nothing any more."""
        self._stop.set()
        self._stop = Event()
        self._folders = frozenset()

    def _run(self, folders: frozenset[str], stop: Event) -> None:
        try:
            self._listen(folders, stop)
        except Exception as error:  # noqa: BLE001 - whatever the system refuses, nobody is left without news
            if not stop.is_set():
                self._fail(str(error))

    def _listen(self, folders: frozenset[str], stop: Event) -> None:
        from watchfiles._rust_notify import RustNotify  # noqa: PLC0415 - only for clients that do not watch

        for attempt in range(_ATTEMPTS):
            there = sorted(folder for folder in folders if os.path.isdir(folder))  # noqa: PTH112
            try:
                notify = RustNotify(there, False, False, 300, False, True)
                break
            except FileNotFoundError:  # one has gone in between
                if attempt == _ATTEMPTS - 1:
                    raise
        with notify:
            self._ready()
            while not stop.is_set():
                changes = notify.watch(_GROUP_MILLISECONDS, _STEP_MILLISECONDS, 0, stop)
                if isinstance(changes, str):
                    return
                self._tell(sorted({path.replace(os.sep, "/") for _, path in changes}))
