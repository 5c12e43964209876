"""Notebooks that are open: what is said of a cell stands in that cell, whatever stands in the others."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from cursus_registry.lsp.notebook import open_notebook
from cursus_registry.syntax.cells import without_magics
from cursus_registry.text import Encoding, Range, SourceText, Span
from support import clients
from support.notebook_desk import (
    ALICE,
    FIRST,
    HERS,
    OTHER,
    PROJECT,
    SAME,
    URI,
    WRONG,
    desk_with,
    places,
    pushed,
    shown,
    wanted,
)
from support.notebooks import IMPORT, NOTEBOOK, CellText, OpenNotebook, cell_uri, noted_cells, to_json
from support.server import Desk, settled

CELLS = f"""
# Fraud
# %% markdown
# get_config_class_name("Nope")
# %%
%matplotlib inline
{IMPORT}
# %%
!ls "
x = "ä🚀", get_config_class_name("Pakage")
#                                ^^^^^^ CUR301
get_config_class_name("Package_training")
# %% sql
get_config_class_name("Nope")
# %%
%%bash
get_config_class_name("Nope")
# %%

%time get_config_class_name("XGBoostTraning")
#                            ^^^^^^^^^^^^^^ CUR301
get_config_class_name("Pakage"
#                      ^^^^^^ CUR301
# %%
get_config_class_name("Same")
#                      ^^^^ CUR302
"""


class TestDiagnostics:
    def test_diagnostics_p9_stand_in_their_cells(self):
        noted = noted_cells(CELLS)
        desk, _ = desk_with(noted.cells)
        assert shown(desk) == wanted(noted)

    def test_diagnostics_p9_in_a_workspace(self):
        desk, notebook = desk_with([FIRST, CellText("python", 'get_config_class_name("Same")'), WRONG], HERS)
        assert shown(desk) == {notebook.uri(2): [(0, 23, 29, "CUR301")]}

    def test_an_edit_is_answered_by_its_cell_alone(self):
        desk, notebook = desk_with([FIRST, WRONG, WRONG])
        pushed(desk)
        notebook.type(1, "\n" + WRONG.text)
        desk.run()
        assert pushed(desk) == [(notebook.uri(1), 2, [(1, 23, 29, "CUR301")])]

    def test_an_edit_of_a_part_of_a_cell(self):
        desk, notebook = desk_with([CellText("python", "x = 1\r\ny = 2"), FIRST, WRONG])
        pushed(desk)
        place = lsp.Range(lsp.Position(0, 23), lsp.Position(0, 29))
        change = lsp.TextDocumentContentChangePartial(place, "ä🚀")
        notebook.edit(2, 'get_config_class_name("ä🚀")', change)
        desk.run()
        assert pushed(desk) == [(notebook.uri(2), 2, [(0, 23, 26, "CUR301")])]
        assert str(desk.session.documents.get(notebook.uri(2)).texts[notebook.uri(2)].source) == notebook.texts[2].text

    def test_what_an_import_in_another_cell_changes(self):
        desk, notebook = desk_with([FIRST, WRONG])
        pushed(desk)
        notebook.type(0, "def get_config_class_name(name): ...")
        desk.run()
        assert pushed(desk) == [(notebook.uri(0), 2, []), (notebook.uri(1), 1, [])]

    def test_what_a_step_in_another_file_changes(self):
        desk, notebook = desk_with([FIRST, WRONG], HERS)
        pushed(desk)
        desk.open(ALICE, f"WORKSPACE_STEPS = {{{SAME.replace('Same', 'Pakage')}}}")
        desk.run()
        assert pushed(desk) == [(notebook.uri(1), 1, [])]

    def test_cells_that_come_go_and_move(self):
        desk, notebook = desk_with([FIRST, WRONG, OTHER])
        pushed(desk)
        notebook.splice(1, 1)
        desk.run()
        assert pushed(desk) == [(notebook.uri(1), None, [])]
        notebook.splice(1, 0, CellText("markdown", "# x"), CellText("python", "1\n" + WRONG.text))
        desk.run()
        assert pushed(desk) == [(notebook.uri(4), 1, [(1, 23, 29, "CUR301")])]
        notebook.move(2, 3)
        desk.run()
        assert pushed(desk) == []
        assert notebook.order == [0, 3, 2, 4]
        document = desk.session.documents.at(NOTEBOOK)
        assert [cell.document for cell in document.cells] == [notebook.uri(number) for number in notebook.order]

    def test_a_cell_that_becomes_another_language(self):
        desk, notebook = desk_with([FIRST, WRONG])
        pushed(desk)
        notebook.splice(1, 1, CellText("sql", WRONG.text))
        desk.run()
        assert pushed(desk) == [(notebook.uri(1), None, [])]

    def test_an_edit_of_yesterday_is_left_out(self):
        desk, notebook = desk_with([FIRST, WRONG])
        notebook.type(1, "2")
        notebook.versions[1] = 0
        notebook.type(1, "0")
        notebook.version = -1
        notebook.splice(0, 2)
        desk.run()
        assert str(desk.session.documents.at(NOTEBOOK).texts[notebook.uri(1)].source) == "2"

    def test_one_that_is_closed_again_is_as_it_is_on_the_disk(self):
        noted = noted_cells(CELLS)
        text = to_json(noted.cells, ensure_ascii=False)
        desk = Desk(f"{PROJECT}\n#- {NOTEBOOK}\n{text}")
        desk.run()
        closed = shown(desk)
        assert closed.keys() == {URI}
        assert [code for *_, code in closed[URI]] == ["CUR301", "CUR301", "CUR301", "CUR302"]
        notebook = OpenNotebook(desk).open([FIRST, WRONG])
        desk.run()
        assert pushed(desk) == [
            (URI, None, []),
            (notebook.uri(0), 1, []),
            (notebook.uri(1), 1, [(0, 23, 29, "CUR301")]),
        ]
        notebook.close()
        desk.run()
        assert pushed(desk) == [(notebook.uri(1), None, []), (URI, None, closed[URI])]
        assert desk.session.documents.get(notebook.uri(1)) is None

    def test_as_plain_text_it_is_json(self):
        text = to_json([FIRST, WRONG])
        desk = Desk(f"{PROJECT}\n#- {NOTEBOOK}\n{text}")
        desk.run()
        closed = shown(desk)
        desk.open(NOTEBOOK, text)
        desk.run()
        assert pushed(desk) == [(URI, 1, closed[URI])]
        assert len(closed[URI]) == 1
        desk.type(NOTEBOOK, text[: text.index("Pakage")], 2)
        desk.run()
        assert pushed(desk) == [(URI, 2, [])]

    def test_a_notebook_that_is_no_file(self):
        desk = Desk(PROJECT)
        desk.run()
        pushed(desk)
        uri = "untitled:Untitled-1.ipynb?jupyter-notebook"
        cell = lsp.NotebookCell(lsp.NotebookCellKind.Code, "vscode-notebook-cell:Untitled-1.ipynb#W0")
        item = lsp.TextDocumentItem(cell.document, "python", 1, f"{IMPORT}\n{WRONG.text}")
        opened = lsp.NotebookDocument(uri, "jupyter-notebook", 1, [cell])
        desk.ask(lsp.NOTEBOOK_DOCUMENT_DID_OPEN, lsp.DidOpenNotebookDocumentParams(opened, [item]))
        desk.run()
        assert pushed(desk) == []


hostile = st.text(st.sampled_from("\r\n'\"([{ä🚀\u2028\\\\ x%!?")) | st.text()


@given(
    st.lists(st.builds(CellText, st.sampled_from(["python", "python", "markdown"]), hostile), max_size=4),
    st.sampled_from(Encoding),
)
def test_places_of_cells_and_of_their_joined_text_are_the_same(cells, encoding):
    kinds = {"python": lsp.NotebookCellKind.Code, "markdown": lsp.NotebookCellKind.Markup}
    uris = [cell_uri(NOTEBOOK, number) for number in range(len(cells))]
    listed = [lsp.NotebookCell(kinds[cell.language], uri) for uri, cell in zip(uris, cells, strict=True)]
    items = [lsp.TextDocumentItem(uri, one.language, 1, one.text) for uri, one in zip(uris, cells, strict=True)]
    notebook = open_notebook(URI, NOTEBOOK, lsp.NotebookDocument(URI, "x", 1, listed), items)
    for uri, cell in zip(uris, cells, strict=True):
        alone = SourceText.from_str(cell.text)
        for offset in range(len(alone.data) + 1):
            if alone.data[offset - 1 : offset + 1] == b"\r\n" or alone.data[offset : offset + 1] >= b"\x80":
                continue
            place = alone.position(offset, encoding)
            at = notebook.offset(uri, lsp.Position(*place), encoding)
            assert (at is None) == (cell.language == "markdown")
            if at is None:
                continue
            span = Span(at, at)
            assert notebook.has(uri, span)
            assert not any(notebook.has(other, span) for other in uris if other != uri)
            if without_magics(alone.data) == alone.data:
                shown = notebook.shown(notebook.source.range(span, encoding))
                assert shown == (uri, Range(place, place))


def test_their_own_watcher_sees_notebooks():
    desk = Desk(PROJECT)
    desk.run()
    assert desk.session.is_relevant("/notebooks/a.ipynb")
    assert desk.session.is_relevant("/pipelines/a.dag.json")
    assert not desk.session.is_relevant("/notebooks/a.txt")


class TestAsked:
    """A client that asks for diagnostics."""

    def desk(self, cells, *, related):
        capabilities = clients.vscode()
        capabilities.text_document.diagnostic.related_document_support = related
        desk, notebook = desk_with(cells, capabilities=capabilities)
        again = []
        desk.server.publisher._ask_again = lambda: again.append(1)
        desk.server.publisher.pulls = True
        desk.run()
        return desk, notebook, again

    def report(self, desk, uri, previous=None):
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri), previous_result_id=previous)
        return settled(desk.ask(lsp.TEXT_DOCUMENT_DIAGNOSTIC, params))

    def test_pull_p9_each_cell_has_its_report(self):
        desk, notebook, _ = self.desk([FIRST, WRONG, CellText("markdown", WRONG.text), WRONG], related=True)
        reports = [self.report(desk, notebook.uri(number)) for number in range(4)]
        assert [places(one.items) for one in reports] == [
            [],
            [(0, 23, 29, "CUR301")],
            [],
            [(0, 23, 29, "CUR301")],
        ]
        assert places(self.report(desk, URI).items) == []
        again = self.report(desk, notebook.uri(1), reports[1].result_id)
        assert again.kind == "unchanged"

    def test_a_report_is_not_unchanged_if_it_moved_in_its_cell(self):
        desk, notebook, _ = self.desk([CellText("python", f"{IMPORT}\n"), WRONG], related=True)
        before = self.report(desk, notebook.uri(1))
        notebook.type(0, IMPORT)
        notebook.type(1, f"\n{WRONG.text}")
        after = self.report(desk, notebook.uri(1), before.result_id)
        assert places(after.items) == [(1, 23, 29, "CUR301")]

    def test_the_other_cells_come_with_it(self):
        desk, notebook, again = self.desk([FIRST, WRONG], related=True)
        for number in range(2):
            self.report(desk, notebook.uri(number))
        notebook.type(0, "")
        related = self.report(desk, notebook.uri(0)).related_documents
        assert {uri: places(one.items) for uri, one in related.items()} == {notebook.uri(1): []}
        assert self.report(desk, notebook.uri(0)).related_documents is None
        assert again == []

    def test_or_are_asked_for_again(self):
        desk, notebook, again = self.desk([FIRST, WRONG], related=False)
        for number in range(2):
            self.report(desk, notebook.uri(number))
        notebook.type(0, "")
        assert self.report(desk, notebook.uri(0)).related_documents is None
        assert again == [1]
        assert places(self.report(desk, notebook.uri(1)).items) == []
        assert self.report(desk, notebook.uri(0)).related_documents is None
        assert again == [1]

    def all_reports(self, desk, previous=()):
        params = lsp.WorkspaceDiagnosticParams([lsp.PreviousResultId(*one) for one in previous])
        report = asyncio.run(desk.ask(lsp.WORKSPACE_DIAGNOSTIC, params))
        return {one.uri: one for one in report.items if ".ipynb" in one.uri}

    def test_a_cell_that_is_taken_out_keeps_nothing(self):
        desk, notebook, _ = self.desk([FIRST, WRONG], related=False)
        assert places(self.report(desk, notebook.uri(1)).items) == [(0, 23, 29, "CUR301")]
        gone = notebook.uri(1)
        notebook.splice(1, 1)
        for _ in range(2):  # an editor may throw the first away
            assert places(self.all_reports(desk)[gone].items) == []
        assert gone not in self.all_reports(desk)

    def test_pull_p9_the_whole_workspace(self):
        text = to_json([FIRST, WRONG])
        capabilities = clients.vscode()
        desk = Desk(f"{PROJECT}\n#- {NOTEBOOK}\n{text}", capabilities)
        desk.server.publisher.pulls = True
        desk.run()
        closed = self.all_reports(desk)
        assert closed.keys() == {URI}
        notebook = OpenNotebook(desk).open([FIRST, CellText("markdown", ""), WRONG])
        desk.run()
        opened = self.all_reports(desk, [(URI, closed[URI].result_id)])
        assert {uri: (places(one.items), one.version) for uri, one in opened.items()} == {
            URI: ([], None),
            notebook.uri(0): ([], 1),
            notebook.uri(2): ([(0, 23, 29, "CUR301")], 1),
        }
        same = self.all_reports(desk, [(notebook.uri(2), opened[notebook.uri(2)].result_id)])
        assert same[notebook.uri(2)].kind == "unchanged"
        cells = [notebook.uri(number) for number in range(3)]
        notebook.close()
        desk.run()
        for _ in range(2):  # an editor may throw the first away
            again = {uri: places(one.items) for uri, one in self.all_reports(desk).items()}
            assert again == {URI: places(closed[URI].items), cells[0]: [], cells[2]: []}, (
                "no cell keeps what it was told"
            )
        assert self.all_reports(desk).keys() == {URI}
