"""What people do to notebooks, in any order: steps for a machine that has a wire (see `lsp/test_operations`)."""

from __future__ import annotations

from dataclasses import dataclass, field

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from cursus_registry.files.uris import to_uri
from support.notebooks import CellText, cell_uri, to_json
from support.random_texts import NAMES, pipeline_texts
from support.wire import Json, Text

NOTEBOOKS = ("/notebooks/a.ipynb", "/developer_workspaces/developers/alice/notebooks/a.ipynb")
QUESTIONS = (
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeAction",
)
has_notebook = precondition(lambda machine: machine.notebooks)
cell_texts = st.one_of(
    pipeline_texts,
    st.sampled_from(NAMES).map("get_config_class_name({!r})  # ä🚀".format),
    st.sampled_from(["", "!ls '", "%%bash\nls", "get_config_class_name('Pa", "x = [\r", "# cursus: ignore[CUR301]"]),
)
cells = st.builds(CellText, st.sampled_from(["python", "python", "python", "markdown"]), cell_texts)
notebook_texts = st.builds(
    lambda cells, indent, cut: to_json(cells, indent=indent, ensure_ascii=False)[:cut],
    st.lists(cells, max_size=4),
    st.sampled_from([None, 1]),
    st.sampled_from([None, None, None, 300]),
)


@dataclass
class Cell:
    """A cell as the client has it."""

    uri: str
    language: str
    text: Text

    def opened(self) -> Json:
        """The cell as a document."""
        text = self.text
        return {"uri": self.uri, "languageId": self.language, "version": text.version, "text": text.text}

    def listed(self) -> Json:
        """The cell among others."""
        return {"kind": 1 if self.language == "markdown" else 2, "document": self.uri}


@dataclass
class Cells:
    """An open notebook as the client has it; `made` counts the cells that it ever had."""

    path: str
    version: int = 1
    made: int = 0
    order: list[Cell] = field(default_factory=list)

    def make(self, text: CellText) -> Cell:
        """A new cell."""
        self.made += 1
        return Cell(cell_uri(self.path, self.made), text.language, Text(text.text))

    def opening(self) -> Json:
        """What is sent when it is opened as it is now."""
        listed = [cell.listed() for cell in self.order]
        notebook = {"uri": to_uri(self.path), "notebookType": "x", "version": self.version, "cells": listed}
        return {"notebookDocument": notebook, "cellTextDocuments": [cell.opened() for cell in self.order]}


class NotebookSteps:
    """Steps for a machine with `notebooks`, a `wire`, and the `texts` of other documents that are open."""

    @rule(data=st.data(), opened=st.lists(cells, max_size=4))
    def open_notebook(self, data, opened):
        path = data.draw(st.sampled_from(self.all_notebooks))
        if path in self.texts or path in self.notebooks:
            return
        notebook = self.notebooks[path] = Cells(path)
        notebook.order = [notebook.make(cell) for cell in opened]
        self.wire.tell("notebookDocument/didOpen", notebook.opening())

    @has_notebook
    @rule(data=st.data(), at=st.integers(0, 80), length=st.integers(0, 40), new=cell_texts)
    def type_in_a_cell(self, data, at, length, new):
        notebook = self._any_notebook(data)
        if not notebook.order:
            return
        cell = data.draw(st.sampled_from(notebook.order))
        start = cell.text.edge(at)
        change = cell.text.replace(start, max(start, cell.text.edge(start + length)), new)
        cell.text.version += 1
        document = {"uri": cell.uri, "version": cell.text.version}
        self._change_cells(notebook, {"textContent": [{"document": document, "changes": [change]}]})

    @has_notebook
    @rule(data=st.data(), at=st.integers(0, 4), gone=st.integers(0, 2), new=st.lists(cells, max_size=2))
    def put_cells(self, data, at, gone, new):
        notebook = self._any_notebook(data)
        at = min(at, len(notebook.order))
        came = [notebook.make(cell) for cell in new]
        closed = notebook.order[at : at + gone]
        notebook.order[at : at + gone] = came
        structure = {
            "array": {"start": at, "deleteCount": len(closed), "cells": [cell.listed() for cell in came]},
            "didOpen": [cell.opened() for cell in came],
            "didClose": [{"uri": cell.uri} for cell in closed],
        }
        self._change_cells(notebook, {"structure": structure})

    @has_notebook
    @rule(data=st.data(), method=st.sampled_from(QUESTIONS), at=st.integers(0, 80))
    def ask_about_a_cell(self, data, method, at):
        notebook = self._any_notebook(data)
        if notebook.order:
            cell = data.draw(st.sampled_from(notebook.order))
            place = cell.text.position(at)
            params = {"textDocument": {"uri": cell.uri}, "position": place, "range": {"start": place, "end": place}}
            self._ask(method, {**params, "context": {"diagnostics": []}})

    @has_notebook
    @rule(data=st.data())
    def close_notebook(self, data):
        notebook = self._any_notebook(data)
        del self.notebooks[notebook.path]
        cells_ = [{"uri": cell.uri} for cell in notebook.order]
        params = {"notebookDocument": {"uri": to_uri(notebook.path)}, "cellTextDocuments": cells_}
        self.wire.tell("notebookDocument/didClose", params)

    def cell_uris(self) -> list[str]:
        """The cells of Python that are open."""
        return [cell.uri for one in self.notebooks.values() for cell in one.order if cell.language == "python"]

    def cells_in(self, documents) -> bool:
        """Whether the server has all cells as the client has them."""
        for path, notebook in self.notebooks.items():
            has = documents.at(path)
            texts = {uri: (text.version, str(text.source)) for uri, text in has.texts.items()}
            assert [cell.document for cell in has.cells] == [cell.uri for cell in notebook.order]
            assert texts == {cell.uri: (cell.text.version, cell.text.text) for cell in notebook.order}
        return True

    def _any_notebook(self, data) -> Cells:
        return self.notebooks[data.draw(st.sampled_from(sorted(self.notebooks)))]

    def _change_cells(self, notebook, change) -> None:
        notebook.version += 1
        identifier = {"uri": to_uri(notebook.path), "version": notebook.version}
        params = {"notebookDocument": identifier, "change": {"cells": change}}
        self.wire.tell("notebookDocument/didChange", params)
