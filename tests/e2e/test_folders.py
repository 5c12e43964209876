"""Folders and projects as several editors open them; progress and watchers for those who know them."""

from pathlib import Path
from urllib.request import url2pathname

import pytest
import pytest_lsp
from lsprotocol import types as lsp

from support import clients
from support.clients import SERVER, Client, knows
from support.editor import ALICE, BOB, PIPELINE, TWO, Editor, until, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
COLLISION = TWO.replace("GraphPruning", "GraphSampling")


@pytest.mark.parametrize(
    "name", ["a b", "ünïcöde 🚀", "#1", "100%", "50%25", "a+b&c=d", "it's (new) [1]", "semi;colon,?", "back\\slash"]
)
async def test_folder_names(client, tmp_path, name):
    write_fixture(tmp_path / name, TWO)
    editor = Editor(client, tmp_path / name)
    editor.add_folder()
    editor.open(BOB)
    await editor.diagnostics(BOB)
    editor.mark()
    editor.type(BOB, editor.texts[BOB].replace("GraphPruning", "GraphSampling"))
    [found] = await editor.diagnostics(BOB, "CUR204")
    for other in found.related_information or ():
        assert path_of(other.location.uri) == editor.path(ALICE)
    await until(lambda: editor.published()[1:] or None, editor.published)
    assert [path_of(one.uri) for one in editor.published()] == [editor.path(BOB), editor.path(ALICE)]
    editor.close_all()
    editor.remove_folder()


def path_of(uri):
    return Path(url2pathname(uri.removeprefix("file://")))


async def test_a_uri_may_be_written_in_several_ways(editor):
    root = editor.root / "a (b)+"
    write_fixture(root, COLLISION)
    editor = Editor(editor.client, root)
    bob = editor.uri(BOB).replace("(", "%28").replace("+", "%2B")
    editor.client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(bob, "python", 7, editor.path(BOB).read_text()))
    )

    def newest():
        came = [one for one in editor.client.published if one.uri == bob and one.version == 7]
        return [found.code for found in came[-1].diagnostics] or None if came else None

    assert await until(newest, editor.published) == ["CUR204"]
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(bob)))


async def test_a_folder_comes_and_goes(editor):
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    await editor.diagnostics(ALICE, "CUR204")
    await editor.diagnostics(BOB, "CUR204")
    editor.mark()
    editor.remove_folder()
    await editor.diagnostics(ALICE)
    await editor.diagnostics(BOB)
    editor.mark()
    editor.add_folder()
    await editor.diagnostics(ALICE, "CUR204")


async def test_an_open_document_keeps_its_project(editor):
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    editor.open(BOB)
    await editor.diagnostics(BOB, "CUR204")
    editor.remove_folder()
    editor.type(BOB, editor.texts[BOB].replace("Processing", "Processin"))
    await editor.diagnostics(BOB, "CUR105", "CUR204")


async def test_a_file_finds_its_project_upward(editor):
    write_fixture(editor.root, COLLISION)
    editor.open(PIPELINE, editor.path(PIPELINE).read_text().replace("Package", "Pakage"))
    await editor.diagnostics(PIPELINE, "CUR301")
    await editor.diagnostics(ALICE, "CUR204")


async def test_a_folder_inside_a_project_finds_it(editor):
    write_fixture(editor.root, COLLISION)
    inside = Editor(editor.client, editor.root / "developer_workspaces")
    inside.add_folder()
    await editor.diagnostics(ALICE, "CUR204")
    inside.remove_folder()


async def test_several_projects_in_one_folder(editor):
    one, two = (Editor(editor.client, editor.root / name) for name in ("deep/one", "two"))
    write_fixture(one.root, COLLISION)
    write_fixture(two.root, TWO)
    editor.add_folder()
    await one.diagnostics(BOB, "CUR204")
    two.open(BOB)
    await two.diagnostics(BOB)
    two.type(BOB, two.texts[BOB].replace("GraphPruning", "GraphSampling"))
    [found] = await two.diagnostics(BOB, "CUR204")
    for other in found.related_information or ():
        assert other.location.uri == two.uri(ALICE)
    two.close_all()
    await two.diagnostics(BOB)


async def test_settings_are_read_again(editor):
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    editor.mark()
    editor.path("cursus-registry.toml").write_text('ignore = ["CUR204"]')
    editor.touched("cursus-registry.toml")
    await editor.diagnostics(BOB)
    editor.mark()
    editor.path("cursus-registry.toml").unlink()
    editor.touched("cursus-registry.toml", lsp.FileChangeType.Deleted)
    await editor.diagnostics(BOB, "CUR204")


async def test_broken_settings_stop_nothing(editor):
    write_fixture(editor.root, COLLISION)
    editor.path("cursus-registry.toml").write_text("ignore = [")
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    assert editor.client.messages[-1].message.startswith(f"{editor.root.name}/cursus-registry.toml:1:")


async def test_settings_count_while_they_are_typed(editor):
    settings = "/cursus-registry.toml"
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    editor.mark()
    editor.open(settings, 'ignore = ["CUR204"]\nselct = 1\n', language="toml")
    [found] = await editor.diagnostics(settings, "CUR903")
    assert found.range == lsp.Range(lsp.Position(1, 0), lsp.Position(1, 5))
    await editor.diagnostics(BOB)
    editor.type(settings, 'ignore = ["CUR204"]\nselect = [')
    await editor.diagnostics(settings, "CUR903")
    editor.mark()
    editor.type(settings, 'select = ["CUR2"]\n')
    await editor.diagnostics(settings)
    await editor.diagnostics(BOB, "CUR204")


async def test_progress_only_for_those_who_show_it(editor):
    reports = editor.client.progress_reports
    before = set(reports)
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    if not knows(editor.client, "window", "work_done_progress"):
        assert not reports
        return

    def new():
        finished = [reports[token] for token in set(reports) - before if reports[token]]
        return finished or None if all(isinstance(one[-1], lsp.WorkDoneProgressEnd) for one in finished) else None

    [shown] = await until(new, lambda: reports)
    assert isinstance(shown[0], lsp.WorkDoneProgressBegin)
    assert shown[0].title == f"Reading registries of {editor.root.name}"
    assert all(isinstance(one, lsp.WorkDoneProgressReport) for one in shown[1:-1])


async def test_watchers_only_for_those_who_register_them(client):
    editor = Editor(client, client.root)
    editor.open(BOB, editor.path(BOB).read_text().replace("GraphPruning", "GraphSampling"))
    await editor.diagnostics(BOB, "CUR204")  # the server is up: it has asked what it wanted to ask
    editor.close_all()

    def watchers():
        return [one for one in client.registrations if one.method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES] or None

    if not knows(client, "workspace", "did_change_watched_files", "dynamic_registration"):
        assert not watchers()
        return
    registration = (await until(watchers, lambda: client.registrations))[-1]
    globs = [watcher["globPattern"] for watcher in registration.register_options["watchers"]]
    assert "**/*.py" in globs
    assert "**/cursus-registry.toml" in globs


@pytest_lsp.fixture(scope="module", config=SERVER)
async def bare(lsp_client: Client):
    await lsp_client.start_session(clients.vscode())
    yield
    await lsp_client.shutdown_session()


async def test_a_single_file_without_any_folder(bare, tmp_path):
    write_fixture(tmp_path, COLLISION)
    editor = Editor(bare, tmp_path)
    editor.open(PIPELINE, editor.path(PIPELINE).read_text().replace("Package", "GraphSampling"))
    await editor.diagnostics(PIPELINE, "CUR302")
    await editor.diagnostics(BOB, "CUR204")


async def test_a_file_of_no_project(bare, tmp_path):
    write_fixture(tmp_path / "project", COLLISION)
    editor, project = Editor(bare, tmp_path), Editor(bare, tmp_path / "project")
    editor.open("/alone.py", 'STEP_NAMES = {"A": {}, "A": {}}\n')
    params = lsp.HoverParams(lsp.TextDocumentIdentifier(editor.uri("/alone.py")), lsp.Position(0, 15))
    assert await bare.text_document_hover_async(params) is None
    project.open(BOB)
    await project.diagnostics(BOB, "CUR204")
    assert not [one for one in editor.published() if one.uri == editor.uri("/alone.py") and one.diagnostics]
