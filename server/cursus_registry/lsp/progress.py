"""Work-done progress: shown only if the client can, begun only when it has agreed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import uuid4

from lsprotocol import types as lsp

_INTERVAL_SECONDS = 0.1


class Client(Protocol):
    """What progress needs of a client."""

    async def create(self, token: str | int) -> None:
        """Ask for a token to be shown."""

    def send(
        self,
        token: str | int,
        value: lsp.WorkDoneProgressBegin | lsp.WorkDoneProgressReport | lsp.WorkDoneProgressEnd,
    ) -> None:
        """Report on a token."""


class Progress:
    """Makes progress tasks; `enabled` is set when the client has said what it can."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._tasks: dict[str | int, Task] = {}
        self.enabled = False

    @contextmanager
    def task(self, title: str, stopped: str | None = None) -> Iterator[Task]:
        """A piece of work that is shown from here to the end of the block; `stopped` is said if it was cancelled."""
        task = Task(self._client, title, stopped=stopped)
        self._tasks[task.token] = task
        if self.enabled:
            task.start()
        try:
            yield task
        finally:
            task.end()
            del self._tasks[task.token]

    @contextmanager
    def asked(self, token: str | int | None, title: str) -> Iterator[Task]:
        """The same for work that a request asks for, on its token: begun at once. Nothing is shown without one."""
        task = Task(self._client, title, token=token)
        if token is not None:
            self._tasks[token] = task
            task.begin()
        try:
            yield task
        finally:
            task.end()
            if token is not None:
                self._tasks.pop(token, None)

    def cancel(self, token: str | int) -> None:
        """The person wants no more of it; whoever does the work looks at `Task.cancelled`."""
        if token in self._tasks:
            self._tasks[token].cancelled = True


class Task:
    """One piece of work. Reports are dropped until the client has answered, and sent ten times a second at most."""

    def __init__(self, client: Client, title: str, stopped: str | None = None, token: str | int | None = None) -> None:
        self._client = client
        self._title = title
        self._stopped = stopped
        self.token = uuid4().hex if token is None else token
        self.cancelled = False
        self._begun = False
        self._ended = False
        self._last = 0.0
        self._creation: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Ask the client; begin as soon as it agrees."""
        self._creation = asyncio.get_running_loop().create_task(self._create())

    def begin(self) -> None:
        """Show it: the client has agreed."""
        self._begun = True
        self._client.send(self.token, lsp.WorkDoneProgressBegin(title=self._title, percentage=0, cancellable=True))

    def report(self, done: int, total: int) -> None:
        """How far the work is."""
        now = time.monotonic()
        if not self._begun or now - self._last < _INTERVAL_SECONDS or not total:
            return
        self._last = now
        percentage = min(100, done * 100 // total)
        self._client.send(
            self.token,
            lsp.WorkDoneProgressReport(message=f"{done} of {total} files", percentage=percentage, cancellable=True),
        )

    def end(self) -> None:
        """The work is done; shown only if its beginning was."""
        self._ended = True
        if self._begun:
            message = self._stopped if self.cancelled else None
            self._client.send(self.token, lsp.WorkDoneProgressEnd(message=message))

    async def _create(self) -> None:
        try:
            await self._client.create(self.token)
        except Exception:  # noqa: BLE001 - whatever the reason, the client does not want to show it
            return
        self.begin()
        if self._ended:
            self._client.send(self.token, lsp.WorkDoneProgressEnd())
