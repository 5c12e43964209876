"""What every request about a place needs: the document, the present state of its project, and a byte offset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.facts.read import read_python
from cursus_registry.lsp.from_lsp import to_offset
from cursus_registry.lsp.to_lsp import to_lsp_range
from cursus_registry.project import Snapshot
from cursus_registry.text import SourceText, Span

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that a client asks about."""

    server: Server
    snapshot: Snapshot
    path: str
    source: SourceText
    offset: int

    @property
    def packages(self) -> tuple[str, ...]:
        """The folders with the packages of the project's environment."""
        project = self.server.session.project_of(self.path)
        return project.package_folders if project else ()

    def range(self, span: Span) -> lsp.Range:
        """A stretch of the document, for the client."""
        return to_lsp_range(self.source.range(span, self.server.session.encoding))

    def json_range(self, span: Span) -> dict[str, dict[str, int]]:
        """A stretch of the document as JSON."""
        start, end = self.source.range(span, self.server.session.encoding)
        return {"start": start._asdict(), "end": end._asdict()}

    def range_in(self, path: str, span: Span) -> lsp.Range:
        """A stretch of any file of the project, or of a Python file outside, for the client."""
        facts = self.snapshot.facts(path)
        source = self.source if path == self.path else facts.source if facts else None
        if source is None:
            source = read_python(self.snapshot.files, path) or SourceText(b"")
        return to_lsp_range(source.range(span, self.server.session.encoding))


def asked(server: Server, uri: str, position: lsp.Position | None = None) -> Asked | None:
    """The place of a request; None if the document is not open, no file, or in no project."""
    document = server.session.documents.get(uri)
    if document is None or document.path is None:
        return None
    server.work.prepare(document.path)
    snapshot = server.session.snapshot_of(document)
    if snapshot is None:
        return None
    offset = to_offset(document.source, position, server.session.encoding) if position else 0
    return Asked(server, snapshot, document.path, document.source, offset)
