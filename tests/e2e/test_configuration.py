"""The editor's settings as each kind of editor hands them over, changed while everything runs."""

import asyncio
import sys

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig

from support import clients
from support.clients import Client, knows, make_client
from support.editor import ALICE, BOB, PIPELINE, TWO, Editor, until, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
COLLISION = TWO.replace("GraphPruning", "GraphSampling")
SECTION = "cursusRegistry"
CAN_BE_ASKED = ("workspace", "configuration")


@pytest.fixture
def settings(editor):
    """The editor with two colliding workspaces; its settings are put back afterwards."""
    write_fixture(editor.root, COLLISION)
    yield Settings(editor)
    Settings(editor).set({})


class Settings:
    """Settings in the hands of a person."""

    def __init__(self, editor):
        self.editor = editor
        self.client = editor.client

    def set(self, values, folder=None, section=True):
        if knows(self.client, *CAN_BE_ASKED):
            self.client.set_configuration({SECTION: values}, scope_uri=folder)
            pushed = None
        else:
            pushed = {SECTION: values} if section else values
        self.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(pushed))


@pytest.mark.parametrize("section", [True, False])
async def test_settings_take_effect_at_once(settings, section):
    editor = settings.editor
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    editor.mark()
    settings.set({"ignore": ["CUR204"]}, section=section)
    await editor.diagnostics(BOB)
    editor.mark()
    settings.set({"severity": {"CUR204": "hint"}}, section=section)
    [found] = await editor.diagnostics(BOB, "CUR204")
    assert found.severity == lsp.DiagnosticSeverity.Hint
    editor.mark()
    settings.set({"exclude": ["developer_workspaces/"]}, section=section)
    await editor.diagnostics(BOB)
    editor.mark()
    settings.set({"ignore": []}, section=section)
    await editor.diagnostics(BOB, "CUR204")


async def test_the_project_file_wins(settings):
    editor = settings.editor
    editor.path("cursus-registry.toml").write_text('ignore = ["CUR301"]\n')
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    editor.open(PIPELINE, editor.path(PIPELINE).read_text().replace("Package", "Pakage"))
    editor.mark()
    settings.set({"ignore": ["CUR204"], "severity": {"CUR204": "hint"}})
    [found] = await editor.diagnostics(BOB, "CUR204")
    assert found.severity == lsp.DiagnosticSeverity.Hint
    editor.mark()
    editor.path("cursus-registry.toml").unlink()
    editor.touched("cursus-registry.toml", lsp.FileChangeType.Deleted)
    await editor.diagnostics(BOB)
    await editor.diagnostics(PIPELINE, "CUR301")


async def test_a_mistake_is_told_once_and_keeps_the_last_good_value(settings):
    editor, client = settings.editor, settings.client
    editor.add_folder()
    settings.set({"severity": {"CUR204": "hint"}})
    before = len(client.messages)

    def told():
        return [one.message for one in client.messages[before:]]

    settings.set({"severity": {"CUR204": "hint"}, "diagnostics": {"scope": "everywhere"}})
    [message] = await until(lambda: told() or None, told)
    assert "'diagnostics.scope': 'everywhere' is not allowed; write one of project, open" in message
    settings.set({"severity": {"CUR204": "fatal"}, "diagnostics": {"scope": "everywhere"}})
    await until(lambda: told()[1:] or None, told)
    await asyncio.sleep(0.2)
    [_, second] = told()
    assert "'fatal' is no severity" in second
    [found] = await editor.diagnostics(BOB, "CUR204")
    assert found.severity == lsp.DiagnosticSeverity.Hint


async def test_each_folder_has_its_own(settings):
    if not knows(settings.client, *CAN_BE_ASKED):
        return  # such a client has one set of settings
    one, two = (Editor(settings.client, settings.editor.root / name) for name in ("one", "two"))
    for editor in (one, two):
        write_fixture(editor.root, COLLISION)
    settings.client.set_configuration({SECTION: {"ignore": ["CUR204"]}}, scope_uri=two.root.as_uri())
    for editor in (one, two):
        editor.add_folder()
    await one.diagnostics(BOB, "CUR204")
    two.open(BOB)
    await two.diagnostics(BOB)
    two.mark()
    settings.client.set_configuration({SECTION: {}}, scope_uri=two.root.as_uri())
    settings.set({})
    await two.diagnostics(BOB, "CUR204")
    for editor in (one, two):
        editor.close_all()
        editor.remove_folder()


async def test_the_interpreter_is_looked_beside_and_never_run(settings, tmp_path_factory):
    editor = settings.editor
    environment = tmp_path_factory.mktemp("environment")
    site = environment / "lib/python3.11/site-packages"
    site.mkdir(parents=True)
    editor.path("/src/cursus").rename(site / "cursus")
    (environment / "bin").mkdir()
    python = environment / "bin/python"
    python.write_text(f"#!/bin/sh\ntouch {environment}/ran\n")
    python.chmod(0o755)
    editor.open(PIPELINE, editor.path(PIPELINE).read_text().replace("Package", "Pakage"))
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR002", "CUR204")  # there is no core
    settings.set({"interpreter": python.as_posix()})
    await editor.diagnostics(PIPELINE, "CUR301")
    editor.mark()
    settings.set({"interpreter": (environment / "bin").as_posix()})
    await editor.diagnostics(PIPELINE)
    assert not (environment / "ran").exists()


async def test_a_repository_names_no_interpreter(settings):
    editor = settings.editor
    editor.path("cursus-registry.toml").write_text('interpreter = "/usr/bin/python3"\n')
    editor.add_folder()
    await editor.diagnostics("cursus-registry.toml", "CUR903")


async def test_what_is_said_to_other_servers_is_none_of_ours(settings):
    if knows(settings.client, *CAN_BE_ASKED):
        return  # it is asked for our section alone
    before = len(settings.client.messages)
    settings.editor.add_folder()
    settings.client.workspace_did_change_configuration(
        lsp.DidChangeConfigurationParams({"python": {"analysis": {"exclude": 1}}, "yaml": None})
    )
    for nonsense in (None, [], "x", 3, {SECTION: "x"}):
        settings.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(nonsense))
    await settings.editor.diagnostics(ALICE, "CUR204")
    assert settings.client.messages[before:] == []


async def test_news_of_settings_are_asked_for_where_they_can_be(client):
    if not knows(client, "workspace", "did_change_configuration", "dynamic_registration"):
        return

    def asked():
        return [one for one in client.registrations if one.method == lsp.WORKSPACE_DID_CHANGE_CONFIGURATION] or None

    [registration] = await until(asked, lambda: client.registrations)
    assert registration.register_options == {"section": SECTION}


# From the start of a session

SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "cursus_registry", "lsp"], client_factory=make_client)


@pytest_lsp.fixture(
    scope="module",
    params=[{"ignore": ["CUR204"]}, {"settings": {"ignore": ["CUR204"]}}, {SECTION: {"ignore": ["CUR204"]}}],
    config=SERVER,
)
async def begun(lsp_client: Client, request, tmp_path_factory):
    root = tmp_path_factory.mktemp("begun")
    write_fixture(root, COLLISION.replace('config_class_name("Package")', 'config_class_name("Pakage")'))
    await lsp_client.start_session(clients.neovim(), root, request.param)
    yield
    await lsp_client.shutdown_session()


async def test_settings_that_a_session_begins_with(begun):
    editor = Editor(begun, begun.root)
    editor._mark = 0
    await editor.diagnostics(PIPELINE, "CUR301")
    assert [one for one in editor.published() if one.diagnostics] == editor.published()[:1]
