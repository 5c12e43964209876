"""The open documents: their texts and versions as the client has sent them. It must not know what they mean."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.lsp.from_lsp import to_offset
from cursus_registry.text import Encoding, SourceText

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Document:
    """One open document. `path` is None if it is not a file."""

    uri: str
    path: str | None
    version: int
    source: SourceText


class Documents:
    """All open documents. Two spellings of one file's URI (`c%3A`, `C:`) name one document."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

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
        """A document was edited; None if it is not open, or if this edit is older than the text."""
        document = self.get(uri)
        if document is None:
            return None
        if version < document.version:
            _log.warning(
                "%s: an edit of version %d came after version %d; it is left out", uri, version, document.version
            )
            return None
        source = document.source
        for change in changes:
            source = _apply(source, change, encoding)
        return self._put(Document(document.uri, document.path, version, source))

    def close(self, uri: str) -> Document | None:
        """A document was closed."""
        return self._open.pop(_key(uri), None)

    def get(self, uri: str) -> Document | None:
        """The open document of a URI."""
        return self._open.get(_key(uri))

    def at(self, path: str) -> Document | None:
        """The open document of a path."""
        return self._open.get(path)

    def paths(self) -> list[str]:
        """The paths of all open documents that are files."""
        return [document.path for document in self._open.values() if document.path is not None]

    def _put(self, document: Document) -> Document:
        self._open[_key(document.uri)] = document
        return document


@lru_cache(maxsize=1024)
def _key(uri: str) -> str:
    """The path of a file, which begins with a slash or a drive; the URI of anything else, which does not."""
    return to_path(uri) or uri


def _apply(source: SourceText, change: lsp.TextDocumentContentChangeEvent, encoding: Encoding) -> SourceText:
    new = change.text.encode("utf-8", "surrogatepass")
    if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
        return SourceText(new)
    start = to_offset(source, change.range.start, encoding)
    end = max(start, to_offset(source, change.range.end, encoding))
    return SourceText(source.data[:start] + new + source.data[end:])
