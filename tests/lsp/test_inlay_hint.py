"""Inlay hints over the protocol: positions as the client counts, tooltips for those who ask for them."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE, registry
from support.server import Desk

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "🚀"}}}}
#- {PIPELINE}
from cursus.registry.step_names import get_config_class_name
"🚀", get_config_class_name("Graph", "alice")
"""
ALL = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))


def open_desk(client=None, **options):
    desk = Desk(PROJECT, client)
    if options:
        desk.server.configuration.start(options)
    desk.run()
    desk.open(ALICE)
    desk.open(PIPELINE)
    return desk


def hints(desk, path=PIPELINE):
    return desk.ask(lsp.TEXT_DOCUMENT_INLAY_HINT, lsp.InlayHintParams(lsp.TextDocumentIdentifier(to_uri(path)), ALL))


def test_inlay_hint_p4_over_the_protocol():
    desk = open_desk()
    [hint] = hints(desk)
    assert (hint.position, hint.label, hint.padding_left, hint.tooltip) == (lsp.Position(1, 35), "alice", True, None)
    assert desk.ask(lsp.INLAY_HINT_RESOLVE, hint).tooltip == "Graph is the step of workspace alice here. 🚀"


def test_inlay_hint_p1_over_the_protocol():
    desk = open_desk()
    [hint] = hints(desk, ALICE)
    assert (hint.position, hint.label) == (lsp.Position(0, 29), "GraphStepBuilder, GraphConfig, Graph")
    assert "follows from the name" in desk.ask(lsp.INLAY_HINT_RESOLVE, hint).tooltip


def test_inlay_hint_p4_without_tooltips_where_nobody_asks_for_them():
    client = clients.vscode()
    client.text_document.inlay_hint = lsp.InlayHintClientCapabilities()
    [hint] = hints(open_desk(client))
    assert (hint.label, hint.data) == ("alice", None)


@pytest.mark.parametrize(
    ("settings", "path", "count"),
    [
        ({"hints": {"namespaces": False}}, PIPELINE, 0),
        ({"hints": {"namespaces": False}}, ALICE, 1),
        ({"hints.derived": False}, PIPELINE, 1),
        ({"hints.derived": False}, ALICE, 0),
    ],
)
def test_inlay_hints_can_be_turned_off(settings, path, count):
    assert len(hints(open_desk(**settings), path) or []) == count


@pytest.mark.parametrize("data", [None, 3, {}, {"uri": 3}, {"uri": to_uri(PIPELINE), "kind": "namespace", "name": 3}])
def test_inlay_hint_that_is_none_of_ours(data):
    hint = lsp.InlayHint(lsp.Position(0, 0), "x", data=data)
    assert open_desk().ask(lsp.INLAY_HINT_RESOLVE, hint).tooltip is None


def test_inlay_hint_is_null_where_no_step_stands():
    desk = open_desk()
    desk.open("/pipelines/other.py", 'print("Graph")\n')
    assert hints(desk, "/pipelines/other.py") is None
