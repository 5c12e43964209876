"""Every request on a cell, and every answer that leads to one: ranges are those of the cell, whatever is above it."""

import asyncio

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support.notebook_desk import ALICE, FIRST, HERS, PROJECT, desk_with
from support.notebooks import NOTEBOOK, CellText, to_json
from support.server import Desk, ended, settled

CALL = CellText("python", 'x = "🚀"; get_config_class_name("Same_training")\nget_config_class_name("Package")')
CELLS = [FIRST, CellText("markdown", CALL.text), CALL, CALL]
SAME = lsp.Range(lsp.Position(0, 33), lsp.Position(0, 37))


def at(notebook, number=3, character=35):
    return notebook.at(number, 0, character)


def locations(desk, params):
    context = lsp.ReferenceContext(include_declaration=True)
    found = desk.ask(lsp.TEXT_DOCUMENT_REFERENCES, lsp.ReferenceParams(context=context, **params))
    places = [(one["uri"], one["range"]["start"]) for one in asyncio.run(found).value]
    return {(uri, start["line"], start["character"]) for uri, start in places}


def test_references_p9_cells():
    desk, notebook = desk_with(CELLS, HERS)
    found = locations(desk, at(notebook))
    assert {(notebook.uri(2), 0, 33), (notebook.uri(3), 0, 33)} <= found
    assert {uri for uri, *_ in found} == {notebook.uri(2), notebook.uri(3), to_uri(ALICE)}


def test_references_p9_notebook():
    desk = Desk(f"{PROJECT}\n#- {HERS}\n{to_json(CELLS, ensure_ascii=False)}")
    desk.open(ALICE)
    desk.run()
    text = str(desk.session.documents.at(ALICE).source)
    place = lsp.Position(0, text.index("Same"))
    found = locations(desk, {"text_document": lsp.TextDocumentIdentifier(to_uri(ALICE)), "position": place})
    lines = to_json(CELLS, ensure_ascii=False).split("\n")
    noted = {(line, character) for uri, line, character in found if uri == to_uri(HERS)}
    assert len(noted) == 2
    for line, character in noted:
        assert lines[line].encode("utf-16-le")[2 * character :].decode("utf-16-le").startswith("Same_training")


def test_rename_p9_cells():
    desk, notebook = desk_with(CELLS, HERS)
    notebook.type(3, CALL.text)
    prepared = settled(desk.ask(lsp.TEXT_DOCUMENT_PREPARE_RENAME, lsp.PrepareRenameParams(**at(notebook))))
    assert prepared.range == SAME
    edit = ended(desk.ask(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameParams(new_name="Other", **at(notebook))))
    changes = [one for one in edit.document_changes if isinstance(one, lsp.TextDocumentEdit)]
    cells = {(one.text_document.uri, one.text_document.version): one.edits for one in changes}
    for key in ((notebook.uri(2), 1), (notebook.uri(3), 2)):
        [change] = cells[key]
        assert (change.range, change.new_text) == (SAME, "Other")
        assert edit.change_annotations[change.annotation_id].needs_confirmation


def test_semantic_tokens_p9_cells():
    desk, notebook = desk_with(CELLS, HERS)
    for number in (2, 3):
        identifier = lsp.TextDocumentIdentifier(notebook.uri(number))
        found = desk.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, lsp.SemanticTokensParams(identifier))
        assert [tuple(found.data[at : at + 3]) for at in range(0, len(found.data), 5)] == [(0, 33, 4), (1, 23, 7)]
        whole = lsp.Range(lsp.Position(1, 0), lsp.Position(1, 40))
        params = lsp.SemanticTokensRangeParams(identifier, whole)
        found = desk.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, params)
        assert found.data[:3] == [1, 23, 7]
    identifier = lsp.TextDocumentIdentifier(notebook.uri(1))
    assert desk.ask(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, lsp.SemanticTokensParams(identifier)) is None


def test_inlay_hints_p9_cells():
    desk, notebook = desk_with(CELLS, HERS)
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(9, 0))
    params = lsp.InlayHintParams(lsp.TextDocumentIdentifier(notebook.uri(3)), whole)
    found = settled(desk.ask(lsp.TEXT_DOCUMENT_INLAY_HINT, params)) or []
    assert {(one.position.line, one.position.character) for one in found} <= {(0, 46), (0, 47), (1, 30), (1, 31)}
    assert found


def test_selection_range_p9_cells():
    desk, notebook = desk_with(CELLS, HERS)
    identifier = lsp.TextDocumentIdentifier(notebook.uri(3))
    found = desk.ask(lsp.TEXT_DOCUMENT_SELECTION_RANGE, lsp.SelectionRangeParams(identifier, [lsp.Position(0, 35)]))
    assert (found[0].range, found[0].parent.range) == (SAME, lsp.Range(SAME.start, lsp.Position(0, 46)))


def test_call_hierarchy_p9_cells():
    dag = CellText("python", "from cursus.api.dag.base_dag import PipelineDAG\ndag = PipelineDAG()")
    nodes = CellText(
        "python", 'dag.add_node("Package")\ndag.add_node("XGBoostTraining")\ndag.add_edge("Package", "XGBoostTraining")'
    )
    desk, notebook = desk_with([dag, nodes], NOTEBOOK)
    params = lsp.CallHierarchyPrepareParams(**notebook.at(1, 0, 16))
    [item] = desk.ask(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY, params)
    [call] = desk.ask(lsp.CALL_HIERARCHY_OUTGOING_CALLS, lsp.CallHierarchyOutgoingCallsParams(item))
    assert (call.to.uri, call.to.selection_range.start) == (notebook.uri(1), lsp.Position(1, 14))
    assert call.from_ranges == [lsp.Range(lsp.Position(2, 14), lsp.Position(2, 21))]
