"""What every request about a place needs: the document, the present state of its project, and a byte offset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.facts.read import read_python
from cursus_registry.lsp.document import Document
from cursus_registry.lsp.to_lsp import to_lsp_location, to_lsp_range
from cursus_registry.project import Snapshot
from cursus_registry.text import Range, SourceText, Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_START = lsp.Position(0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that a client asks about."""

    server: Server
    snapshot: Snapshot
    path: str
    source: SourceText
    offset: int
    uri: str
    document: Document

    @property
    def packages(self) -> tuple[str, ...]:
        """The folders with the packages of the project's environment."""
        project = self.server.session.project_of(self.path)
        return project.package_folders if project else ()

    def offset_of(self, position: lsp.Position) -> int:
        """The offset of another position in the document that was asked about."""
        return self.document.offset(self.uri, position, self.server.session.encoding) or 0

    def range(self, span: Span) -> lsp.Range:
        """A stretch of the document, for the client."""
        return to_lsp_range(self._shown(span))

    def json_range(self, span: Span) -> dict[str, dict[str, int]]:
        """A stretch of the document as JSON."""
        start, end = self._shown(span)
        return {"start": start._asdict(), "end": end._asdict()}

    def has(self, span: Span) -> bool:
        """Whether a stretch stands in the very document that was asked about: in a notebook, in that cell."""
        return self.document.has(self.uri, span)

    def location(self, path: str, span: Span) -> lsp.Location:
        """A stretch of any file of the project, or of a Python file outside, for the client."""
        facts = self.snapshot.facts(path)
        source = self.source if path == self.path else facts.source if facts else None
        if source is None:
            source = read_python(self.snapshot.files, path) or SourceText(b"")
        return to_lsp_location(path, source.range(span, self.server.session.encoding), self.server.session)

    def _shown(self, span: Span) -> Range:
        return self.document.shown(self.source.range(span, self.server.session.encoding)).range


def asked(server: Server, uri: str, position: lsp.Position | None = None) -> Asked | None:
    """The place of a request; None if the document is not open, no file, in no project, or no Python cell."""
    document = server.session.documents.get(uri)
    if document is None or document.path is None:
        return None
    server.work.prepare(document.path)
    snapshot = server.session.snapshot_of(document)
    if snapshot is None:
        return None
    offset = document.offset(uri, position or _START, server.session.encoding)
    if offset is None:
        return None
    return Asked(server, snapshot, document.path, document.source, offset, uri, document)
