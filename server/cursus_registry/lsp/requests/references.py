"""textDocument/references: what the index knows at once, then what a search through the texts finds, piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.features.place import find_place
from cursus_registry.features.references import Kind, Reference, references, search_strings, subject_at
from cursus_registry.lsp.json_location import to_json_location
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.lsp.progress import Task
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.pull import WAIT_SECONDS
from cursus_registry.lsp.requests.locations import all_snapshots
from cursus_registry.lsp.requests.place import Asked, asked

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

PIECE = 100
_Location = dict[str, Any]


def register(server: Server) -> None:
    """Register the request."""

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES, lsp.ReferenceOptions(work_done_progress=True))
    def answer(params: lsp.ReferenceParams) -> Coroutine[Any, Any, JsonAnswer | None] | None:
        place = asked(server, params.text_document.uri, params.position)
        return _find(server, params) if place and _may_stand(server, place) else None


def _may_stand(server: Server, place: Asked) -> bool:
    """Whether a step or a class stands at a place; while its project is being read, whether one could."""
    where = place.snapshot, place.path, place.offset
    return subject_at(*where) is not None or (server.work.is_indexing(place.path) and find_place(*where) is not None)


async def _find(server: Server, params: lsp.ReferenceParams) -> JsonAnswer | None:
    """The whole answer. A project that is being read is waited for: half of the places would look like all."""
    with server.reporter.asked(params.work_done_token, "Looking for references") as task:
        await _until_read(server, params, task)
        place = asked(server, params.text_document.uri, params.position)
        subject = subject_at(place.snapshot, place.path, place.offset) if place else None
        if place is None or subject is None:
            return None
        shown = _Shown(server, params)
        snapshots = all_snapshots(server, place.snapshot.root)
        shown.add(references(snapshots, subject))
        total = sum(len(snapshot.view.index.files) for snapshot in snapshots) * len(subject.steps)
        async for done, found in with_pauses(enumerate(search_strings(snapshots, subject.steps), 1)):
            shown.add(found)
            if task.cancelled:
                break
            task.report(done, total)
        return shown.rest()


async def _until_read(server: Server, params: lsp.ReferenceParams, task: Task) -> None:
    """Wait for the projects that are being read. Raises JsonRpcContentModified if the text is edited meanwhile."""
    document = server.session.documents.get(params.text_document.uri)
    version = document.version if document else None
    while not task.cancelled and any(
        server.work.is_indexing(f"{root.rstrip('/')}/") for root in server.session.projects
    ):
        await asyncio.sleep(WAIT_SECONDS)
    document = server.session.documents.get(params.text_document.uri)
    if version != (document.version if document else None):
        raise JsonRpcContentModified("the text has changed since the question")


class _Shown:
    """What the client gets: in pieces, if it has a token for that; then the answer itself is empty."""

    def __init__(self, server: Server, params: lsp.ReferenceParams) -> None:
        self._server = server
        self._token = params.partial_result_token
        self._declarations = params.context.include_declaration
        self._waiting: list[_Location] = []

    def add(self, found: Iterable[Reference]) -> None:
        """More places."""
        wanted = (one for one in found if self._declarations or one.kind is not Kind.DECLARATION)
        self._waiting += [to_json_location(self._server, one.path, one.source, one.span) for one in wanted]
        if self._token is not None:
            while len(self._waiting) >= PIECE:
                self._send(self._waiting[:PIECE])
                self._waiting = self._waiting[PIECE:]

    def rest(self) -> JsonAnswer:
        """The answer: what has not been sent yet."""
        if self._token is None:
            return JsonAnswer(self._waiting or None)
        if self._waiting:
            self._send(self._waiting)
        return JsonAnswer([])

    def _send(self, piece: list[_Location]) -> None:
        self._server.protocol.notify(lsp.PROGRESS, lsp.ProgressParams(self._token or 0, piece))
