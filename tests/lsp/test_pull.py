"""Diagnostics for clients that ask: who does, what they are answered, and when they are made to ask again."""

import asyncio

import pytest
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path
from cursus_registry.lsp.greeting import initialize_result, load_offers
from cursus_registry.lsp.pull import Asker
from support import clients
from support.asking import ALICE, BOB, ONE, OTHER, Asking, asking, codes
from support.server import settled

# Who asks


@pytest.mark.parametrize(
    ("client", "pulls"),
    [
        (clients.vscode(), True),
        (clients.neovim(), False),
        (clients.emacs(), False),
        (clients.nothing(), False),
        (asking(), True),
        (asking(refresh=None), False),
        (asking(refresh=None, pushed=False), True),
    ],
    ids=["vscode", "neovim", "emacs", "nothing", "asks", "would show what is old", "cannot be told otherwise"],
)
def test_who_is_offered_to_ask(client, pulls):
    said = initialize_result(clients.as_json(client), load_offers())["capabilities"]
    assert ("diagnosticProvider" in said) == pulls
    desk = Asking(capabilities=client)
    desk.open(ALICE)
    desk.run()
    assert {to_path(uri): found for uri, _, found in desk.pushed()} == {
        ALICE: [] if pulls else ["CUR204"],
        BOB: ["CUR204"],
    }


# One document


def test_a_document_is_answered_with_a_name_for_the_answer():
    desk = Asking()
    desk.open(ALICE)
    report = desk.document(ALICE)
    assert (report.kind, codes(report)) == ("full", ["CUR204"])
    again = desk.document(ALICE, report.result_id)
    assert (again.kind, again.result_id) == ("unchanged", report.result_id)
    assert codes(desk.document(ALICE, "another")) == ["CUR204"]


def test_the_name_of_an_answer_is_its_content_and_nothing_else():
    first, second = Asking(), Asking()
    second.open(BOB)
    second.type(BOB, OTHER, 2)
    second.type(BOB, ONE, 3)
    assert first.document(ALICE).result_id == second.document(ALICE).result_id
    assert first.document(ALICE).result_id != first.document(BOB).result_id


def test_an_answer_is_of_the_newest_text():
    desk = Asking()
    desk.open(ALICE)
    name = desk.document(ALICE).result_id
    desk.type(ALICE, OTHER, 2)
    assert codes(desk.document(ALICE, name)) == []
    desk.type(ALICE, ONE, 3)
    assert desk.document(ALICE, name).kind == "unchanged"


def test_another_file_changes_the_answer_and_the_client_asks_again_once():
    desk = Asking()
    desk.open(ALICE)
    desk.open(BOB)
    desk.run()
    name = desk.document(ALICE).result_id
    desk.document(BOB)
    desk.type(BOB, OTHER, 2)
    desk.document(BOB)
    assert desk.asked_again() == 1
    assert codes(desk.document(ALICE, name)) == []
    desk.type(BOB, f"# a line more\n{OTHER}", 3)
    desk.document(BOB)
    assert desk.asked_again() == 0, "nothing has changed for anybody else"


def test_nobody_asks_again_for_what_was_never_asked():
    desk = Asking()
    desk.open(ALICE)
    desk.open(BOB)
    desk.type(BOB, OTHER, 2)
    assert desk.asked_again() == 0


def test_a_document_that_was_closed_is_asked_for_like_a_new_one():
    desk = Asking()
    desk.open(ALICE)
    desk.document(ALICE)
    desk.close(ALICE)
    desk.run()
    desk.open(ALICE, version=2)
    desk.save(BOB, OTHER)
    assert desk.asked_again() == 0


def test_when_a_project_has_been_read_again_no_answer_is_older():
    desk = Asking()
    desk.open(ALICE)
    desk.document(ALICE)
    desk.disk.write(BOB, OTHER)
    [project] = desk.session.projects.values()
    desk.server.work.index([project])
    for _ in desk.server.work._index(project):
        if not desk.server.work.is_indexing(ALICE):
            break
    assert codes(desk.document(ALICE)) == []


def test_a_file_on_the_disk_changes_an_answer():
    desk = Asking()
    desk.open(ALICE)
    desk.document(ALICE)
    desk.save(BOB, OTHER)
    assert desk.asked_again() == 1
    assert codes(desk.document(ALICE)) == []
    desk.save(BOB, None)
    assert desk.asked_again() == 0


def test_other_open_documents_come_along_where_the_client_takes_them():
    desk = Asking(capabilities=asking(related=True))
    desk.open(ALICE)
    desk.open(BOB)
    desk.document(ALICE)
    assert desk.document(BOB).related_documents is None
    desk.type(BOB, OTHER, 2)
    report = desk.document(BOB)
    assert {to_path(uri): codes(one) for uri, one in report.related_documents.items()} == {ALICE: []}
    assert desk.document(BOB, report.result_id).related_documents is None
    assert desk.asked_again() == 0, "the client has it all"


def test_what_is_no_file_or_none_of_ours_has_an_empty_answer():
    desk = Asking()
    params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier("untitled:1"))
    assert settled(desk.ask(lsp.TEXT_DOCUMENT_DIAGNOSTIC, params)).items == []
    assert desk.document("/elsewhere/notes.py").items == []


def test_a_question_waits_until_the_project_is_read():
    desk = Asking(read=False)
    desk.open(ALICE)

    async def story():
        waiting = asyncio.ensure_future(desk.begin(ALICE))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        desk.run()
        return await waiting

    assert codes(asyncio.run(story())) == ["CUR204"]
    assert desk.asked_again() == 0


def test_a_question_that_is_taken_back_leaves_nothing_behind():
    desk = Asking(read=False)
    desk.open(ALICE)

    async def story():
        waiting = asyncio.ensure_future(desk.begin(ALICE))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(story())
    assert not +desk.server.publisher._asking
    desk.run()
    assert codes(desk.document(ALICE)) == ["CUR204"]


# Asking again


def test_reasons_to_ask_again_are_gathered(monkeypatch):
    monkeypatch.setattr("cursus_registry.lsp.pull.ASK_SECONDS", 0.05)
    times = []

    async def story():
        async def send():
            times.append(asyncio.get_running_loop().time())

        asker = Asker(send)
        for _ in range(10):
            asker.ask()
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.2)
        assert len(times) == 2
        asker.ask()
        await asyncio.sleep(0.01)

    asyncio.run(story())
    assert len(times) == 3


@pytest.mark.parametrize("fault", ["refuses", "is silent"])
def test_a_client_that_refuses_or_is_silent_is_asked_the_next_time(monkeypatch, fault):
    monkeypatch.setattr("cursus_registry.lsp.pull.ASK_SECONDS", 0.01)
    monkeypatch.setattr("cursus_registry.lsp.pull.ANSWER_SECONDS", 0.01)
    asked = []

    async def story():
        async def send():
            asked.append(fault)
            if fault == "refuses":
                raise RuntimeError
            await asyncio.sleep(60)

        asker = Asker(send)
        for _ in range(2):
            asker.ask()
            await asyncio.sleep(0.05)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(story())
    assert len(asked) == 2
