"""Whatever happens on a disk behind the server's back: once it is looked over, all published equals a cold start."""

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from lsprotocol import types as lsp

from cursus_registry.files import DirEntry, Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.work import FEW, Work
from cursus_registry.settings import EditorSettings, read_editor
from support.checks import CORE, registry
from support.fixture import parse_fixture

CORE_FILES = parse_fixture(CORE).files
[CORE_PATH] = [path for path in CORE_FILES if path.endswith("step_names.py")]
ALICE, BOB = registry("alice"), registry("bob")
OVERRIDE = 'STEP_OVERRIDES = {"Pakage": {}}\n'
OWN = 'WORKSPACE_STEPS = {"GraphSampling": {"sagemaker_step_type": "Processing", "description": "d"}}\n'
LOOKUP = 'from cursus.registry import get_config_class_name\nget_config_class_name("Pakage")\n'
TEXTS = st.sampled_from([OVERRIDE, OWN, LOOKUP, "", "STEP_OVERRIDES = {\n"])
FILES = ("/a/use.py", "/a/lib/use.py", "/a/out/generated.py", *(f"/a{path}" for path in (ALICE, BOB, CORE_PATH)))
FOLDERS = (
    "/a",
    "/a/lib",
    "/a/src",
    "/a/developer_workspaces",
    "/a/developer_workspaces/developers/alice",
    "/b",
    "/a/b",
)
IGNORES = st.sampled_from(["out/\n", "*.py\n!use.py\n", "lib/\n", ""])
SETTINGS = st.sampled_from(["ignore = ['CUR3']\n", "exclude = ['lib/']\n", "", "exclude = ['developer_workspaces']\n"])

EDITOR = st.sampled_from(
    [
        {},
        {"ignore": ["CUR2"]},
        {"exclude": ["lib/"]},
        {"exclude": ["/b", "out/"]},
        {"core": ["../shared"]},
        {"severity": {"CUR3": "hint"}},
    ]
)


class Locking(Memory):
    """A disk with folders that nobody may list."""

    def __init__(self, files, locked=()):
        super().__init__(files)
        self.locked = set(locked)

    def scan(self, path) -> list[DirEntry]:
        if path in self.locked:
            raise PermissionError(13, "Permission denied", path)
        return super().scan(path)


class Desk:
    """A session on the folder `/`, or on others, indexed; `published` is what its client shows."""

    def __init__(self, disk, folders=("/",), editor=EditorSettings()):  # noqa: B008 - it is immutable
        self.disk = disk
        self.published = {}
        self.session = Session(disk, tell=lambda message: None)
        self.session.configure(editor, {})
        self.lane = Lane(schedule=lambda turn: None)
        self.work = Work(self.session, Publisher(self.session, self._take), self.lane, Progress(client=None))
        for folder in folders:
            self.work.open_folder(folder)
        self.settle()

    def _take(self, params):
        self.published[to_path(params.uri)] = params.diagnostics

    def settle(self):
        while self.lane.busy:
            self.lane.step()

    def look_over(self):
        self.work.follow()
        self.settle()

    def open(self, path, text):
        self.work.opened(self.session.documents.open(to_uri(path), 1, text))

    def close(self, path):
        if self.session.documents.close(to_uri(path)):
            self.work.closed(path)

    @property
    def codes(self):
        return {path: sorted(one.code for one in found) for path, found in self.published.items() if found}

    def cold(self):
        """What a server that starts now, on the same disk and the same open texts, would show."""
        files = {path: self.disk.read(path, 10**9).data for path in self.disk.paths()}
        disk = Locking(files, getattr(self.disk, "locked", ()))
        other = Desk(disk, sorted(self.session.folders), self.session.editor_at("/"))
        for path in self.session.documents.paths():
            other.open(path, self.session.documents.at(path).source.data.decode())
        other.settle()
        return other.published


def non_empty(published):
    return {path: found for path, found in published.items() if found}


class BehindTheBack(RuleBasedStateMachine):
    """The disk changes without a word, or with only some of the words."""

    @initialize()
    def start(self):
        self.desk = Desk(Locking({f"/a{path}": text for path, text in CORE_FILES.items()} | {f"/a{ALICE}": OVERRIDE}))
        self.disk = self.desk.disk

    @rule(path=st.sampled_from(FILES), text=TEXTS, tell=st.booleans())
    def write(self, path, text, tell):
        self._change(path, text, tell)

    @rule(text=SETTINGS, name=st.sampled_from(["/a", "", "/a/b"]), tell=st.booleans())
    def set(self, text, name, tell):
        self._change(f"{name}/cursus-registry.toml", text, tell)

    @rule(values=EDITOR)
    def configure(self, values):
        self.desk.session.configure(read_editor(values, EditorSettings()).settings, {})
        self.desk.work.configured()

    @rule(text=IGNORES, name=st.sampled_from(["/a", "/a/lib", ""]), tell=st.booleans())
    def ignore(self, text, name, tell):
        self._change(f"{name}/.gitignore", text, tell)

    def _change(self, path, text, tell):
        self.disk.write(path, text)
        if tell:
            self.desk.work.touched([path])

    @rule(path=st.sampled_from((*FILES, *FOLDERS, "/a/cursus-registry.toml", "/a/.gitignore")), tell=st.booleans())
    def remove(self, path, tell):
        self.disk.remove(path)
        if tell:
            self.desk.work.touched([path])

    @rule(old=st.sampled_from(FOLDERS), new=st.sampled_from(FOLDERS), tell=st.booleans())
    def move(self, old, new, tell):
        inside = [path for path in self.disk.paths() if path.startswith(f"{old}/")]
        if self.disk.is_dir(new) or new.startswith(old) or old.startswith(new):
            return
        for path in inside:
            self.disk.write(new + path.removeprefix(old), self.disk.read(path, 10**9).data)
        self.disk.remove(old)
        if tell:
            self.desk.work.touched([old, new])

    @rule(folder=st.sampled_from(FOLDERS))
    def lock(self, folder):
        self.disk.locked ^= {folder}

    @rule(path=st.sampled_from(FILES), text=TEXTS)
    def open(self, path, text):
        if self.desk.session.documents.at(path) is None:
            self.desk.open(path, text)

    @rule(path=st.sampled_from(FILES))
    def close(self, path):
        self.desk.close(path)

    @rule(steps=st.integers(1, 4), look=st.booleans())
    def work_a_little(self, steps, look):
        if look:
            self.desk.work.follow()
        for _ in range(steps):
            self.desk.lane.step()

    @rule()
    def shown_equals_cold(self):
        self.desk.look_over()
        assert non_empty(self.desk.published) == non_empty(self.desk.cold())

    def teardown(self):
        if hasattr(self, "desk"):
            self.shown_equals_cold()


BehindTheBack.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestBehindTheBack = BehindTheBack.TestCase


class Counting(Memory):
    """A disk that remembers which files were read."""

    def __init__(self, files):
        super().__init__(files)
        self.reads = []

    def read(self, path, limit):
        self.reads.append(path)
        return super().read(path, limit)


def test_only_what_looks_different_is_read():
    desk = Desk(Counting({**CORE_FILES, ALICE: OVERRIDE, "/use.py": LOOKUP}))
    desk.disk.reads.clear()
    desk.look_over()
    assert [path for path in desk.disk.reads if path.endswith(".py")] == []
    desk.disk.write("/use.py", "")
    desk.look_over()
    assert [path for path in desk.disk.reads if path.endswith(".py")] == ["/use.py"]
    assert desk.codes == {ALICE: ["CUR205"]}


def test_nothing_is_sent_when_nothing_has_changed():
    desk = Desk(Memory({**CORE_FILES, ALICE: OVERRIDE}))
    desk.published.clear()
    desk.look_over()
    assert desk.published == {}


def test_of_many_files_the_deleted_ones_are_cleared_at_once():
    names = [f"/pipelines/use_{number}.py" for number in range(FEW + 1)]
    desk = Desk(Memory(CORE_FILES | dict.fromkeys(names, LOOKUP)))
    assert set(desk.codes) == set(names)
    for name in names:
        desk.disk.remove(name)
    desk.work.touched(names)
    assert desk.session.projects["/"].snapshot.facts(names[0]) is None, "before any walk"
    desk.settle()
    assert desk.codes == {}


def test_a_folder_that_git_ignores_comes_and_goes():
    desk = Desk(Memory(CORE_FILES | {"/build/use.py": LOOKUP}))
    assert desk.codes == {"/build/use.py": ["CUR301"]}
    desk.disk.write("/.gitignore", "build/\n")
    desk.work.touched(["/.gitignore"])
    desk.settle()
    assert desk.codes == {}
    desk.disk.remove("/.gitignore")
    desk.work.touched(["/.gitignore"])
    desk.settle()
    assert desk.codes == {"/build/use.py": ["CUR301"]}


def test_a_folder_is_moved_in_one_event():
    desk = Desk(Memory(CORE_FILES | {"/lib/deep/use.py": LOOKUP}))
    desk.disk.remove("/lib")
    desk.disk.write("/other/deep/use.py", LOOKUP)
    desk.work.touched(["/lib", "/other"])
    desk.settle()
    assert desk.codes == {"/other/deep/use.py": ["CUR301"]}


def test_an_opened_folder_vanishes_and_comes_again():
    files = {f"/work{path}": text for path, text in CORE_FILES.items()} | {f"/work{ALICE}": OVERRIDE}
    desk = Desk(Memory(files), ["/work"])
    assert desk.codes == {f"/work{ALICE}": ["CUR205"]}
    desk.disk.remove("/work")
    desk.look_over()
    assert (desk.codes, desk.session.projects) == ({}, {})
    for path, text in files.items():
        desk.disk.write(path, text)
    desk.look_over()
    assert desk.codes == {f"/work{ALICE}": ["CUR205"]}


def test_a_core_elsewhere_is_followed():
    elsewhere = "/shared/src/cursus/registry/step_names.py"
    here = {"/work/cursus-registry.toml": "core = '/shared'\n", "/work/use.py": LOOKUP}
    desk = Desk(Memory(here | {elsewhere: CORE_FILES[CORE_PATH]}), ["/work"])
    assert desk.codes == {"/work/use.py": ["CUR301"]}
    desk.disk.write(elsewhere, CORE_FILES[CORE_PATH].replace("Package", "Pakage"))
    desk.work.touched([elsewhere])
    desk.settle()
    assert desk.codes == {}


def test_edits_are_published_while_the_disk_is_looked_over():
    desk = Desk(Memory(CORE_FILES | {f"/lib/{number}.py": "x = 1\n" for number in range(300)}))
    desk.open("/use.py", "")
    desk.settle()
    desk.work.follow()
    for _ in range(3):
        next(desk.lane._jobs["follow"][1])
    change = lsp.TextDocumentContentChangeWholeDocument(LOOKUP)
    desk.work.changed(desk.session.documents.change(to_uri("/use.py"), 2, [change], desk.session.encoding))
    desk.lane.step()
    assert desk.codes == {"/use.py": ["CUR301"]}
    assert "follow" in desk.lane._jobs or not desk.lane.busy
    desk.settle()
    assert desk.codes == {"/use.py": ["CUR301"]}


def test_a_project_that_fails_does_not_stop_the_others(caplog):
    files = {f"/{name}{path}": text for name in "ab" for path, text in CORE_FILES.items()}
    desk = Desk(Memory(files))
    desk.session.projects["/a"].follow = lambda: (_ for _ in ()).throw(ZeroDivisionError)
    desk.disk.write("/b/use.py", LOOKUP)
    desk.look_over()
    assert desk.codes == {"/b/use.py": ["CUR301"]}
    assert "/a cannot be looked over" in caplog.text


@pytest.mark.parametrize("name", ["step_names.py", "workspace_registry.py"])
def test_a_registry_gives_way_to_a_folder(name):
    desk = Desk(Memory(CORE_FILES | {ALICE: OVERRIDE}))
    path = next(path for path in (CORE_PATH, ALICE) if path.endswith(name))
    desk.disk.remove(path)
    desk.disk.write(f"{path}/inside.py", "")
    desk.look_over()
    assert desk.published[path] == desk.cold()[path]
