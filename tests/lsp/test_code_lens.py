"""Code lenses over the protocol: counted when shown, with a command for whoever can run it."""

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcContentModified

from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE, registry
from support.server import Desk

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
PROJECT = f"""{CORE}
#- {ALICE}
"🚀"; STEP_OVERRIDES = {{"Package": {{"description": "🚀"}}}}
#- {PIPELINE}
from cursus.registry.step_names import get_config_class_name
"🚀", get_config_class_name("Package_x")
"""


def open_desk(*commands, **options):
    client = clients.vscode()
    client.experimental = {"commands": {"commands": list(commands)}} if commands else None
    desk = Desk(PROJECT, client)
    if options:
        desk.server.configuration.start(options)
    desk.run()
    desk.open(ALICE)
    return desk


def lenses(desk, path=ALICE):
    return desk.ask(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensParams(lsp.TextDocumentIdentifier(to_uri(path))))


def resolved(desk, lens):
    return desk.ask(lsp.CODE_LENS_RESOLVE, lens)


NAME = lsp.Range(lsp.Position(0, 24), lsp.Position(0, 33))
MENTION = lsp.Range(lsp.Position(1, 29), lsp.Position(1, 36))


def test_code_lens_p1_is_counted_when_it_is_shown():
    desk = open_desk()
    first, second = lenses(desk)
    assert (first.range, first.command, second.range) == (NAME, None, NAME)
    assert resolved(desk, first).command == lsp.Command("1 mention", "")
    assert resolved(desk, second).command == lsp.Command("overrides core", "")


@pytest.mark.parametrize(
    ("announced", "used"),
    [
        (["editor.action.showReferences"], "editor.action.showReferences"),
        (["editor.action.showReferences", "cursusRegistry.showReferences"], "cursusRegistry.showReferences"),
        (["rust-analyzer.showReferences"], ""),
    ],
)
def test_code_lens_p1_opens_places_in_a_client_that_can(announced, used):
    desk = open_desk(*announced)
    command = resolved(desk, lenses(desk)[0]).command
    places = [to_uri(ALICE), NAME.start, [lsp.Location(to_uri(PIPELINE), MENTION)]]
    assert (command.title, command.command, command.arguments) == ("1 mention", used, places if used else None)


def test_code_lens_p1_with_nothing_to_open():
    desk = open_desk("cursusRegistry.showReferences")
    desk.save(PIPELINE, None)
    desk.run()
    assert resolved(desk, lenses(desk)[0]).command == lsp.Command("no mentions", "")


@pytest.mark.parametrize(
    ("settings", "titles"),
    [
        ({"lenses": {"mentions": False}}, ["overrides core"]),
        ({"lenses.namespaces": False}, ["1 mention"]),
        ({"lenses": {"namespaces": False, "mentions": False}}, []),
    ],
)
def test_code_lens_p1_can_be_turned_off(settings, titles):
    desk = open_desk(**settings)
    assert [resolved(desk, lens).command.title for lens in lenses(desk) or []] == titles


def test_code_lens_p1_of_an_entry_that_is_gone():
    desk = open_desk()
    lens = lenses(desk)[0]
    desk.type(ALICE, "STEP_OVERRIDES = {}\n", 2)
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, lens)


@pytest.mark.parametrize("data", [None, 3, {}, {"uri": to_uri(ALICE)}, {"uri": to_uri(ALICE), "topic": "mentions"}])
def test_code_lens_that_is_none_of_ours(data):
    desk = open_desk()
    with pytest.raises(JsonRpcContentModified):
        resolved(desk, lsp.CodeLens(NAME, data=data))


def test_code_lens_is_null_where_nothing_is_declared():
    desk = open_desk()
    desk.open(PIPELINE)
    assert lenses(desk, PIPELINE) is None


@pytest.mark.parametrize("experimental", [3, [], {"commands": 3}, {"commands": {"commands": "x"}}])
def test_code_lens_p1_for_a_client_that_announces_nonsense(experimental):
    desk = open_desk()
    desk.session.client.experimental = experimental
    assert resolved(desk, lenses(desk)[0]).command.command == ""
