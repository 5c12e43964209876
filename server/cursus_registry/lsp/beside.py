"""When a client is to ask again for what stands beside the text, its lenses and hints: after changes that move counts.

It asks by itself for the document that is typed in. For the others it is told once the typing has paused. It must not
know what lenses and hints say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cursus_registry.features.references import moves_counts
from cursus_registry.lsp.rescan import Later, Timer
from cursus_registry.lsp.session import Session
from cursus_registry.project import Snapshot
from cursus_registry.settings import HintsTable, LensesTable

QUIET_SECONDS = 0.5

_State = tuple[Snapshot, LensesTable, HintsTable]


class Beside:
    """Looks at the projects when nothing has changed for a while, and then makes the client ask, if there is a reason.

    `later` is the event loop's clock, or a test's.
    """

    def __init__(self, session: Session, is_busy: Callable[[], bool], later: Later) -> None:
        self._session = session
        self._is_busy = is_busy
        self._later = later
        self._ask: Sequence[Callable[[], object]] = ()
        self._timer: Timer | None = None
        self._seen: dict[str, _State] = {}

    def start(self, ask: Sequence[Callable[[], object]]) -> None:
        """The session has begun; `ask` are the ways to make this client ask again, none if it cannot be made to."""
        self._ask = ask
        self._seen = self._present()

    def stop(self) -> None:
        """The session is over."""
        self._ask = ()
        if self._timer is not None:
            self._timer.cancel()

    def changed(self) -> None:
        """Something may have changed."""
        if not self._ask:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._later(QUIET_SECONDS, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._is_busy():
            self.changed()
            return
        before, self._seen = self._seen, self._present()
        if before.keys() == self._seen.keys() and not any(_differs(before[root], self._seen[root]) for root in before):
            return
        for ask in self._ask:
            ask()

    def _present(self) -> dict[str, _State]:
        return {
            root: (project.snapshot, (server := self._session.editor_at(root).server).lenses, server.hints)
            for root, project in self._session.projects.items()
        }


def _differs(before: _State, after: _State) -> bool:
    return before[1:] != after[1:] or moves_counts(before[0], after[0])
