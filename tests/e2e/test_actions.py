"""Actions, symbols, folds and questions for diagnostics over stdio: each editor gets what it can use."""

import pytest
from lsprotocol import types as lsp

from support.clients import knows
from support.editor import ALICE, BOB, CORE_PATH

pytestmark = pytest.mark.asyncio(loop_scope="module")

OVERRIDE = 'STEP_OVERRIDES = {\n    "Pakage": {"description": "ä🚀"},  # ä🚀\n}\n'


async def offered(editor, path, span, **context):
    params = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(editor.uri(path)), span, lsp.CodeActionContext([], **context)
    )
    return await editor.client.text_document_code_action_async(params) or []


async def edit_of(editor, action):
    """The edit of an action as a client gets it."""
    if action.edit is None:
        action = await editor.client.code_action_resolve_async(action)
    if knows(editor.client, "workspace", "workspace_edit", "document_changes"):
        [document] = action.edit.document_changes
        assert document.text_document.version == editor.versions[ALICE]
        return document.edits
    assert action.edit.document_changes is None
    return action.edit.changes[editor.uri(ALICE)]


def span_of(editor, text, word):
    line = next(number for number, line in enumerate(text.split("\n")) if word in line)
    at = text.split("\n")[line].index(word)
    return lsp.Range(editor.position(text, line, at), editor.position(text, line, at + len(word)))


async def test_a_fix_and_a_comment(editor):
    editor.open(ALICE, OVERRIDE)
    await editor.diagnostics(ALICE, "CUR205")
    at = span_of(editor, OVERRIDE, '"Pakage"')
    found = await offered(editor, ALICE, at, only=[lsp.CodeActionKind.QuickFix])
    if not knows(editor.client, "text_document", "code_action", "code_action_literal_support"):
        assert found == []
        return
    fix, silence = found
    assert bool(fix.edit) != knows(editor.client, "text_document", "code_action", "resolve_support")
    [edit] = await edit_of(editor, fix)
    assert (edit.range, edit.new_text) == (at, '"Package"')
    [edit] = await edit_of(editor, silence)
    end = editor.position(OVERRIDE, 1, len(OVERRIDE.split("\n")[1]))
    assert (edit.range, edit.new_text) == (lsp.Range(end, end), "  # cursus: ignore[CUR205]")


async def test_on_save_everything_safe_is_fixed(editor):
    text = 'STEP_OVERRIDES = {\n    "Package": {"description": "d"},\n}  # noqa: CUR105\n'
    editor.open(ALICE, text)
    await editor.diagnostics(ALICE, "CUR901")
    found = await offered(
        editor,
        ALICE,
        lsp.Range(lsp.Position(0, 0), lsp.Position(3, 0)),
        only=[lsp.CodeActionKind.SourceFixAll],
        trigger_kind=lsp.CodeActionTriggerKind.Automatic,
    )
    if not knows(editor.client, "text_document", "code_action", "code_action_literal_support"):
        assert found == []
        return
    [action] = found
    [edit] = await edit_of(editor, action)
    assert edit.new_text == "}\n"
    editor.edit(ALICE, edit.range, edit.new_text, text.replace("  # noqa: CUR105", ""))
    await editor.diagnostics(ALICE)


async def test_a_refactoring(editor):
    text = 'STEP_OVERRIDES = {\n    "XGBoostTraining": {"priority": 1},  # ä🚀\n    "Package": {"priority": 2},\n}\n'
    editor.open(ALICE, text)
    await editor.diagnostics(ALICE)
    at = span_of(editor, text, '"priority": 2')
    found = await offered(editor, ALICE, at, only=[lsp.CodeActionKind.RefactorRewrite])
    if not knows(editor.client, "text_document", "code_action", "code_action_literal_support"):
        assert found == []
        return
    [action] = found
    assert (action.title, action.kind) == ("Sort the entries of STEP_OVERRIDES", lsp.CodeActionKind.RefactorRewrite)
    edits = await edit_of(editor, action)
    lines = text.split("\n")
    assert [(edit.range, edit.new_text) for edit in edits] == [
        (span_of(editor, text, lines[1]), lines[2]),
        (span_of(editor, text, lines[2]), lines[1]),
    ]


async def test_the_kinds_are_announced(client):
    options = client.answered.code_action_provider
    if not knows(client, "text_document", "code_action"):
        assert options is None
        return
    assert list(options.code_action_kinds) == [
        "quickfix",
        "refactor.extract",
        "refactor.move",
        "refactor.rewrite",
        "source.fixAll.cursusRegistry",
    ]
    assert options.resolve_provider


async def test_who_is_offered_to_ask_for_diagnostics(client, request):
    options = client.answered.diagnostic_provider
    assert bool(options) == (request.node.callspec.params["client"] == "vscode")
    if options:
        assert (options.inter_file_dependencies, options.workspace_diagnostics) == (True, True)
        assert options.identifier == "cursus-registry"


async def test_an_open_sibling_is_never_left_with_what_is_old(editor):
    editor.open(ALICE)
    editor.open(BOB)
    await editor.diagnostics(ALICE)
    await editor.diagnostics(BOB)
    text = editor.texts[BOB]
    for _ in range(3):
        editor.type(BOB, text.replace("GraphPruning", "GraphSampling"))
        await editor.diagnostics(ALICE, "CUR204")
        editor.type(BOB, text)
        await editor.diagnostics(ALICE)


async def test_workspace_symbols(editor):
    editor.add_folder()
    params = lsp.WorkspaceSymbolParams("grsam")

    async def found():
        came = await editor.client.workspace_symbol_async(params) or []
        return [one for one in came if one.location.uri == editor.uri(ALICE)]

    await editor.client.workspace_symbol_async(params)
    editor.open(BOB)
    await editor.diagnostics(BOB)
    [symbol] = await found()
    assert (symbol.name, symbol.kind, symbol.container_name) == ("GraphSampling", lsp.SymbolKind.Class, "alice")
    if knows(editor.client, "workspace", "symbol", "resolve_support"):
        assert not isinstance(symbol.location, lsp.Location)
        symbol = await editor.client.workspace_symbol_resolve_async(symbol)
    assert symbol.location.range == lsp.Range(lsp.Position(1, 4), lsp.Position(1, 19))


async def test_folds(editor):
    editor.open(CORE_PATH)
    params = lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(editor.uri(CORE_PATH)))
    found = await editor.client.text_document_folding_range_async(params)
    if knows(editor.client, "text_document", "folding_range", "line_folding_only"):
        assert [(one.start_line, one.end_line) for one in found] == [(0, 14), (1, 6), (8, 13)]
    else:
        assert [(one.start_line, one.end_line) for one in found] == [(0, 15), (1, 7), (8, 14)]


async def test_asking_over_the_wire(editor):
    """In full, by the name of the answer, and empty when the file is gone."""
    ask = editor.client.workspace_diagnostic_async
    editor.path(BOB).write_text(editor.path(ALICE).read_text())
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204", "CUR401", "CUR402")
    report = await ask(lsp.WorkspaceDiagnosticParams([]))
    [bob] = [one for one in report.items if one.uri == editor.uri(BOB)]
    assert sorted(found.code for found in bob.items) == ["CUR204", "CUR401", "CUR402"]
    again = await ask(lsp.WorkspaceDiagnosticParams([lsp.PreviousResultId(bob.uri, bob.result_id)]))
    assert [one.kind for one in again.items if one.uri == bob.uri] == ["unchanged"]
    editor.path(BOB).unlink()
    editor.touched(BOB, lsp.FileChangeType.Deleted)
    await editor.diagnostics(BOB)
