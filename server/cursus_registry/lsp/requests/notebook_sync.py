"""notebookDocument/didOpen, didChange, didSave, didClose: the cells of notebooks as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.layout import NOTEBOOK_SUFFIX
from cursus_registry.lsp.notebook import PYTHON

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_OPTIONS = lsp.NotebookDocumentSyncOptions(
    [
        lsp.NotebookDocumentFilterWithNotebook(
            lsp.NotebookDocumentFilterPattern(f"**/*{NOTEBOOK_SUFFIX}", scheme="file"),
            [lsp.NotebookCellLanguage(PYTHON)],
        )
    ]
)


def register(server: Server) -> None:
    """Register the synchronisation of notebooks. What is saved is seen on the disk when the notebook is closed."""
    documents = server.session.documents

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN, _OPTIONS)
    def did_open(params: lsp.DidOpenNotebookDocumentParams) -> None:
        server.work.opened(documents.open_notebook(params.notebook_document, params.cell_text_documents))

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def did_change(params: lsp.DidChangeNotebookDocumentParams) -> None:
        identifier = params.notebook_document
        encoding = server.session.encoding
        notebook = documents.change_notebook(identifier.uri, identifier.version, params.change, encoding)
        if notebook is not None:
            server.work.changed(notebook)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseNotebookDocumentParams) -> None:
        notebook = documents.close_notebook(params.notebook_document.uri)
        if notebook is not None and notebook.path is not None:
            server.work.closed(notebook.path)
