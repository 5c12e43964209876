"""Code actions on a cell of a notebook that is open: each cell is changed at its version."""

import pytest
from lsprotocol import types as lsp

from support.notebook_desk import FIRST, WRONG, desk_with, shown
from support.notebooks import CellText
from support.server import LITERALS, ended

LAZY = {"data_support": True, "resolve_support": lsp.ClientCodeActionResolveOptions(["edit"])}


class TestActions:
    def capabilities(self, *, versioned=True, **known):
        return lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=versioned)
            ),
            text_document=lsp.TextDocumentClientCapabilities(
                code_action=lsp.CodeActionClientCapabilities(code_action_literal_support=LITERALS, **known)
            ),
        )

    def offered(self, desk, notebook, number):
        place = lsp.Range(lsp.Position(0, 25), lsp.Position(0, 25))
        identifier = lsp.TextDocumentIdentifier(notebook.uri(number))
        params = lsp.CodeActionParams(identifier, place, lsp.CodeActionContext([], only=["quickfix"]))
        return ended(desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params)) or []

    @pytest.mark.parametrize("known", [{}, LAZY], ids=["at once", "lazy"])
    def test_quick_fix_p9_changes_the_cell_at_its_version(self, known):
        desk, notebook = desk_with([FIRST, WRONG, WRONG], capabilities=self.capabilities(**known))
        notebook.type(2, WRONG.text)
        actions = self.offered(desk, notebook, 2)
        if known:
            actions = [ended(desk.ask(lsp.CODE_ACTION_RESOLVE, action)) for action in actions]
        edits = {action.title: action.edit.document_changes for action in actions}
        assert edits.keys() == {"Change to 'Package'", "Ignore CUR301 on this line"}
        [document] = edits["Change to 'Package'"]
        assert (document.text_document.uri, document.text_document.version) == (notebook.uri(2), 2)
        name = lsp.Range(lsp.Position(0, 23), lsp.Position(0, 29))
        assert document.edits == [lsp.TextEdit(name, "Package")]
        [document] = edits["Ignore CUR301 on this line"]
        end = lsp.Position(0, 31)
        assert document.edits == [lsp.TextEdit(lsp.Range(end, end), "  # cursus: ignore[CUR301]")]

    def test_fix_all_p9_changes_each_cell_at_its_version(self):
        old = CellText("python", 'get_config_class_name("MIMSPackaging")')
        desk, notebook = desk_with([FIRST, old, CellText("markdown", old.text), old], capabilities=self.capabilities())
        notebook.type(3, f"\n{old.text}")
        place = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        context = lsp.CodeActionContext([], only=["source.fixAll"])
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(notebook.uri(1)), place, context)
        [action] = ended(desk.ask(lsp.TEXT_DOCUMENT_CODE_ACTION, params))
        assert [
            (one.text_document.uri, one.text_document.version, one.edits[0].range.start.line)
            for one in action.edit.document_changes
        ] == [(notebook.uri(1), 1, 0), (notebook.uri(3), 2, 1)]

    def test_quick_fix_p9_for_a_client_without_versions(self):
        desk, notebook = desk_with([FIRST, WRONG], capabilities=self.capabilities(versioned=False))
        [fix, _] = self.offered(desk, notebook, 1)
        assert fix.edit.changes.keys() == {notebook.uri(1)}

    def test_a_comment_silences_its_line_in_a_cell(self):
        desk, _ = desk_with([FIRST, WRONG._replace(text=f"{WRONG.text}  # cursus: ignore[CUR301]")])
        assert shown(desk) == {}

    def test_quick_fix_p9_none_in_a_cell_of_another_language(self):
        desk, notebook = desk_with([WRONG, FIRST, CellText("markdown", WRONG.text)], capabilities=self.capabilities())
        assert self.offered(desk, notebook, 2) == []
