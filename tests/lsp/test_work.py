"""What an index that fails, or is begun again, leaves behind."""

import asyncio

import pytest
from lsprotocol import types as lsp

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.work import Work
from support.checks import CORE, registry
from support.fixture import parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
FILES = parse_fixture(f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{"Pakage": {{}}}}\n').files


class Failing(Memory):
    """A disk that has a fault of ours in it, once."""

    failed = False

    def scan(self, path):
        if not self.failed and path == "/src/cursus/registry":
            self.failed = True
            raise ZeroDivisionError
        return super().scan(path)


def desk(disk):
    published: dict[str, list[str]] = {}

    def send(params: lsp.PublishDiagnosticsParams) -> None:
        published[to_path(params.uri)] = [found.code for found in params.diagnostics]

    session = Session(disk)
    lane = Lane(schedule=lambda turn: None)
    return session, lane, Work(session, Publisher(session, send), lane, Progress(client=None)), published


def settle(lane):
    while lane.busy:
        lane.step()


def test_an_index_that_fails_does_not_silence_its_project():
    session, lane, work, published = desk(Failing(FILES))
    session.folders.add("/")
    project = session.find_project(ALICE)
    work.index([project])
    settle(lane)
    assert published == {}
    work.index([project])
    settle(lane)
    assert published == {ALICE: ["CUR205"]}


def test_an_index_begun_again_ends_once():
    session, lane, work, published = desk(Memory(FILES))
    projects = session.add_folder("/")
    work.index(projects)
    lane.step()
    work.index(projects)
    settle(lane)
    assert published == {ALICE: ["CUR205"]}


def test_a_project_that_only_an_open_file_led_to_goes_with_it():
    session, lane, work, published = desk(Memory(FILES))
    work.opened(session.documents.open(to_uri(ALICE), 1, FILES[ALICE]))
    work.opened(session.documents.open(to_uri(BOB), 1, ""))
    settle(lane)
    assert published[ALICE] == ["CUR205"]
    for path, stay in ((BOB, ["/"]), (ALICE, [])):
        session.documents.close(to_uri(path))
        work.closed(path)
        settle(lane)
        assert sorted(session.projects) == stay
    assert published[ALICE] == []


def test_a_project_that_was_just_made_in_a_folder_stays_when_its_file_is_closed():
    disk = Memory({"/one/README.md": "x"})
    session, lane, work, published = desk(disk)
    work.open_folder("/one")
    for path, text in FILES.items():
        disk.write(f"/one{path}", text)
    alice = f"/one{ALICE}"
    work.opened(session.documents.open(to_uri(alice), 1, FILES[ALICE]))
    settle(lane)
    session.documents.close(to_uri(alice))
    work.closed(alice)
    settle(lane)
    assert published[alice] == ["CUR205"]


class Button:
    """A client that shows progress, and whose button is pressed as soon as it is there."""

    def __init__(self, *, pressed):
        self.progress = Progress(self)
        self.progress.enabled = True
        self.pressed = pressed
        self.ended = []

    async def create(self, token):
        if self.pressed:
            self.progress.cancel(token)

    def send(self, token, value):
        if isinstance(value, lsp.WorkDoneProgressEnd):
            self.ended.append(value.message)


@pytest.mark.asyncio
@pytest.mark.parametrize("event", ["opened", "saved"])
async def test_the_button_stops_an_index_until_something_happens(event):
    published = {}
    session = Session(Memory({**FILES, **{f"/pipelines/p{n}.py": "import os\n" for n in range(300)}}))
    lane, button = Lane(schedule=lambda turn: None), Button(pressed=True)
    publisher = Publisher(session, lambda params: published.__setitem__(to_path(params.uri), params.diagnostics))
    work = Work(session, publisher, lane, button.progress)
    [project] = session.add_folder("/")
    work.index([project])
    while lane.busy:
        lane._step(lane.jobs()[0])
        await asyncio.sleep(0)
    assert button.ended == ["stopped; goes on when a file is opened or saved"]
    assert not work.is_indexing(ALICE)
    assert not project.snapshot.view.indexed
    work.follow()
    settle(lane)
    assert not project.snapshot.view.indexed
    button.pressed = False
    if event == "opened":
        work.opened(session.documents.open(to_uri(ALICE), 1, FILES[ALICE]))
    else:
        work.touched(["/pipelines/p1.py"])
    assert work.is_indexing(ALICE)
    settle(lane)
    assert project.snapshot.view.indexed
    assert [one.code for one in published[ALICE]] == ["CUR205"]
