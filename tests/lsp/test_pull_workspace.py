"""All files of a workspace for clients that ask: open ones first, nothing sent or shown twice."""

import asyncio

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.publish import result_id
from support import clients
from support.asking import ALICE, BOB, ONE, OTHER, STEP, TWO, Asking, codes, items
from support.checks import CORE, registry
from support.server import Desk

# All files


def test_all_files_with_findings_are_reported_the_open_ones_first():
    desk = Asking()
    desk.open(BOB, version=7)
    report = desk.workspace()
    assert items(report) == {BOB: ["CUR204"], ALICE: ["CUR204"]}
    assert [(to_path(one.uri), one.version) for one in report.items] == [(BOB, 7), (ALICE, None)]


def test_what_the_client_has_is_not_sent_again():
    desk = Asking()
    names = {to_path(one.uri): one.result_id for one in desk.workspace().items}
    assert items(desk.workspace(names)) == {ALICE: "unchanged", BOB: "unchanged"}
    assert items(desk.workspace({**names, ALICE: "old"})) == {ALICE: ["CUR204"], BOB: "unchanged"}


@pytest.mark.parametrize("text", [OTHER, None], ids=["mended", "deleted"])
def test_what_is_gone_is_reported_empty_once(text):
    desk = Asking()
    names = {to_path(one.uri): one.result_id for one in desk.workspace().items}
    desk.save(BOB, text)
    assert desk.asked_again() == 1
    report = desk.workspace(names)
    assert items(report) == {ALICE: [], BOB: []}
    assert {one.result_id for one in report.items} == {None}
    assert items(desk.workspace({})) == {}


def test_a_new_finding_in_a_closed_file_makes_the_client_ask_again():
    desk = Asking(f"{CORE}\n#- {ALICE}\n{ONE}#- {BOB}\n{OTHER}")
    assert items(desk.workspace()) == {}
    desk.save(BOB, ONE)
    assert desk.asked_again() == 1
    assert items(desk.workspace()) == {ALICE: ["CUR204"], BOB: ["CUR204"]}


def test_an_open_document_that_is_asked_for_by_itself_is_not_told_of_by_the_way():
    """Editors leave what a report on all files says of an open document alone: they have asked for it by itself."""
    desk = Asking()
    desk.open(ALICE)
    desk.open(BOB)
    assert [codes(desk.document(path)) for path in (ALICE, BOB)] == [["CUR204"], ["CUR204"]]
    desk.type(BOB, OTHER, 2)
    assert items(desk.workspace()) == {ALICE: [], BOB: []}
    assert desk.asked_again() == 1
    assert [codes(desk.document(path)) for path in (ALICE, BOB)] == [[], []]
    assert desk.asked_again() == 0


@pytest.mark.parametrize("text", [OTHER, None], ids=["mended", "deleted"])
def test_a_document_that_was_closed_is_told_of_once_more(text):
    """Editors ask once more when they close a document, and throw the answer away."""
    desk = Asking()
    desk.open(BOB)
    assert codes(desk.document(BOB)) == ["CUR204"]
    desk.save(BOB, text)
    desk.close(BOB)
    desk.run()
    assert codes(desk.document(BOB)) == []
    assert items(desk.workspace()) == {BOB: []}
    assert items(desk.workspace()) == {}


def test_the_name_of_a_list_says_nothing_of_a_document_that_was_closed():
    desk = Asking()
    desk.open(BOB)
    name = desk.document(BOB).result_id
    desk.close(BOB)
    desk.run()
    assert items(desk.workspace({BOB: name})) == {ALICE: ["CUR204"], BOB: ["CUR204"]}
    assert items(desk.workspace({BOB: name}))[BOB] == "unchanged"


@pytest.mark.parametrize("path", [ALICE, BOB])
def test_a_new_finding_behind_the_question_makes_the_client_ask_again(monkeypatch, path):
    """Files in which nothing was found are passed over: what comes up in one meanwhile must not be lost."""
    monkeypatch.setattr("cursus_registry.lsp.pauses.SLICE_SECONDS", 0.0)
    cara, dora = registry("cara"), registry("dora")
    desk = Asking(f"{CORE}\n#- {path}\n{OTHER}#- {cara}\n{ONE}#- {dora}\n{ONE}")
    alone = f"WORKSPACE_STEPS = {{\n{STEP.format('not_pascal')}}}\n"  # it concerns no other file

    async def story():
        waiting = asyncio.ensure_future(desk.ask(lsp.WORKSPACE_DIAGNOSTIC, lsp.WorkspaceDiagnosticParams([])))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
        desk.save(path, alone)
        desk.run()
        return await waiting

    asyncio.run(story())
    assert desk.asked_again() == 1
    assert items(desk.workspace())[path] == ["CUR501"]


@pytest.mark.parametrize("text", [OTHER, None], ids=["mended", "deleted"])
def test_no_name_is_kept_for_a_list_that_is_gone(text):
    desk = Asking()
    desk.workspace()
    assert set(desk.server.publisher._identities) == {ALICE, BOB}
    desk.save(BOB, text)
    desk.run()
    desk.open(ALICE)
    assert desk.document(ALICE).result_id == result_id([])
    assert not desk.server.publisher._identities


def test_all_files_are_waited_for():
    desk = Asking(read=False)

    async def story():
        waiting = asyncio.ensure_future(desk.ask(lsp.WORKSPACE_DIAGNOSTIC, lsp.WorkspaceDiagnosticParams([])))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        desk.run()
        return await waiting

    assert items(asyncio.run(story())) == {ALICE: ["CUR204"], BOB: ["CUR204"]}
    assert desk.asked_again() == 0
    assert desk.pushed() == []


def test_pieces_go_by_the_token(monkeypatch):
    monkeypatch.setattr("cursus_registry.lsp.requests.diagnostic.PIECE", 1)
    desk = Asking()
    assert desk.workspace(token="piece").items == []
    pieces = [params for method, params in desk.sent if method == lsp.PROGRESS]
    assert [(one.token, list(items(one.value))) for one in pieces] == [("piece", [ALICE]), ("piece", [BOB])]


def test_a_folder_that_is_closed_is_cleared():
    desk = Asking()
    names = {to_path(one.uri): one.result_id for one in desk.workspace().items}
    desk.session.remove_folder("/")
    desk.server.publisher.forget("/")
    assert desk.again == 1
    assert items(desk.workspace(names)) == {ALICE: [], BOB: []}


# Nothing is shown twice


def test_closed_files_are_pushed_to_a_client_that_asks_for_open_ones_only():
    desk = Asking()
    assert {to_path(uri): found for uri, _, found in desk.pushed()} == {ALICE: ["CUR204"], BOB: ["CUR204"]}
    desk.open(ALICE)
    desk.run()
    assert desk.pushed() == [(to_uri(ALICE), 1, [])], "what was pushed gives way to what is asked for"
    assert codes(desk.document(ALICE)) == ["CUR204"]
    desk.type(ALICE, OTHER, 2)
    desk.document(ALICE)
    desk.run()
    assert desk.pushed() == [(to_uri(BOB), None, [])]
    desk.close(ALICE)
    desk.run()
    assert sorted(desk.pushed()) == [(to_uri(ALICE), None, ["CUR204"]), (to_uri(BOB), None, ["CUR204"])]


def test_what_was_pushed_is_taken_back_when_the_client_asks_for_all_files():
    desk = Asking()
    desk.pushed()
    desk.workspace()
    assert desk.pushed() == [(to_uri(ALICE), None, []), (to_uri(BOB), None, [])]
    desk.save(BOB, OTHER)
    desk.save(BOB, ONE)
    desk.run()
    assert desk.pushed() == []


# Only the open files


def test_only_open_files_if_the_scope_is_open():
    desk = Asking(read=False)
    desk.session.diagnostics_scope = "open"
    desk.run()
    assert desk.pushed() == []
    assert items(desk.workspace()) == {}
    desk.open(ALICE)
    assert items(desk.workspace()) == {ALICE: ["CUR204"]}
    desk.close(ALICE)
    desk.run()
    assert items(desk.workspace()) == {ALICE: []}


def test_only_open_files_are_pushed_if_the_scope_is_open():
    desk = Desk(TWO, clients.neovim())
    desk.session.diagnostics_scope = "open"
    desk.run()
    assert desk.pushed() == []
    desk.open(ALICE)
    desk.run()
    assert desk.pushed() == [(to_uri(ALICE), 1, ["CUR204"])]
    desk.close(ALICE)
    desk.run()
    assert desk.pushed() == [(to_uri(ALICE), None, [])]
