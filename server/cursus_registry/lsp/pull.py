"""Diagnostics for a client that asks: when an answer can be given, what is in it, and when to ask again.

While a project is being read for the first time a question waits for the end of it. The other way, to refuse it and
have it asked again, makes some clients ask at once and all the time. It must not know what is found, nor push anything.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping
from weakref import WeakKeyDictionary

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.lsp.notebook import Notebook
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.lsp.publish import Publisher, result_id
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import diagnostic_shape, to_lsp_diagnostic
from cursus_registry.lsp.work import Work
from cursus_registry.project import Project

WAIT_SECONDS = 0.02
ASK_SECONDS = 0.25
ANSWER_SECONDS = 5.0
_log = logging.getLogger(__name__)

Report = lsp.WorkspaceFullDocumentDiagnosticReport | lsp.WorkspaceUnchangedDocumentDiagnosticReport


class Pull:
    """Answers to one client's questions."""

    def __init__(self, session: Session, work: Work, publisher: Publisher) -> None:
        self._session = session
        self._work = work
        self._publisher = publisher
        self._told: dict[str, dict[str, str]] = {}  # of notebooks: what the client was told last of each cell
        self._gone: set[str] = set()  # cells that are no more, as the last answer about all files has said
        self._judged = WeakKeyDictionary[Project, tuple[int, list[str]]]()

    async def document(self, uri: str, previous: str | None) -> lsp.DocumentDiagnosticReport:
        """The report on one document, with those on others that this client has old answers for, if it takes them."""
        path = self._session.documents.path_of(uri)
        if path is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        with self._publisher.asked(path):
            await self._until_read(path)
        self._work.refresh()
        found = self._publisher.answer(path)
        related = {**self._related(path), **self._other_cells(path, uri, found)} or None
        full = self._full(path, uri, found)
        if full.result_id is not None and previous == full.result_id:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(full.result_id, related)
        return lsp.RelatedFullDocumentDiagnosticReport(full.items, related, result_id=full.result_id)

    async def workspace(self, previous: Mapping[str, str]) -> AsyncIterator[Report]:
        """The reports on all files with findings, and on those that the client had some of, one after the other."""
        self._publisher.take_back_all()
        had: dict[str, dict[str, str]] = {}
        for uri, identity in previous.items():
            if (path := self._session.documents.path_of(uri)) is not None:
                had.setdefault(path, {})[uri] = identity
        with self._publisher.asked(None):
            for root in list(self._session.projects):
                await self._until_read(f"{root.rstrip('/')}/")
            self._work.refresh()
            async for path in with_pauses(self._paths(had)):
                self._work.refresh()
                for report in self._reports(path, had.get(path, {})):
                    yield report
            for uri in self._gone_cells():
                yield lsp.WorkspaceFullDocumentDiagnosticReport(uri, [])

    def _paths(self, had: Mapping[str, object]) -> list[str]:
        """The open documents first; files with an old answer are among them, whatever the client says that it has."""
        judged = {path for project in self._session.projects.values() for path in self._judged_in(project)}
        is_open = set(self._session.documents.paths())
        quiet = self._publisher.answer_quiet(judged - is_open - had.keys())
        paths = {*(judged - quiet), *had, *self._publisher.known(), *self._publisher.asked_alone()}
        return [*sorted(paths & is_open), *sorted(paths - is_open)]

    def _judged_in(self, project: Project) -> list[str]:
        """The files of a project that can have findings, kept for the next question: mostly nothing has changed."""
        snapshot, kept = project.snapshot, self._judged.get(project)
        if kept is None or kept[0] != snapshot.revision:
            kept = self._judged[project] = (snapshot.revision, snapshot.judged())
        return kept[1]

    def _reports(self, path: str, had: Mapping[str, str]) -> Iterable[Report]:
        """The reports on one file, on a notebook that is open one for each cell; none where nothing is found, and the
        client knows it. `had` has what it was told before, by URI."""
        if self._publisher.is_lost(path):
            had = dict.fromkeys(had, "")
        was_shown = self._publisher.may_be_shown(path)
        found = self._publisher.answer_in_passing(path)
        if not (found or had or was_shown):
            return ()
        document = self._session.documents.at(path)
        if isinstance(document, Notebook):
            versions: dict[str, int | None] = {**dict.fromkeys(had), **dict(document.parts())}
        else:
            version = document.version if document else None
            if found and set(had.values()) == {self._publisher.identity(path, found)}:
                return [lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, had[uri], version) for uri in had]
            versions = dict.fromkeys(had or (self._publisher.uri(path),), version)
        return self._changed(path, found, versions, had, was_shown=was_shown)

    def _gone_cells(self) -> set[str]:
        """The cells that the client was told of and that are no more. They are named twice: the first time an editor
        may still wait for an answer about one, and leave alone what it is told meanwhile."""
        before, self._gone = self._gone, set()
        for path, told in list(self._told.items()):
            document = self._session.documents.at(path)
            there = dict(document.parts()) if isinstance(document, Notebook) else {}
            self._gone |= told.keys() - there.keys()
            self._told[path] = {uri: name for uri, name in told.items() if uri in there}
            if not self._told[path]:
                del self._told[path]
        return self._gone | {uri for uri in before if self._session.documents.path_of(uri) is None}

    def _changed(
        self,
        path: str,
        found: list[Diagnostic],
        versions: Mapping[str, int | None],
        had: Mapping[str, str],
        *,
        was_shown: bool,
    ) -> Iterator[Report]:
        """The reports on documents of one file that the client may have something else of."""
        for uri, version in versions.items():
            full = self._full(path, uri, found)
            if not full.items:
                if uri in had or was_shown:
                    yield lsp.WorkspaceFullDocumentDiagnosticReport(uri, [], version)
            elif had.get(uri) == full.result_id:
                yield lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, str(full.result_id), version)
            else:
                yield lsp.WorkspaceFullDocumentDiagnosticReport(uri, full.items, version, result_id=full.result_id)

    def _full(self, path: str, uri: str, found: list[Diagnostic]) -> lsp.FullDocumentDiagnosticReport:
        """What was found in a file, for one of the client's documents: of a notebook what is in that cell."""
        if not isinstance(self._session.documents.at(path), Notebook):
            return lsp.FullDocumentDiagnosticReport(self._shown(found), result_id=self._publisher.identity(path, found))
        part = self._publisher.parts(path, found).get(uri)
        items = part.diagnostics if part else []
        told = self._told.setdefault(path, {})
        told[uri] = result_id(items)
        return lsp.FullDocumentDiagnosticReport(items, result_id=told[uri])

    def _related(
        self, path: str
    ) -> dict[str, lsp.FullDocumentDiagnosticReport | lsp.UnchangedDocumentDiagnosticReport]:
        if not self._takes_related:
            return {}
        found = {other: self._publisher.answer(other) for other in self._publisher.late_answers(path)}
        return {
            uri: self._full(other, uri, one)
            for other, one in found.items()
            for uri in self._publisher.parts(other, one)
        }

    def _other_cells(
        self, path: str, uri: str, found: list[Diagnostic]
    ) -> dict[str, lsp.FullDocumentDiagnosticReport | lsp.UnchangedDocumentDiagnosticReport]:
        """The reports on the other cells of a notebook that the client has old answers for: one may be due to another.

        A client that does not take them is made to ask.
        """
        if not isinstance(self._session.documents.at(path), Notebook):
            return {}
        told, parts = self._told.get(path, {}), self._publisher.parts(path, found)
        late = [
            other
            for other, part in parts.items()
            if other != uri and other in told and told[other] != result_id(part.diagnostics)
        ]
        if late and not self._takes_related:
            self._publisher.ask_again()
            return {}
        return {other: self._full(path, other, found) for other in late}

    @property
    def _takes_related(self) -> bool:
        known = self._session.client.text_document
        return bool(known and known.diagnostic and known.diagnostic.related_document_support)

    def _shown(self, found: list[Diagnostic]) -> list[lsp.Diagnostic]:
        shape = diagnostic_shape(self._session.client)
        return [to_lsp_diagnostic(one, shape, self._session) for one in found]

    async def _until_read(self, path: str) -> None:
        while self._work.is_indexing(path):
            await asyncio.sleep(WAIT_SECONDS)


class Asker:
    """Makes the client ask again: at once, and then not more often than a person can notice.

    One that never answers is not waited for longer than it takes to be sure of it.
    """

    def __init__(self, send: Callable[[], Coroutine[object, object, object]]) -> None:
        self._send = send
        self._task: asyncio.Task[None] | None = None
        self._wanted = False

    def ask(self) -> None:
        """There is a reason to ask again."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self._wanted:
            self._wanted = False
            sent = asyncio.ensure_future(self._send())
            await asyncio.wait([sent], timeout=ANSWER_SECONDS)
            if sent.done() and (error := sent.exception()):
                _log.info("the client does not ask again: %s", error)
            await asyncio.sleep(ASK_SECONDS)
