"""One open document as the client has sent it, and how a place in its text is one that the client knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lsprotocol import types as lsp

from cursus_registry.lsp.from_lsp import to_offset
from cursus_registry.text import Encoding, Range, SourceText, Span


class Shown(NamedTuple):
    """A range as the client has it: in which of its documents, and where there."""

    uri: str
    range: Range


@dataclass(frozen=True, slots=True)
class Document:
    """One open document. `path` is None if it is not a file."""

    uri: str
    path: str | None
    version: int
    source: SourceText

    def offset(self, uri: str, position: lsp.Position, encoding: Encoding) -> int | None:  # noqa: ARG002 - see Notebook
        """The offset in the text of a position that the client tells; None where the text has no such part."""
        return to_offset(self.source, position, encoding)

    def shown(self, place: Range) -> Shown:
        """A range of the text, for the client."""
        return Shown(self.uri, place)

    def has(self, uri: str, span: Span) -> bool:  # noqa: ARG002
        """Whether a stretch of the text stands in the document that the client calls so."""
        return True

    def first_line(self, uri: str) -> int:  # noqa: ARG002
        """The line of the text on which the client's document begins."""
        return 0

    def parts(self) -> Iterable[tuple[str, int]]:
        """The documents that the client has of it, with their versions."""
        return ((self.uri, self.version),)


def edited(source: SourceText, changes: Sequence[lsp.TextDocumentContentChangeEvent], encoding: Encoding) -> SourceText:
    """A text after some changes, each of which speaks of what the one before has left."""
    for change in changes:
        source = _apply(source, change, encoding)
    return source


def _apply(source: SourceText, change: lsp.TextDocumentContentChangeEvent, encoding: Encoding) -> SourceText:
    new = change.text.encode("utf-8", "surrogatepass")
    if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
        return SourceText(new)
    start = to_offset(source, change.range.start, encoding)
    end = max(start, to_offset(source, change.range.end, encoding))
    return SourceText(source.data[:start] + new + source.data[end:])
