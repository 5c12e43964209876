"""Hover, the lens and references count the same mentions: those of all projects that are open."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE, registry
from support.server import Desk

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
PROJECT = f"""{CORE}
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "🚀"}}}}
WORKSPACE_STEPS = {{"Graph": {{"sagemaker_step_type": "Training", "description": "Hers"}}}}
#- {PIPELINE}
from cursus.registry.step_names import get_config_class_name
"🚀", get_config_class_name("Package_x"), get_config_class_name("Package")
#- /developer_workspaces/developers/alice/run.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Graph")
"""
BOTH = PROJECT.replace("#- /", "#- /two/") + PROJECT.replace("#- /", "#- /one/")


@pytest.fixture
def desk():
    desk = Desk(BOTH, clients.vscode())
    desk.run()
    assert sorted(desk.session.projects) == ["/one", "/two"]
    desk.open(f"/one{ALICE}")
    return desk


def last_line(markup):
    return markup.value.rstrip().split("\n")[-1]


def hovered(desk, path, line, character):
    params = lsp.HoverParams(lsp.TextDocumentIdentifier(to_uri(path)), lsp.Position(line, character))
    return last_line(desk.ask(lsp.TEXT_DOCUMENT_HOVER, params).contents)


def lens_of(desk, path, line):
    found = desk.ask(lsp.TEXT_DOCUMENT_CODE_LENS, lsp.CodeLensParams(lsp.TextDocumentIdentifier(to_uri(path))))
    lens = next(one for one in found if one.range.start.line == line)
    return desk.ask(lsp.CODE_LENS_RESOLVE, lens).command.title


def test_hover_p1_p4_counts_as_the_lens_does_in_all_projects(desk):
    assert lens_of(desk, f"/one{ALICE}", 0) == "4 mentions"
    assert hovered(desk, f"/one{ALICE}", 0, 20) == "Mentioned 4 times in 2 files."
    desk.open(f"/two{PIPELINE}")
    assert hovered(desk, f"/two{PIPELINE}", 1, 30) == "Mentioned 4 times in 2 files."


def test_hover_p1_counts_a_workspaces_own_step_by_its_qualified_name(desk):
    assert lens_of(desk, f"/one{ALICE}", 1) == "2 mentions"
    assert hovered(desk, f"/one{ALICE}", 1, 21) == "Mentioned 2 times in 2 files."


def test_hover_p1_follows_what_changes_in_the_other_project(desk):
    assert hovered(desk, f"/one{ALICE}", 0, 20) == "Mentioned 4 times in 2 files."
    desk.open(f"/two{PIPELINE}")
    desk.type(f"/two{PIPELINE}", "pass\n", 2)
    assert hovered(desk, f"/one{ALICE}", 0, 20) == "Mentioned 2 times in 1 file."
    assert lens_of(desk, f"/one{ALICE}", 0) == "2 mentions"


def test_completion_p4_describes_a_step_with_the_same_count(desk):
    desk.open(f"/two{PIPELINE}")
    text = "from cursus.registry.step_names import get_config_class_name\nget_config_class_name('Packa')\n"
    desk.type(f"/two{PIPELINE}", text, 2)
    place = lsp.TextDocumentIdentifier(to_uri(f"/two{PIPELINE}")), lsp.Position(1, 28)
    found = desk.ask(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionParams(*place))
    [item] = [item for item in found.value["items"] if item["label"] == "Package"]
    given = lsp.CompletionItem(item["label"], data=item["data"])
    described = desk.ask(lsp.COMPLETION_ITEM_RESOLVE, given).documentation
    assert last_line(described) == "Mentioned 2 times in 1 file."
