"""What follows from each event: read again, publish, index. The one place that puts jobs into the lane."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from cursus_registry.layout import SETTINGS_FILES
from cursus_registry.lsp.documents import Document
from cursus_registry.lsp.lane import Lane, Urgency
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.project import Project, Reconfigured

_log = logging.getLogger(__name__)


class Work:
    """Turns events into jobs. Whatever an event reaches is published in the end, the edited file first."""

    def __init__(self, session: Session, publisher: Publisher, lane: Lane, progress: Progress) -> None:
        self._session = session
        self._publisher = publisher
        self._lane = lane
        self._progress = progress
        self._pending: set[str] = set()
        self._stale: set[str] = set()
        self._indexing: set[str] = set()

    def opened(self, document: Document) -> None:
        """A document was opened."""
        if document.path is None:
            return
        self._session.lay_over(document)
        if project := self._session.find_project(document.path):
            self.index([project])
        self.changed(document)

    def changed(self, document: Document) -> None:
        """A document has another text: its diagnostics come before everything else."""
        if document.path is None:
            return
        self._session.lay_over(document)
        self._stale.add(document.path)
        self._lane.put(f"changed {document.path}", Urgency.CHANGED, self._check_changed(document.path))

    def closed(self, path: str) -> None:
        """A document was closed: the file on disk counts again."""
        self._session.take_off(path)
        self.touched([path])

    def touched(self, paths: Iterable[str]) -> None:
        """Files changed on disk, came, or went."""
        paths = list(paths)
        for path in paths:
            if self._session.project_of(path) is None and (project := self._session.find_project(path)):
                self.index([project])
        if any(path.rpartition("/")[2] in SETTINGS_FILES for path in paths):
            self._reconfigure(paths)
            self._follow_folders()
        reached = self._session.update(paths)
        self._check_affected({*paths, *(path for found in reached.values() for path in found)}, paths)

    def index(self, projects: Iterable[Project]) -> None:
        """Read whole projects."""
        for project in projects:
            self._lane.put(f"index {project.root}", Urgency.INDEX, self._index(project))
            self._indexing.add(project.root)  # after an older job, if there was one, has taken its mark away

    def is_indexing(self, path: str) -> bool:
        """Whether the project of a file is being read, so that nothing is known for sure of it."""
        project = self._session.project_of(path)
        return project is not None and project.root in self._indexing

    def refresh(self) -> None:
        """Bring every edit that has arrived into the index before a request looks at it."""
        for path in list(self._stale):
            self._apply(path)

    def _apply(self, path: str) -> None:
        if path not in self._stale:
            return
        self._stale.discard(path)
        self._publisher.outdate([path])
        self._reconfigure([path])
        reached = self._session.update([path])
        self._check_affected({found for files in reached.values() for found in files} - {path}, [path])

    def _reconfigure(self, paths: Iterable[str]) -> None:
        """Follow a change of settings: into the files that are read, or only into what is said of them."""
        for project, changed in self._session.reconfigure(paths):
            known = self._publisher.known()
            reached = {path for path in known if path.rpartition("/")[2] in SETTINGS_FILES}
            reached |= {project.settings_path} if project.settings_path else set()
            if changed is Reconfigured.FILES:
                self.index([project])
            if changed is not Reconfigured.NOTHING:
                reached = {*project.snapshot.judged(), *known}
            self._check_affected(reached, ())

    def _follow_folders(self) -> None:
        """Read projects that settings have made, and forget those that they exclude."""
        came, gone = self._session.follow_folders()
        for project in gone:
            self._lane.drop(f"index {project.root}")
            self._publisher.forget(project.root)
        moved = [project.root for project in (*came, *gone)]
        around = [
            project
            for root, project in self._session.projects.items()
            if any(other.startswith(f"{root.rstrip('/')}/") for other in moved)
        ]
        self.index({project.root: project for project in (*came, *around)}.values())

    def _check_changed(self, path: str) -> Iterator[object]:
        self._apply(path)
        project = self._session.project_of(path)
        if project is None or project.root in self._indexing:
            return  # the end of the index publishes everything
        self._publisher.publish_edited(path)
        yield path

    def _check_affected(self, reached: set[str], changed: Iterable[str]) -> None:
        for path in changed:
            reached |= self._publisher.pointing_at(path)
        self._publisher.outdate(reached)
        self._pending |= reached
        if self._pending:
            self._lane.put("affected", Urgency.AFFECTED, self._publish_pending())

    def _publish_pending(self) -> Iterator[object]:
        waiting = {
            path
            for path in self._pending
            if (project := self._session.project_of(path)) and project.root in self._indexing
        }
        self._pending -= waiting
        for path in self._publisher.publish_all(self._pending):
            self._pending.discard(path)
            yield path

    def _index(self, project: Project) -> Iterator[object]:
        started = time.perf_counter()
        try:
            with self._progress.task(f"Reading registries of {project.root.rpartition('/')[2]}") as task:
                for state in project.load():
                    task.report(state.done, state.total)
                    yield state
        finally:
            self._indexing.discard(project.root)  # or a fault here would keep the project silent for ever
        snapshot = project.snapshot
        self._publisher.outdate([*snapshot.judged(), *self._publisher.known()])
        _log.info("read %s in %.0f ms", project.root, (time.perf_counter() - started) * 1000)
        for path in self._session.documents.paths():
            if self._session.project_of(path) is project:
                self._publisher.publish_edited(path)
                yield path
        self._check_affected({*snapshot.judged(), *self._publisher.known()}, ())
