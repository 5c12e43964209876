"""What the client is asked to watch, and what the server watches by itself."""

import asyncio
import logging

import pytest
import watchfiles._rust_notify
from lsprotocol import types as lsp

from cursus_registry.files.watch import MAX_FOLDERS, Watcher
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.rescan import Rescan
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.watch import Watch
from cursus_registry.lsp.work import Work
from support.checks import CORE
from support.editor import write_fixture

pytestmark = pytest.mark.asyncio


class Registrar:
    """A client that remembers what it was asked for."""

    def __init__(self, refuses=False):
        self.refuses, self.asked = refuses, {}

    async def register(self, registration):
        if self.refuses:
            raise RuntimeError("no")
        watchers = registration.register_options.watchers
        self.asked[registration.id] = {spelt(watcher.glob_pattern) for watcher in watchers}

    async def unregister(self, registration):
        del self.asked[registration.id]

    @property
    def patterns(self):
        [patterns] = self.asked.values()
        return patterns


def spelt(glob):
    return glob if isinstance(glob, str) else f"{glob.base_uri} {glob.pattern}"


class Desk:
    def __init__(self, root, dynamic=True, relative=True, refuses=False):
        self.session = Session()
        self.session.client = lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
                    dynamic_registration=dynamic, relative_pattern_support=relative
                )
            )
        )
        self.lane = Lane(schedule=lambda turn: None)
        publisher = Publisher(self.session, lambda params: None)
        self.work = Work(self.session, publisher, self.lane, Progress(client=None))
        self.rescan = Rescan(
            self.work.follow, lambda: False, lambda seconds, call: asyncio.get_running_loop().call_later(seconds, call)
        )
        self.registrar = Registrar(refuses)
        self.watch = Watch(self.session, self.work, self.rescan, self.registrar)
        self.work.open_folder(root.as_posix())
        self.settle()

    def settle(self):
        while self.lane.busy:
            self.lane.step()

    @property
    def own(self):
        watcher = self.watch._watcher
        return watcher._folders if watcher else frozenset()

    def end(self):
        self.watch.stop()
        self.rescan.stop()


@pytest.fixture
def root(tmp_path):
    write_fixture(tmp_path / "top/project", CORE)
    (tmp_path / "top/.git").mkdir()
    return tmp_path / "top/project"


async def test_the_client_is_asked_once(root):
    desk = Desk(root)
    await desk.watch.start()
    assert {
        "**/*.py",
        "**/*.step.yaml",
        "**/cursus-registry.toml",
        "**/.gitignore",
        "**/.git/HEAD",
    } <= desk.registrar.patterns
    above = f"{root.parent.as_uri()} {{cursus-registry.toml,pyproject.toml,.gitignore}}"
    assert above in desk.registrar.patterns
    first = dict(desk.registrar.asked)
    await desk.watch.follow()
    assert desk.registrar.asked == first
    assert desk.own == frozenset()


async def test_settings_that_move_the_layout_are_followed(root, tmp_path):
    write_fixture(tmp_path / "shared", CORE)
    desk = Desk(root)
    await desk.watch.start()
    (root / "cursus-registry.toml").write_text(f"core = '{tmp_path}/shared'\nworkspaces = ['teams/{{id}}']\n")
    desk.work.touched([f"{root.as_posix()}/cursus-registry.toml"])
    desk.settle()
    await desk.watch.follow()
    assert {"**/teams", "**/teams/*"} <= desk.registrar.patterns
    core = f"{(tmp_path / 'shared/src/cursus/registry').as_uri()} **/*.{{py,step.yaml}}"
    assert core in desk.registrar.patterns


async def test_without_relative_patterns_the_places_outside_are_watched_by_the_server(root):
    desk = Desk(root, relative=False)
    await desk.watch.start()
    assert all("file:" not in pattern for pattern in desk.registrar.patterns)
    assert desk.own == {root.parent.as_posix()}
    desk.end()


@pytest.mark.parametrize("client", [{"dynamic": False}, {"refuses": True}])
async def test_what_the_client_does_not_watch_the_server_does(root, client):
    (root / "node_modules/x").mkdir(parents=True)
    (root / ".venv/lib").mkdir(parents=True)
    desk = Desk(root, **client)
    await desk.watch.start()
    await desk.watch.follow()  # it has refused by now
    base = root.as_posix()
    assert {base, f"{base}/src/cursus/registry", root.parent.as_posix(), f"{root.parent.as_posix()}/.git"} <= desk.own
    assert not [folder for folder in desk.own if "node_modules" in folder or ".venv" in folder]
    desk.end()


async def test_changes_that_are_none_of_ours_are_passed_over(root):
    desk = Desk(root, dynamic=False)
    base = root.as_posix()
    relevant = desk.session.is_relevant
    for name in (
        "use.py",
        "src/new/x.py",
        "a.step.yaml",
        ".gitignore",
        "src/cursus",
        ".git/HEAD",
        "cursus-registry.toml",
    ):
        assert relevant(f"{base}/{name}"), name
    for name in ("x.txt", ".venv/x.py", "node_modules/a/b.py", ".git/objects/ab/cd", ".git/index.lock", "data.csv"):
        assert not relevant(f"{base}/{name}"), name
    assert not relevant(f"{root.parent.as_posix()}/x.py")
    assert relevant(f"{root.parent.as_posix()}/pyproject.toml")


async def test_a_folder_opened_inside_an_environment_is_watched(tmp_path):
    inside = tmp_path / "site-packages/project"
    write_fixture(inside, CORE)
    desk = Desk(inside)
    assert desk.session.is_relevant(f"{inside.as_posix()}/use.py")


@pytest.mark.parametrize("error", [OSError("OS file watch limit reached."), PermissionError("no"), ImportError("no")])
async def test_a_system_that_refuses_costs_one_line(root, monkeypatch, caplog, error):
    def refuse(*arguments):
        raise error

    monkeypatch.setattr(watchfiles._rust_notify, "RustNotify", refuse)
    desk = Desk(root, dynamic=False)
    with caplog.at_level(logging.WARNING):
        await desk.watch.start()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if desk.rescan._alone:
                break
        assert desk.rescan._alone
        await desk.watch.follow()
        await asyncio.sleep(0.1)
    assert len([one for one in caplog.records if "are not watched" in one.message]) == 1
    desk.end()


async def test_more_folders_than_can_be_watched():
    said = []
    watcher = Watcher(said.append, lambda: said.append("ready"), said.append)
    watcher.watch(f"/{number}" for number in range(MAX_FOLDERS + 1))
    assert said == ["50001 folders are more than can be watched"]


async def test_folders_that_are_gone_are_passed_over(tmp_path):
    said, news = asyncio.Event(), asyncio.Queue()
    loop = asyncio.get_running_loop()
    watcher = Watcher(
        lambda paths: loop.call_soon_threadsafe(news.put_nowait, paths),
        lambda: loop.call_soon_threadsafe(said.set),
        lambda reason: loop.call_soon_threadsafe(news.put_nowait, reason),
    )
    watcher.watch([tmp_path.as_posix(), f"{tmp_path.as_posix()}/none"])
    await asyncio.wait_for(said.wait(), 10)
    (tmp_path / "x.py").write_text("")
    assert await asyncio.wait_for(news.get(), 10) == [f"{tmp_path.as_posix()}/x.py"]
    watcher.stop()
