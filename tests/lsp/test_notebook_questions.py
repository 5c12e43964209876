"""Questions about a cell of a notebook that is open: the answer stands in that cell."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support.notebook_desk import ALICE, FIRST, HERS, PROJECT, URI, WRONG, desk_with, pushed, shown
from support.notebooks import IMPORT, NOTEBOOK, CellText, to_json
from support.server import Desk, settled


def ask(desk, notebook, method, at):
    """What the server answers about a place: cell, line, column."""
    return settled(desk.ask(method, QUESTIONS[method](**notebook.at(*at))))


QUESTIONS = {
    lsp.TEXT_DOCUMENT_HOVER: lsp.HoverParams,
    lsp.TEXT_DOCUMENT_DEFINITION: lsp.DefinitionParams,
    lsp.TEXT_DOCUMENT_DECLARATION: lsp.DeclarationParams,
    lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: lsp.DocumentHighlightParams,
    lsp.TEXT_DOCUMENT_COMPLETION: lsp.CompletionParams,
}


class TestQuestions:
    ASTRAL = CellText("python", 'a = "🚀"; get_config_class_name("Package_training"); get_config_class_name("Package")')

    def asked(self, method, at, path=HERS):
        desk, notebook = desk_with([FIRST, CellText("markdown", self.ASTRAL.text), self.ASTRAL, self.ASTRAL], path)
        return ask(desk, notebook, method, at)

    def test_hover_p9(self):
        found = self.asked(lsp.TEXT_DOCUMENT_HOVER, (3, 0, 36))
        assert "Packs hers" in found.contents.value
        assert found.range == lsp.Range(lsp.Position(0, 33), lsp.Position(0, 40))

    def test_hover_p9_outside_of_the_workspace(self):
        found = self.asked(lsp.TEXT_DOCUMENT_HOVER, (2, 0, 36), NOTEBOOK)
        assert "Packs a model" in found.contents.value
        assert "Packs hers" not in found.contents.value.partition("Also")[0]

    def test_definition_p9(self):
        [link] = self.asked(lsp.TEXT_DOCUMENT_DEFINITION, (3, 0, 36))
        assert link.target_uri == to_uri(ALICE)
        assert link.origin_selection_range == lsp.Range(lsp.Position(0, 33), lsp.Position(0, 40))

    def test_declaration_p9(self):
        [link] = self.asked(lsp.TEXT_DOCUMENT_DECLARATION, (3, 0, 36))
        assert link.target_uri == to_uri("/src/cursus/registry/step_names.py")

    def test_highlight_p9_in_the_cell_alone(self):
        found = self.asked(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, (3, 0, 36))
        assert [(one.range.start.character, one.range.end.character) for one in found] == [(33, 40), (76, 83)]

    @pytest.mark.parametrize("method", QUESTIONS)
    def test_nothing_of_a_cell_of_another_language(self, method):
        assert self.asked(method, (1, 0, 36)) is None

    @pytest.mark.parametrize("method", QUESTIONS)
    def test_nothing_off_our_ground(self, method):
        assert self.asked(method, (2, 0, 1)) is None

    @pytest.mark.parametrize(
        "typed", ['get_config_class_name("Pa")', 'get_config_class_name("Pa', "get_config_class_name('Pa'"]
    )
    def test_completion_p9(self, typed):
        desk, notebook = desk_with([FIRST, CellText("python", "x = 1\n" + typed), CellText("python", "y = 1")], HERS)
        at = (1, 1, typed.index("Pa") + 2)
        found = ask(desk, notebook, lsp.TEXT_DOCUMENT_COMPLETION, at).value
        labels = [item["label"] for item in found["items"]]
        assert {"Same", "Package", "XGBoostTraining"} <= set(labels)
        item = next(item for item in found["items"] if item["label"] == "Package")
        assert item["textEdit"]["range"] == {
            "start": {"line": 1, "character": at[2] - 2},
            "end": {"line": 1, "character": at[2]},
        }
        assert item["data"]["uri"] == notebook.uri(1)
        described = settled(desk.ask(lsp.COMPLETION_ITEM_RESOLVE, lsp.CompletionItem("Package", data=item["data"])))
        assert "Packs hers" in described.documentation.value

    def test_completion_p9_not_in_the_json_text(self):
        text = to_json([FIRST, CellText("python", "get_config_class_name('Pa')")])
        desk = Desk(f"{PROJECT}\n#- {NOTEBOOK}\n{text}")
        desk.open(NOTEBOOK, text)
        desk.run()
        line = next(number for number, line in enumerate(text.split("\n")) if "'Pa'" in line)
        place = lsp.Position(line, text.split("\n")[line].index("'Pa'") + 3)
        params = lsp.CompletionParams(lsp.TextDocumentIdentifier(URI), place)
        assert desk.ask(lsp.TEXT_DOCUMENT_COMPLETION, params) is None

    @pytest.mark.parametrize("uri", ["vscode-notebook-cell:/notebooks/fraud.ipynb#W0", f"{URI}#W0"])
    def test_a_cell_that_is_sent_as_a_text_is_left_alone(self, uri):
        text = f"{IMPORT}\n{WRONG.text}"
        desk = Desk(f"{PROJECT}\n#- {NOTEBOOK}\n{to_json([FIRST, WRONG])}")
        desk.run()
        closed = shown(desk)
        desk.ask(
            lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "python", 1, text))
        )
        desk.run()
        assert pushed(desk) == []
        place = {"text_document": lsp.TextDocumentIdentifier(uri), "position": lsp.Position(1, 25)}
        assert all(settled(desk.ask(method, shape(**place))) is None for method, shape in QUESTIONS.items())
        desk.ask(lsp.TEXT_DOCUMENT_DID_CLOSE, lsp.DidCloseTextDocumentParams(place["text_document"]))
        desk.run()
        assert pushed(desk) == []
        assert len(closed[URI]) == 1

    def test_a_cell_that_is_sent_as_a_text_too_is_still_a_cell(self):
        desk, notebook = desk_with([FIRST, WRONG])
        item = lsp.TextDocumentItem(notebook.uri(1), "python", 7, "")
        desk.ask(lsp.TEXT_DOCUMENT_DID_OPEN, lsp.DidOpenTextDocumentParams(item))
        identifier = lsp.TextDocumentIdentifier(notebook.uri(1))
        desk.ask(lsp.TEXT_DOCUMENT_DID_CLOSE, lsp.DidCloseTextDocumentParams(identifier))
        desk.run()
        assert shown(desk) == {notebook.uri(1): [(0, 23, 29, "CUR301")]}
