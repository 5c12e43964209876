"""On files that are none of ours every question is answered with nothing, to every client."""

import pytest
from lsprotocol import types as lsp

from support.editor import ALICE

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTES = """import json
from package import Package, payload

TabularPreprocessing = payload("GraphSampling", base_data="x")
agent.add_node("agent")
graph.add_edge("Package", "b")
open("Package")
class Package:
    \"\"\"Package\"\"\"
"""
PLACES = [(line, column) for line, text in enumerate(NOTES.split("\n")) for column in range(0, len(text) + 1, 3)]
ASKS = ("hover", "definition", "declaration", "type_definition", "implementation", "completion", "document_highlight")
PARAMS = {
    "hover": lsp.HoverParams,
    "definition": lsp.DefinitionParams,
    "declaration": lsp.DeclarationParams,
    "type_definition": lsp.TypeDefinitionParams,
    "implementation": lsp.ImplementationParams,
    "completion": lsp.CompletionParams,
    "document_highlight": lsp.DocumentHighlightParams,
}


@pytest.mark.parametrize("path", ["/notes.py", "/notes.yaml", "/notes.toml", "/notes.txt"])
async def test_nothing_is_said_of_a_file_without_step_names(editor, path):
    editor.open(ALICE)  # the project is known, and its names with it
    await editor.diagnostics(ALICE)
    editor.mark()
    editor.open(path, NOTES)
    document = lsp.TextDocumentIdentifier(editor.uri(path))
    for ask in ASKS:
        send = getattr(editor.client, f"text_document_{ask}_async")
        answers = [await send(PARAMS[ask](document, lsp.Position(*place))) for place in PLACES]
        assert answers == [None] * len(PLACES), ask
    assert await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document)) is None
    assert await editor.client.text_document_folding_range_async(lsp.FoldingRangeParams(document)) is None
    everything = lsp.Range(lsp.Position(0, 0), lsp.Position(len(NOTES.split("\n")) - 1, 0))
    params = lsp.CodeActionParams(document, everything, lsp.CodeActionContext([]))
    assert await editor.client.text_document_code_action_async(params) is None
    assert not [one for one in editor.published() if one.uri == editor.uri(path) and one.diagnostics]
