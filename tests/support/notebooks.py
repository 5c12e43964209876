"""Notebooks in the hands of a test: as files, and as an editor that knows cells sends them.

The cells of one are written as one text, each behind a line `# %%` (`# %% markdown`, `# %% sql` for other languages).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support.fixture import CURSOR, Note, parse_fixture
from support.server import Desk

NOTEBOOK = "/notebooks/fraud.ipynb"
IMPORT = "from cursus.registry.step_names import get_config_class_name"


class CellText(NamedTuple):
    """A cell as a test writes it."""

    language: str
    text: str


def cells_of(text: str) -> list[CellText]:
    """The cells of a text; what stands before the first mark is one of Python."""
    found: list[tuple[str, list[str]]] = [("python", [])]
    for line in text.strip("\n").split("\n"):
        if line.startswith("# %%"):
            found.append((line.removeprefix("# %%").strip() or "python", []))
        else:
            found[-1][1].append(line)
    cells = [CellText(language, "\n".join(lines)) for language, lines in found]
    return cells if cells[0].text else cells[1:]


def to_json(cells: list[CellText], *, indent: int | None = 1, as_lines: bool = True, **options: Any) -> str:
    """The text of a notebook's file; `options` are those of `json.dumps`."""
    shown = []
    for language, text in cells:
        source: Any = text.splitlines(keepends=True) if as_lines else text
        cell: dict[str, Any] = {"cell_type": "markdown" if language == "markdown" else "code", "metadata": {}}
        if language not in {"python", "markdown"}:
            cell["metadata"] = {"vscode": {"languageId": language}}
        if language != "markdown":
            cell |= {"execution_count": None, "outputs": [{"output_type": "stream", "text": ['get_step("Nope")\n']}]}
        shown.append({**cell, "source": source})
    metadata = {"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "python"}}
    notebook = {"cells": shown, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=indent, **options)


def cell_uri(path: str, number: int) -> str:
    """The URI of a cell as Visual Studio Code makes it."""
    return to_uri(path).replace("file:", "vscode-notebook-cell:", 1) + f"#W{number}sZmlsZQ%3D%3D"


@dataclass
class OpenNotebook:
    """A notebook that is open in an editor. Cells are named by the number that they were given when they came."""

    desk: Desk
    path: str = NOTEBOOK
    version: int = 1
    order: list[int] = field(default_factory=list)
    texts: dict[int, CellText] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)

    def uri(self, number: int) -> str:
        return cell_uri(self.path, number)

    def open(self, cells: list[CellText] | str) -> OpenNotebook:
        cells = cells_of(cells) if isinstance(cells, str) else cells
        items = [self._come(number, cell) for number, cell in enumerate(cells)]
        opened = lsp.NotebookDocument(to_uri(self.path), "jupyter-notebook", 1, [self._cell(at) for at in self.order])
        self.desk.ask(lsp.NOTEBOOK_DOCUMENT_DID_OPEN, lsp.DidOpenNotebookDocumentParams(opened, items))
        return self

    def type(self, number: int, text: str) -> None:
        """Put another text in a cell."""
        self.edit(number, text, lsp.TextDocumentContentChangeWholeDocument(text))

    def edit(self, number: int, after: str, *changes: lsp.TextDocumentContentChangeEvent) -> None:
        """Change a cell; `after` is the text that the editor then shows."""
        self.versions[number] += 1
        self.texts[number] = self.texts[number]._replace(text=after)
        identifier = lsp.VersionedTextDocumentIdentifier(self.versions[number], self.uri(number))
        content = lsp.NotebookDocumentCellContentChanges(identifier, changes)
        self._change(lsp.NotebookDocumentCellChanges(text_content=[content]))

    def splice(self, start: int, gone: int, *cells: CellText) -> None:
        """Take cells out at a place, and put others there."""
        removed = self.order[start : start + gone]
        first = max(self.texts, default=-1) + 1
        came = list(range(first, first + len(cells)))
        items = [self._text(number, cell) for number, cell in zip(came, cells, strict=True)]
        self.order[start : start + gone] = came
        self._change_structure(start, gone, came, items, removed)

    def move(self, start: int, to: int) -> None:
        """Put a cell elsewhere, as editors do: it goes and comes, and stays open."""
        number = self.order.pop(start)
        self._change_structure(start, 1, [], [], [])
        self.order.insert(to, number)
        self._change_structure(to, 0, [number], [], [])

    def close(self) -> None:
        params = lsp.DidCloseNotebookDocumentParams(
            lsp.NotebookDocumentIdentifier(to_uri(self.path)),
            [lsp.TextDocumentIdentifier(self.uri(number)) for number in self.order],
        )
        self.desk.ask(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE, params)

    def at(self, number: int, line: int, character: int) -> dict[str, Any]:
        """A place in a cell, as the parameters of a question."""
        return {
            "text_document": lsp.TextDocumentIdentifier(self.uri(number)),
            "position": lsp.Position(line, character),
        }

    def _come(self, number: int, cell: CellText) -> lsp.TextDocumentItem:
        self.order.append(number)
        return self._text(number, cell)

    def _text(self, number: int, cell: CellText) -> lsp.TextDocumentItem:
        self.texts[number], self.versions[number] = cell, 1
        return lsp.TextDocumentItem(self.uri(number), cell.language, 1, cell.text)

    def _cell(self, number: int) -> lsp.NotebookCell:
        kinds = lsp.NotebookCellKind
        kind = kinds.Markup if self.texts[number].language == "markdown" else kinds.Code
        return lsp.NotebookCell(kind, self.uri(number))

    def _change_structure(
        self, start: int, gone: int, came: list[int], items: list[lsp.TextDocumentItem], removed: list[int]
    ) -> None:
        array = lsp.NotebookCellArrayChange(start, gone, [self._cell(number) for number in came])
        closed = [lsp.TextDocumentIdentifier(self.uri(number)) for number in removed]
        structure = lsp.NotebookDocumentCellChangeStructure(array, items, closed)
        self._change(lsp.NotebookDocumentCellChanges(structure=structure))

    def _change(self, cells: lsp.NotebookDocumentCellChanges) -> None:
        self.version += 1
        params = lsp.DidChangeNotebookDocumentParams(
            lsp.VersionedNotebookDocumentIdentifier(self.version, to_uri(self.path)),
            lsp.NotebookDocumentChangeEvent(cells=cells),
        )
        self.desk.ask(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE, params)


class NotedCells(NamedTuple):
    """The cells of a text with notes under them and a cursor in it, and where these are: cell, line, character."""

    cells: list[CellText]
    notes: list[tuple[int, Note]]
    cursor: tuple[int, int, int] | None


def noted_cells(text: str) -> NotedCells:
    """Read cells that are written in the fixture language."""
    found = NotedCells([], [], None)
    cursor = None
    for number, (language, cell) in enumerate(cells_of(text)):
        fixture = parse_fixture(f"#- {NOTEBOOK}\n{cell}")
        found.cells.append(CellText(language, fixture.files[NOTEBOOK].removesuffix("\n")))
        found.notes.extend((number, note) for note in fixture.notes)
        cursor = (number, *fixture.cursor[1:]) if CURSOR in cell and fixture.cursor else cursor
    return found._replace(cursor=cursor)
