"""The texts of virtual documents, and who is told when one of them is another now.

A client that announces `workspace/textDocumentContent` asks by it, any other by a request of ours; each is told in its
own way, of the documents that it has asked for. It must not know what the texts say.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator

from cursus_registry.features.conflicts import conflicts_lines
from cursus_registry.features.effective_text import effective_lines
from cursus_registry.lsp.lane import Lane, Urgency
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.virtual_uris import Page, VirtualUri, parse_virtual
from cursus_registry.project import Project

_LINES = {Page.EFFECTIVE: effective_lines, Page.CONFLICTS: conflicts_lines}
_MOST_FOLLOWED = 32


class NoSuchDocumentError(ValueError):
    """A virtual document that there is not; the message says why."""


class VirtualDocuments:
    """All virtual documents of a session. `changed` is given the URI of one whose text is another now.

    Only the last ones that were asked for are followed: nobody says when one of them is closed.
    """

    def __init__(self, session: Session, lane: Lane, changed: Callable[[str], object]) -> None:
        self._session = session
        self._lane = lane
        self._changed = changed
        self._followed: OrderedDict[str, bytes] = OrderedDict()

    def uri_of(self, project: Project, workspace: str | None, page: Page) -> str:
        """The URI of a document; with its project's root only if several are open."""
        return str(VirtualUri(page, workspace, project.root if len(self._session.projects) > 1 else None))

    def project_of(self, uri: str) -> Project:
        """The project that a document is about. Raises NoSuchDocumentError."""
        return self._find(uri)[0]

    async def text(self, uri: str) -> str:
        """The text of a document as it is now. Raises NoSuchDocumentError."""
        text = "".join([piece async for piece in with_pauses(self._pieces(uri))])
        self._followed[uri] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        self._followed.move_to_end(uri)
        while len(self._followed) > _MOST_FOLLOWED:
            self._followed.popitem(last=False)
        return text

    def look(self) -> None:
        """Something in the projects may be another now."""
        if self._followed:
            self._lane.put("virtual documents", Urgency.INDEX, self._look())

    def _look(self) -> Iterator[object]:
        for uri, before in list(self._followed.items()):
            try:
                digest = hashlib.sha256()
                for piece in self._pieces(uri):
                    digest.update(piece.encode("utf-8", "surrogatepass"))
                    yield uri
                now = digest.digest()
            except NoSuchDocumentError:
                now = b""
            if now != before and uri in self._followed:
                self._followed[uri] = now
                self._changed(uri)

    def _pieces(self, uri: str) -> Iterator[str]:
        project, asked = self._find(uri)
        return (f"{line}\n" for line in _LINES[asked.page](project.snapshot, asked.workspace))

    def _find(self, uri: str) -> tuple[Project, VirtualUri]:
        asked = parse_virtual(uri)
        if asked is None:
            pages = " or ".join(f"/<workspace>/{page.value}" for page in Page)
            raise NoSuchDocumentError(f"{uri}: there is no such document; its path would be {pages}")
        project = self._project(uri, asked)
        if asked.workspace is not None and asked.workspace not in project.snapshot.view.index.workspaces:
            raise NoSuchDocumentError(f"{uri}: {project.root} has no workspace '{asked.workspace}'")
        return project, asked

    def _project(self, uri: str, asked: VirtualUri) -> Project:
        projects = self._session.projects
        if asked.root is not None:
            found = projects.get(asked.root.rstrip("/") or "/")
            if found is None:
                raise NoSuchDocumentError(f"{uri}: no project is open at {asked.root}")
            return found
        having = [
            one
            for one in projects.values()
            if asked.workspace is None or asked.workspace in one.snapshot.view.index.workspaces
        ]
        if len(having) == 1:
            return having[0]
        if not having:
            raise NoSuchDocumentError(f"{uri}: no project that is open has it")
        roots = ", ".join(sorted(one.root for one in having))
        raise NoSuchDocumentError(f"{uri}: several projects have it ({roots}); name one with ?root=")
