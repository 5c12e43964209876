"""Diagnostics for a client that asks: when an answer can be given, what is in it, and when to ask again.

While a project is being read for the first time a question waits for the end of it. The other way, to refuse it and
have it asked again, makes some clients ask at once and all the time. It must not know what is found, nor push anything.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.files.uris import to_path
from cursus_registry.lsp.publish import Publisher, result_id
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import diagnostic_shape, to_lsp_diagnostic
from cursus_registry.lsp.work import Work

WAIT_SECONDS = 0.02
SLICE_SECONDS = 0.005
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

    async def document(self, uri: str, previous: str | None) -> lsp.DocumentDiagnosticReport:
        """The report on one document, with those on others that this client has old answers for, if it takes them."""
        path = to_path(uri)
        if path is None:
            return lsp.RelatedFullDocumentDiagnosticReport([])
        with self._publisher.asked(path):
            await self._until_read(path)
        self._work.refresh()
        found = self._publisher.answer(path)
        related = self._related(path) or None
        identity = result_id(found)
        if previous == identity:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(identity, related)
        return lsp.RelatedFullDocumentDiagnosticReport(self._shown(found), related, result_id=identity)

    async def workspace(self, previous: Mapping[str, str]) -> AsyncIterator[Report]:
        """The reports on all files with findings, and on those that the client had some of, one after the other."""
        self._publisher.take_back_all()
        had = {path: (uri, identity) for uri, identity in previous.items() if (path := to_path(uri)) is not None}
        with self._publisher.asked(None):
            for root in list(self._session.projects):
                await self._until_read(f"{root.rstrip('/')}/")
            started = time.perf_counter()
            for path in self._paths(had):
                self._work.refresh()
                if report := self._report(path, had.get(path)):
                    yield report
                if time.perf_counter() - started > SLICE_SECONDS:
                    await asyncio.sleep(0)
                    started = time.perf_counter()

    def _paths(self, had: Mapping[str, object]) -> list[str]:
        """The open documents first; files with an old answer are among them, whatever the client says that it has."""
        paths = {path for project in self._session.projects.values() for path in project.snapshot.judged()}
        is_open = set(self._session.documents.paths())
        return sorted({*paths, *had, *self._publisher.known()}, key=lambda path: (path not in is_open, path))

    def _report(self, path: str, had: tuple[str, str] | None) -> Report | None:
        """The report on one file; none where nothing is found, and the client knows it."""
        uri = had[0] if had else self._publisher.uri(path)
        is_shown = had is not None or self._publisher.is_shown(path)
        found = self._publisher.answer(path)
        document = self._session.documents.at(path)
        version = document.version if document else None
        if not found:
            return lsp.WorkspaceFullDocumentDiagnosticReport(uri, [], version) if is_shown else None
        identity = result_id(found)
        if had and had[1] == identity:
            return lsp.WorkspaceUnchangedDocumentDiagnosticReport(uri, identity, version)
        return lsp.WorkspaceFullDocumentDiagnosticReport(uri, self._shown(found), version, result_id=identity)

    def _related(
        self, path: str
    ) -> dict[str, lsp.FullDocumentDiagnosticReport | lsp.UnchangedDocumentDiagnosticReport]:
        known = self._session.client.text_document
        if not (known and known.diagnostic and known.diagnostic.related_document_support):
            return {}
        found = {other: self._publisher.answer(other) for other in self._publisher.late_answers(path)}
        return {
            self._publisher.uri(other): lsp.FullDocumentDiagnosticReport(self._shown(one), result_id=result_id(one))
            for other, one in found.items()
        }

    def _shown(self, found: list[Diagnostic]) -> list[lsp.Diagnostic]:
        shape = diagnostic_shape(self._session.client)
        return [to_lsp_diagnostic(one, shape) for one in found]

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
