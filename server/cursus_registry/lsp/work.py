"""What follows from each event: read again, publish, index. The one place that puts jobs into the lane."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from cursus_registry.layout import SETTINGS_FILES
from cursus_registry.lsp.documents import Document
from cursus_registry.lsp.lane import Lane, Urgency
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.project import Project, Reconfigured
from cursus_registry.turns import Turns

_log = logging.getLogger(__name__)


FEW = 32
"""So many files are read as soon as they are named; of more the disk is looked over, in small steps."""


@dataclass(slots=True)
class _Following:
    """Whether the disk is being looked over, must be again, and for which projects once they are read."""

    running: bool = False
    wanted: bool = False
    late: set[str] = field(default_factory=set)


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
        self._halted: set[str] = set()
        self._searching_again = False
        self._following = _Following()
        self.looked_over: Callable[[], object] = lambda: None
        self.moved: Callable[[set[str]], object] = lambda _: None

    def open_folder(self, folder: str) -> None:
        """A folder was opened: its project is read, and others are looked for below it."""
        self.index(self._session.add_folder(folder))
        self.search()

    def search(self, *, reread: bool = False) -> None:
        """Look for projects in the opened folders; on `reread` those around one that comes or goes are read again."""
        self._searching_again = self._searching_again or reread
        self._lane.put("search", Urgency.INDEX, self.searching())

    def opened(self, document: Document) -> None:
        """A document was opened."""
        if document.path is None:
            return
        self._session.lay_over(document)
        self._publisher.opened(document.path)
        if project := self._session.find_project(document.path):
            self.index([project])
        self._resume([document.path])
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
        if gone := self._session.leave_project(path):
            self.forget(gone)
            self.follow()  # a project that has just been made in an opened folder comes back
        else:
            self.touched([path])

    def touched(self, paths: Iterable[str]) -> None:
        """Files or folders changed on disk, came, or went."""
        paths = list(dict.fromkeys(paths))
        for path in {path.rpartition("/")[0]: path for path in paths}.values():
            if self._session.project_of(path) is None and (project := self._session.find_project(path)):
                self.index([project])
        self._resume(paths)
        if any(path.rpartition("/")[2] in SETTINGS_FILES for path in paths):
            self._reconfigure(paths)
            self.search(reread=True)
        now = paths if len(paths) <= FEW else self._gone(paths)
        reached = self._session.update(now)
        self._check_affected({*now, *(path for found in reached.values() for path in found)}, now)
        if len(paths) > FEW or any(self._session.is_structural(path) for path in paths):
            self.follow()

    def follow(self) -> None:
        """Look the whole disk over, in small steps: whatever has changed there is read, and nothing else."""
        self._following.wanted = True
        if not self._following.running:
            self._following.running = True
            self._lane.put("follow", Urgency.INDEX, self._follow())

    def configured(self) -> None:
        """The editor's settings are others now."""
        for project in self._session.projects.values():
            if project.root in self._indexing and project.reconfigure() is Reconfigured.FILES:
                self.index([project])
            self._check_affected({*project.snapshot.judged(), *self._publisher.known()}, ())
        self.follow()

    def index(self, projects: Iterable[Project]) -> None:
        """Read whole projects."""
        for project in projects:
            self._lane.put(f"index {project.root}", Urgency.INDEX, self._index(project))
            self._indexing.add(project.root)  # after an older job, if there was one, has taken its mark away
            self._halted.discard(project.root)

    def forget(self, projects: Iterable[Project]) -> None:
        """Clear what was said of projects that are not looked at any more."""
        for project in projects:
            self._lane.drop(f"index {project.root}")
            self._indexing.discard(project.root)
            self._halted.discard(project.root)
            self._publisher.forget(project.root)
            below = f"{project.root.rstrip('/')}/"  # what is still shown there, a project around it may have taken over
            self._check_affected({path for path in self._publisher.known() if path.startswith(below)}, ())

    def is_indexing(self, path: str) -> bool:
        """Whether the project of a file is being read, so that nothing is known for sure of it."""
        project = self._session.project_of(path)
        return project is not None and project.root in self._indexing

    async def until_read(self, project: Project) -> None:
        """Wait until a project has been read to its end, or is not looked at any more."""
        while project.root in self._indexing:
            await asyncio.sleep(0)  # the lane works in the same turns

    def choose(self, project: Project, workspace: str | None) -> None:
        """A person wants to see a project from one of its workspaces, or from none."""
        self._check_affected(project.choose(workspace), ())

    def refresh(self) -> None:
        """Bring every edit that has arrived into the index before a request looks at it."""
        for path in list(self._stale):
            self._apply(path)

    def prepare(self, path: str) -> None:
        """Read enough of a file's project for a request to be answered, if that has not been done."""
        project = self._session.project_of(path)
        if project is not None and not project.answers:
            self._lane.hurry(f"index {project.root}", lambda: project.answers)
        self.refresh()

    def prepare_all(self) -> None:
        """The same for every project."""
        for root in list(self._session.projects):
            self.prepare(f"{root.rstrip('/')}/")

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
            reached = self._settings_files(project)
            if changed is Reconfigured.FILES:
                self.index([project])
            if changed is not Reconfigured.NOTHING:
                reached = {*project.snapshot.judged(), *self._publisher.known()}
            self._check_affected(reached, ())

    def searching(self) -> Turns[None]:
        """Read the projects that are found, and forget those that settings exclude now."""
        came, gone = yield from self._session.seek()
        self.forget(gone)
        around: list[Project] = []
        if self._searching_again:
            self._searching_again = False
            moved = [project.root for project in (*came, *gone)]
            around = [
                project
                for root, project in self._session.projects.items()
                if any(other.startswith(f"{root.rstrip('/')}/") for other in moved)
            ]
        self.index({project.root: project for project in (*came, *around)}.values())
        self.looked_over()

    def _resume(self, paths: Iterable[str]) -> None:
        """Read those projects to their end in which something has happened since a person had that stopped."""
        if self._halted:
            found = {project.root: project for path in paths if (project := self._session.project_of(path))}
            self.index(project for root, project in found.items() if root in self._halted)

    def _gone(self, paths: list[str]) -> list[str]:
        """The files with something published that were deleted: what is said of them goes at once."""
        touched = set(paths)
        return [path for path in self._publisher.known() & touched if not self._session.files.is_file(path)]

    def _follow(self) -> Iterator[object]:
        following = self._following
        try:
            while following.wanted:
                following.wanted = False
                came, gone = yield from self._session.seek()
                self.forget(gone)
                self.index(came)
                for project in list(self._session.projects.values()):
                    try:
                        yield from self._follow_project(project)
                    except Exception:  # noqa: BLE001 - a project that fails must not take the others along
                        _log.exception("%s cannot be looked over", project.root)
                self.looked_over()
        finally:
            following.running = False

    def _follow_project(self, project: Project) -> Iterator[object]:
        if project.root in self._halted:
            return
        if project.root in self._indexing:
            following = self._following
            following.late.add(project.root)  # what has changed behind the walk that is under way
            return
        changed = project.reconfigure()
        reached = yield from project.follow()
        if self._session.projects.get(project.root) is not project:
            return
        known = self._publisher.known()
        reached |= self._settings_files(project)
        if changed is not Reconfigured.NOTHING:
            reached |= {*project.snapshot.judged(), *known}
        pointing = set[str]()
        for path in sorted(reached):
            pointing |= self._publisher.pointing_at(path)
            yield path
        self._check_affected(reached | pointing, ())

    def _settings_files(self, project: Project) -> set[str]:
        """The settings files that may have something to say now, or no longer."""
        reached = {path for path in self._publisher.known() if path.rpartition("/")[2] in SETTINGS_FILES}
        return reached | ({project.settings_path} if project.settings_path else set())

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
        self.moved(reached)
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
            title = f"Reading registries of {project.root.rpartition('/')[2]}"
            with self._progress.task(title, "stopped; goes on when a file is opened or saved") as task:
                for state in project.load():
                    if task.cancelled:
                        self._halted.add(project.root)
                        _log.info("%s is read further when a file of it is opened or saved", project.root)
                        break
                    task.report(state.done, state.total)
                    yield state
        finally:
            self._indexing.discard(project.root)  # or a fault here would keep the project silent for ever
        if project.root in self._following.late:
            self._following.late.discard(project.root)
            self.follow()
        snapshot = project.snapshot
        self._publisher.outdate([*snapshot.judged(), *self._publisher.known()])
        _log.info("read %s in %.0f ms", project.root, (time.perf_counter() - started) * 1000)
        for path in self._session.documents.paths():
            if self._session.project_of(path) is project:
                self._publisher.publish_edited(path)
                yield path
        self._check_affected({*snapshot.judged(), *self._publisher.known()}, ())
        self.looked_over()
