"""Notebooks over stdio, in each position encoding: a client that knows cells, and clients that do not."""

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE
from support.clients import SERVER, Client
from support.editor import Editor, until, write_fixture
from support.notebooks import IMPORT, cell_uri, noted_cells, to_json

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/notebooks/fraud.ipynb"
CELLS = f"""
{IMPORT}
# %% markdown
get_config_class_name("Nope")
# %%
!ls "
x = "ä🚀", get_config_class_name("Pakage")
#                                ^^^^^^ CUR301
# %%
y = "🚀"; get_config_class_name("Pack<|>age_training")
#                               ^^^^^^^ name
"""
NOTED = noted_cells(CELLS)


def capabilities(encoding, *, pulls):
    made = clients.vscode() if pulls else clients.pushed()
    made.general.position_encodings = [lsp.PositionEncodingKind(encoding)]
    return made


@pytest_lsp.fixture(
    scope="module",
    params=[("utf-8", False), ("utf-16", True), ("utf-32", False)],
    ids=["utf-8", "utf-16 pulls", "utf-32"],
    config=SERVER,
)
async def client(lsp_client: Client, request, tmp_path_factory):
    encoding, pulls = request.param
    root = tmp_path_factory.mktemp("project")
    write_fixture(root, CORE)
    (root / "notebooks").mkdir()
    (root / PATH.lstrip("/")).write_text(to_json(NOTED.cells, ensure_ascii=False), encoding="utf-8")
    await lsp_client.start_session(capabilities(encoding, pulls=pulls), root)
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client):
    return Editor(client, client.root)


def open_cells(editor):
    path = editor.path(PATH).as_posix()
    uris = [cell_uri(path, number) for number in range(len(NOTED.cells))]
    kinds = [
        lsp.NotebookCellKind.Markup if one.language == "markdown" else lsp.NotebookCellKind.Code for one in NOTED.cells
    ]
    cells = [lsp.NotebookCell(kind, uri) for kind, uri in zip(kinds, uris, strict=True)]
    opened = lsp.NotebookDocument(to_uri(path), "jupyter-notebook", 1, cells)
    texts = [lsp.TextDocumentItem(uri, one.language, 1, one.text) for uri, one in zip(uris, NOTED.cells, strict=True)]
    editor.client.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(opened, texts))
    return uris


async def found_in(editor, uri):
    """The diagnostics of a document: asked for, or as they come."""
    if editor.client.answered.diagnostic_provider:
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
        return (await editor.client.text_document_diagnostic_async(params)).items
    return await until(lambda: editor.client.diagnostics.get(uri), lambda: editor.client.diagnostics)


def noted(editor, name):
    [(number, note)] = [one for one in NOTED.notes if one[1].text == name]
    return number, editor.range_of(note, NOTED.cells[number].text)


async def test_a_notebook_is_opened_asked_about_and_closed(editor):
    client = editor.client
    [selector] = client.answered.notebook_document_sync.notebook_selector
    assert [cell.language for cell in selector.cells] == ["python"]
    uris = open_cells(editor)
    number, place = noted(editor, "CUR301")
    assert [(one.code, one.range) for one in await found_in(editor, uris[number])] == [("CUR301", place)]
    number, place = noted(editor, "name")
    at = {
        "text_document": lsp.TextDocumentIdentifier(uris[number]),
        "position": editor.position(NOTED.cells[number].text, *NOTED.cursor[1:]),
    }
    hover = await client.text_document_hover_async(lsp.HoverParams(**at))
    assert hover.range == place
    assert "Packs a model" in hover.contents.value
    [link] = await client.text_document_definition_async(lsp.DefinitionParams(**at))
    assert (link.target_uri, link.origin_selection_range) == (editor.uri("/src/cursus/registry/step_names.py"), place)
    highlights = await client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**at))
    assert [one.range for one in highlights] == [place]
    found = await client.text_document_completion_async(lsp.CompletionParams(**at))
    assert "Package" in [item.label for item in found.items]
    markdown = {**at, "text_document": lsp.TextDocumentIdentifier(uris[1])}
    assert await client.text_document_hover_async(lsp.HoverParams(**markdown)) is None
    closing = lsp.DidCloseNotebookDocumentParams(
        lsp.NotebookDocumentIdentifier(editor.uri(PATH)), [lsp.TextDocumentIdentifier(uri) for uri in uris]
    )
    client.notebook_document_did_close(closing)
    assert await client.text_document_hover_async(lsp.HoverParams(**at)) is None
    client.ask_workspace()
    await until(lambda: client.diagnostics.get(editor.uri(PATH)) or None, lambda: client.diagnostics)


async def test_a_notebook_that_changes_on_the_disk(editor):
    client, text = editor.client, editor.path(PATH).read_text("utf-8")
    client.ask_workspace()
    await until(lambda: client.diagnostics.get(editor.uri(PATH)) or None, lambda: client.diagnostics)
    try:
        editor.path(PATH).write_text(text.replace("Pakage", "Package"), encoding="utf-8")
        editor.touched(PATH)
        await until(lambda: client.diagnostics.get(editor.uri(PATH)) == () or None, lambda: client.diagnostics)
    finally:
        editor.path(PATH).write_text(text, encoding="utf-8")
        editor.touched(PATH)
    await until(lambda: client.diagnostics.get(editor.uri(PATH)) or None, lambda: client.diagnostics)
