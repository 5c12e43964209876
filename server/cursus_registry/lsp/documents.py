"""The open documents: their texts and versions as the client has sent them. It must not know what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.lsp.from_lsp import to_offset
from cursus_registry.text import Encoding, SourceText


@dataclass(frozen=True, slots=True)
class Document:
    """One open document. `path` is None if it is not a file."""

    uri: str
    path: str | None
    version: int
    source: SourceText


class Documents:
    """All open documents, by URI and by path."""

    def __init__(self) -> None:
        self._by_uri: dict[str, Document] = {}
        self._by_path: dict[str, Document] = {}

    def open(self, uri: str, version: int, text: str) -> Document:
        """A document was opened."""
        return self._put(Document(uri, to_path(uri), version, SourceText.from_str(text)))

    def change(
        self,
        uri: str,
        version: int,
        changes: Sequence[lsp.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Document | None:
        """A document was edited; None if it is not open."""
        document = self._by_uri.get(uri)
        if document is None:
            return None
        source = document.source
        for change in changes:
            source = _apply(source, change, encoding)
        return self._put(Document(uri, document.path, version, source))

    def close(self, uri: str) -> Document | None:
        """A document was closed."""
        document = self._by_uri.pop(uri, None)
        if document and document.path:
            self._by_path.pop(document.path, None)
        return document

    def get(self, uri: str) -> Document | None:
        """The open document of a URI."""
        return self._by_uri.get(uri)

    def at(self, path: str) -> Document | None:
        """The open document of a path."""
        return self._by_path.get(path)

    def paths(self) -> list[str]:
        """The paths of all open documents that are files."""
        return list(self._by_path)

    def _put(self, document: Document) -> Document:
        self._by_uri[document.uri] = document
        if document.path is not None:
            self._by_path[document.path] = document
        return document


def _apply(source: SourceText, change: lsp.TextDocumentContentChangeEvent, encoding: Encoding) -> SourceText:
    new = change.text.encode("utf-8", "surrogatepass")
    if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
        return SourceText(new)
    start = to_offset(source, change.range.start, encoding)
    end = max(start, to_offset(source, change.range.end, encoding))
    return SourceText(source.data[:start] + new + source.data[end:])
