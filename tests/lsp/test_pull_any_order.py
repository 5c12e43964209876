"""A client that asks, opens, types, saves and closes in any order: it shows what a cold start finds."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cursus_registry.features.diagnostics import diagnostics
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path
from cursus_registry.project import Project
from cursus_registry.text import Encoding
from support.asking import ALICE, BOB, ONE, OTHER, Asking, codes
from support.checks import CORE
from support.fixture import parse_fixture

EVENT = st.one_of(
    st.tuples(st.just("open"), st.sampled_from([ALICE, BOB])),
    st.tuples(st.just("close"), st.sampled_from([ALICE, BOB])),
    st.tuples(st.just("type"), st.sampled_from([ALICE, BOB]), st.sampled_from([ONE, OTHER, "x = (", ""])),
    st.tuples(st.just("save"), st.sampled_from([ALICE, BOB]), st.sampled_from([ONE, OTHER, "x = (", None])),
    st.tuples(st.just("run")),
    st.tuples(st.just("ask all")),
)
EVENTS = st.lists(EVENT, max_size=14)


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


class VsCode(Person):
    """VS Code: it asks for all files every two seconds, and goes by that alone for what it does not show. When it closes
    a document it asks for it once more, and throws that answer and any other one away that comes too late."""

    def __init__(self):
        super().__init__(workspace=True)
        self.known = {}  # the names of what it was told in answers about all files

    def ask_all(self):
        for path in self.texts:
            self.ask(path)
        self.poll()

    def poll(self):
        had = {path: self.names.get(path, name) for path, name in self.known.items()}
        for one in self.desk.workspace({path: name for path, name in had.items() if name}).items:
            path = to_path(one.uri)
            if one.kind == "full" and path not in self.names:
                self.pulled[path] = [found.code for found in one.items]
            self.known[path] = one.result_id

    def do(self, event, path=None, text=None):
        if event == "type and close" and path in self.texts:
            self.version += 1
            self.desk.type(path, text, self.version)
            self.close(path)
        elif event == "close" and path in self.texts:
            self.close(path)
        else:
            super().do(event, path, text)

    def close(self, path):
        self.desk.document(path, self.names.pop(path))
        self.known.pop(path, None)
        del self.texts[path]
        self.desk.close(path)

    def settle(self):
        super().settle()
        self.poll()


LATE = st.tuples(st.just("type and close"), st.sampled_from([ALICE, BOB]), st.sampled_from([ONE, OTHER, "x = (", ""]))


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENT | LATE, max_size=14))
def test_an_answer_that_is_thrown_away_leaves_nothing_behind(events):
    holds(VsCode(), events)


@pytest.mark.parametrize("workspace", [True, False])
@settings(max_examples=60, deadline=None)
@given(events=EVENTS)
def test_what_is_shown_is_what_a_cold_start_finds_and_nothing_twice(workspace, events):
    holds(Person(workspace=workspace), events)


def holds(person, events):
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
