"""A notebook that is open: its cells as the client has sent them, and the one text in which they are read.

The client knows cells, each a document with a URI and a version of its own; the rest of the house knows the path of the
notebook and offsets in the joined text. This is where the one becomes the other.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lsprotocol import types as lsp

from cursus_registry.lsp.document import Document, Shown, edited
from cursus_registry.lsp.from_lsp import to_offset
from cursus_registry.syntax.cells import join_cells
from cursus_registry.text import Encoding, Position, Range, SourceText, Span

PYTHON = "python"


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell, and the language that the client gives it."""

    version: int
    language: str
    source: SourceText


@dataclass(frozen=True, slots=True)
class Notebook(Document):
    """The cells in their order. `source` is the text of those of Python; `starts` and `lines` say where each begins.

    Any other cell has no text there, but a place.
    """

    cells: tuple[lsp.NotebookCell, ...] = ()
    texts: Mapping[str, CellText] = field(default_factory=dict)
    starts: array[int] = field(default_factory=lambda: array("Q"))
    lines: array[int] = field(default_factory=lambda: array("Q"))

    def offset(self, uri: str, position: lsp.Position, encoding: Encoding) -> int | None:
        """See Document: None for what is no cell of Python here."""
        at = self._number(uri)
        return None if at is None else self.starts[at] + to_offset(self.texts[uri].source, position, encoding)

    def shown(self, place: Range) -> Shown:
        """See Document: in the cell that the range begins in, and not beyond its last line."""
        at = bisect_right(self.lines, place.start.line) - 1
        if at < 0:
            return Shown(self.uri, place)
        uri, first = self.cells[at].document, self.lines[at]
        last = len(self.texts[uri].source.line_starts) - 1 if uri in self.texts else 0
        start, end = (Position(min(max(one.line - first, 0), last), one.character) for one in place)
        return Shown(uri, Range(start, end))

    def has(self, uri: str, span: Span) -> bool:
        """See Document."""
        at = self._number(uri)
        return at is not None and bisect_right(self.starts, span.start) - 1 == at

    def first_line(self, uri: str) -> int:
        """See Document."""
        at = self._number(uri)
        return 0 if at is None else self.lines[at]

    def parts(self) -> Iterable[tuple[str, int]]:
        """See Document: the cells of Python."""
        uris = (cell.document for cell in self.cells if _is_code(cell, self.texts))
        return ((uri, self.texts[uri].version) for uri in uris)

    def changed(self, version: int, change: lsp.NotebookDocumentChangeEvent, encoding: Encoding) -> Notebook:
        """The notebook after cells have come, gone, moved, or been edited."""
        if change.cells is None:
            return replace(self, version=version)
        cells, texts = list(self.cells), dict(self.texts)
        if (structure := change.cells.structure) is not None:
            at, gone = structure.array.start, structure.array.delete_count
            cells[at : at + gone] = structure.array.cells or ()
            for closed in structure.did_close or ():
                texts.pop(closed.uri, None)
            texts |= _texts_of(structure.did_open or ())
        for edit in change.cells.text_content or ():
            _edit(texts, edit, encoding)
        other = {cell.document: cell for cell in change.cells.data or ()}
        return make_notebook(self, version, [other.get(cell.document, cell) for cell in cells], texts)

    def _number(self, uri: str) -> int | None:
        cells = enumerate(self.cells)
        return next((at for at, cell in cells if cell.document == uri and _is_code(cell, self.texts)), None)


def open_notebook(
    uri: str, path: str | None, opened: lsp.NotebookDocument, texts: Iterable[lsp.TextDocumentItem]
) -> Notebook:
    """A notebook as it is opened."""
    nothing = Notebook(uri, path, opened.version, SourceText(b""))
    return make_notebook(nothing, opened.version, opened.cells, _texts_of(texts))


def make_notebook(
    before: Notebook, version: int, cells: Iterable[lsp.NotebookCell], texts: Mapping[str, CellText]
) -> Notebook:
    """A version of a notebook with these cells; one that comes twice counts once, and without its text not as code."""
    ordered = tuple({cell.document: cell for cell in cells}.values())
    joined = join_cells(texts[cell.document].source.data if _is_code(cell, texts) else b"" for cell in ordered)
    source = SourceText(joined.data)
    return replace(
        before,
        version=version,
        source=source,
        cells=ordered,
        texts=texts,
        starts=joined.starts,
        lines=array("Q", map(source.line_at, joined.starts)),
    )


def _is_code(cell: lsp.NotebookCell, texts: Mapping[str, CellText]) -> bool:
    text = texts.get(cell.document)
    return cell.kind == lsp.NotebookCellKind.Code and text is not None and text.language == PYTHON


def _texts_of(items: Iterable[lsp.TextDocumentItem]) -> dict[str, CellText]:
    return {item.uri: CellText(item.version, item.language_id, SourceText.from_str(item.text)) for item in items}


def _edit(texts: dict[str, CellText], edit: lsp.NotebookDocumentCellContentChanges, encoding: Encoding) -> None:
    """Put the edits of a cell into its text, unless they are older than it."""
    uri, version = edit.document.uri, edit.document.version
    text = texts.get(uri)
    if text is not None and version >= text.version:
        texts[uri] = replace(text, version=version, source=edited(text.source, edit.changes, encoding))
