"""The open documents: their texts and versions as the client has sent them. It must not know what they mean."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.layout import NOTEBOOK_SUFFIX
from cursus_registry.lsp.document import Document, edited
from cursus_registry.lsp.notebook import Notebook, open_notebook
from cursus_registry.text import Encoding, SourceText

__all__ = ["Document", "Documents", "Notebook"]

_log = logging.getLogger(__name__)


class Documents:
    """All open documents. Two spellings of one file's URI (`c%3A`, `C:`) name one document.

    A notebook is one, and the URIs of its cells name it, too.
    """

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}
        self._cells: dict[str, str] = {}

    def open(self, uri: str, version: int, text: str) -> Document:
        """A document was opened."""
        return self._put(Document(uri, _path(uri), version, SourceText.from_str(text)))

    def change(
        self,
        uri: str,
        version: int,
        changes: Sequence[lsp.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Document | None:
        """A document was edited; None if it is not open, or if this edit is older than the text."""
        document = self._open.get(_key(uri))
        if document is None or isinstance(document, Notebook) or _is_late(document, version):
            return None
        source = edited(document.source, changes, encoding)
        return self._put(replace(document, version=version, source=source))

    def close(self, uri: str) -> Document | None:
        """A document was closed."""
        document = self._open.get(_key(uri))
        return None if document is None or isinstance(document, Notebook) else self._open.pop(_key(uri))

    def open_notebook(self, opened: lsp.NotebookDocument, texts: Sequence[lsp.TextDocumentItem]) -> Notebook:
        """A notebook was opened, with the texts of its cells."""
        return self._put_notebook(open_notebook(opened.uri, _path(opened.uri), opened, texts))

    def change_notebook(
        self, uri: str, version: int, change: lsp.NotebookDocumentChangeEvent, encoding: Encoding
    ) -> Notebook | None:
        """Cells of a notebook were changed; None if it is not open, or if this change is older than what is there."""
        document = self._open.get(_key(uri))
        if not isinstance(document, Notebook) or _is_late(document, version):
            return None
        return self._put_notebook(document.changed(version, change, encoding))

    def close_notebook(self, uri: str) -> Notebook | None:
        """A notebook was closed, and its cells with it."""
        document = self._open.get(_key(uri))
        if not isinstance(document, Notebook):
            return None
        self._forget_cells(_key(uri))
        del self._open[_key(uri)]
        return document

    def get(self, uri: str) -> Document | None:
        """The open document of a URI; of a cell the notebook that it is in."""
        return self._open.get(self._cells.get(uri) or _key(uri))

    def at(self, path: str) -> Document | None:
        """The open document of a path."""
        return self._open.get(path)

    def path_of(self, uri: str) -> str | None:
        """The path that a URI means, open or not: of a cell that of its notebook. None for what is no file."""
        document = self.get(uri)
        return document.path if document else _path(uri)

    def paths(self) -> list[str]:
        """The paths of all open documents that are files."""
        return [document.path for document in self._open.values() if document.path is not None]

    def _put(self, document: Document) -> Document:
        self._forget_cells(_key(document.uri))
        self._open[_key(document.uri)] = document
        return document

    def _put_notebook(self, notebook: Notebook) -> Notebook:
        self._put(notebook)
        self._cells |= dict.fromkeys((cell.document for cell in notebook.cells), _key(notebook.uri))
        return notebook

    def _forget_cells(self, key: str) -> None:
        before = self._open.get(key)
        for cell in before.cells if isinstance(before, Notebook) else ():
            if self._cells.get(cell.document) == key:
                del self._cells[cell.document]


def _is_late(document: Document, version: int) -> bool:
    late = version < document.version
    if late:
        _log.warning(
            "%s: an edit of version %d came after version %d; it is left out", document.uri, version, document.version
        )
    return late


def _key(uri: str) -> str:
    """The path of a file, which begins with a slash or a drive; the URI of anything else, which does not."""
    return _path(uri) or uri


@lru_cache(maxsize=8192)  # as many as one question for all diagnostics may name again and again
def _path(uri: str) -> str | None:
    """The path of a file; a part of a notebook (`…/a.ipynb#cell`) is none."""
    path = to_path(uri)
    is_part = path is not None and path.endswith(NOTEBOOK_SUFFIX) and bool(urlsplit(uri).fragment)
    return None if is_part else path
