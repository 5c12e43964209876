"""Diagnostics for clients that ask: what they are answered, when they are made to ask again, and nothing shown twice."""

import asyncio

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.greeting import asks_for_diagnostics, initialize_result, load_offers
from cursus_registry.lsp.publish import result_id
from cursus_registry.lsp.pull import Asker
from cursus_registry.project import Project
from cursus_registry.text import Encoding
from support import clients
from support.checks import CORE, classes, registry
from support.fixture import parse_fixture
from support.server import Desk, settled

ALICE, BOB = registry("alice"), registry("bob")
STEP = f'    "{{0}}": {{{{"sagemaker_step_type": "Processing", "description": "d", {classes("{0}")}}}}},\n'
ONE, OTHER = (f"WORKSPACE_STEPS = {{\n{STEP.format(name)}}}\n" for name in ("Same", "Other"))
TWO = f"{CORE}\n#- {ALICE}\n{ONE}#- {BOB}\n{ONE}"


def asking(*, refresh=True, pushed=True, related=None):
    """A client that asks for diagnostics."""
    return lsp.ClientCapabilities(
        workspace=lsp.WorkspaceClientCapabilities(
            diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=refresh)
        ),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True) if pushed else None,
            diagnostic=lsp.DiagnosticClientCapabilities(related_document_support=related),
        ),
    )


class Asking(Desk):
    """A client that asks, and how often it was made to."""

    def __init__(self, files=TWO, capabilities=None, *, read=True):
        super().__init__(files, capabilities or asking())
        self.again = 0
        self.server.publisher._ask_again = self._count
        self.server.publisher.pulls = asks_for_diagnostics(clients.as_json(self.session.client))
        if read:
            self.run()

    def _count(self):
        self.again += 1

    def begin(self, path, previous=None):
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(to_uri(path)), previous_result_id=previous)
        return self.ask(lsp.TEXT_DOCUMENT_DIAGNOSTIC, params)

    def document(self, path, previous=None):
        return settled(self.begin(path, previous))

    def workspace(self, previous=None, token=None):
        known = [lsp.PreviousResultId(to_uri(path), value) for path, value in (previous or {}).items()]
        params = lsp.WorkspaceDiagnosticParams(known, partial_result_token=token)
        return asyncio.run(self.ask(lsp.WORKSPACE_DIAGNOSTIC, params))

    def asked_again(self):
        self.run()
        again, self.again = self.again, 0
        return again


def codes(report):
    return [found.code for found in report.items]


def items(report):
    """A workspace's report, as kind and codes by path."""
    return {
        to_path(one.uri): "unchanged" if one.kind == "unchanged" else [found.code for found in one.items]
        for one in report.items
    }


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


@pytest.mark.parametrize("path", [ALICE, BOB])
def test_a_new_finding_behind_the_question_makes_the_client_ask_again(monkeypatch, path):
    """Files in which nothing was found are passed over: what comes up in one meanwhile must not be lost."""
    monkeypatch.setattr("cursus_registry.lsp.pull.SLICE_SECONDS", 0.0)
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


# Whatever happens, in whatever order


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.sampled_from([ALICE, BOB])),
        st.tuples(st.just("close"), st.sampled_from([ALICE, BOB])),
        st.tuples(st.just("type"), st.sampled_from([ALICE, BOB]), st.sampled_from([ONE, OTHER, "x = (", ""])),
        st.tuples(st.just("save"), st.sampled_from([ALICE, BOB]), st.sampled_from([ONE, OTHER, "x = (", None])),
        st.tuples(st.just("run")),
        st.tuples(st.just("ask all")),
    ),
    max_size=14,
)


class Person:
    """A client that does what it is told: asks when it opens, types or must, and shows what it has."""

    def __init__(self, *, workspace):
        self.desk = Asking()
        self.workspace = workspace
        self.texts, self.pulled, self.pushed, self.names, self.version = {}, {}, {}, {}, 0
        self.disk = {ALICE: ONE, BOB: ONE}

    def ask(self, path):
        report = self.desk.document(path, self.names.get(path))
        self.names[path] = report.result_id
        if report.kind == "full":
            self.pulled[path] = codes(report)

    def ask_all(self):
        for path in self.texts:
            self.ask(path)
        if self.workspace:
            for one in self.desk.workspace({path: name for path, name in self.names.items() if name}).items:
                path = to_path(one.uri)
                self.names[path] = one.result_id
                if one.kind == "full":
                    self.pulled[path] = [found.code for found in one.items]

    def do(self, event, path=None, text=None):
        self.version += 1
        if event == "open" and path not in self.texts:
            self.texts[path] = self.disk.get(path) or ""
            self.desk.open(path, self.texts[path], self.version)
            self.ask(path)
        elif event == "close" and path in self.texts:
            del self.texts[path]
            self.desk.close(path)
            if not self.workspace:
                self.pulled.pop(path, None)
                self.names.pop(path, None)
        elif event == "type" and path in self.texts:
            self.texts[path] = text
            self.desk.type(path, text, self.version)
            self.ask(path)
        elif event == "save" and (text is not None or self.disk.get(path) is not None):
            self.disk[path] = text
            self.desk.save(path, text)
        elif event == "run":
            self.desk.run()
        elif event == "ask all":
            self.ask_all()

    def settle(self):
        for _ in range(5):
            self.desk.run()
            for uri, _, found in self.desk.pushed():
                self.pushed[to_path(uri)] = found
            again, self.desk.again = self.desk.again, 0
            if not again:
                return
            self.ask_all()
        raise AssertionError("it never ends")


@pytest.mark.parametrize("workspace", [True, False])
@settings(max_examples=60, deadline=None)
@given(events=EVENTS)
def test_what_is_shown_is_what_a_cold_start_finds_and_nothing_twice(workspace, events):
    person = Person(workspace=workspace)
    person.ask_all()
    for event in events:
        person.do(*event)
    person.settle()
    texts = {path: text for path, text in {**person.disk, **person.texts}.items() if text is not None}
    cold = Project(Memory({**parse_fixture(CORE).files, **texts}), "/").load_all()
    for path in (ALICE, BOB):
        expected = [found.code for found in diagnostics(cold, path, Encoding.UTF16)]
        shown = [found for found in (person.pulled.get(path), person.pushed.get(path)) if found]
        assert shown == ([expected] if expected else []), path
