"""When a client that shows registries is told that they are others now: a few times a second at most, and in the end.

It must not know what is shown of them.
"""

from __future__ import annotations

from collections.abc import Callable

from cursus_registry.lsp.rescan import Later, Timer
from cursus_registry.lsp.session import Session
from cursus_registry.project import Snapshot

TELL_SECONDS = 0.25

Tell = Callable[[list[str]], object]


class Changes:
    """Looks at the projects a moment after something has happened, and tells the roots of those that are others.

    `later` is the event loop's clock, or a test's.
    """

    def __init__(self, session: Session, later: Later) -> None:
        self._session = session
        self._later = later
        self._tell: Tell | None = None
        self._timer: Timer | None = None
        self._seen: dict[str, Snapshot] = {}

    def start(self, tell: Tell | None) -> None:
        """The session has begun; `tell` reaches the client, None if it does not want to know."""
        self._tell = tell

    def stop(self) -> None:
        """The session is over."""
        self._tell = None
        if self._timer is not None:
            self._timer.cancel()

    def changed(self) -> None:
        """Something may have changed."""
        if self._tell is not None and self._timer is None:
            self._timer = self._later(TELL_SECONDS, self._look)

    def _look(self) -> None:
        self._timer = None
        before = self._seen
        self._seen = {root: project.snapshot for root, project in self._session.projects.items()}
        roots = before.keys() | self._seen.keys()
        others = sorted(root for root in roots if before.get(root) != self._seen.get(root))
        if others and self._tell is not None:
            self._tell(others)
