"""Settings as they are typed and saved: what is published, about the file and about all others."""

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

LOOKUP = 'from cursus.registry import get_config_class_name\nget_config_class_name("Pakage")\n'
FILES = parse_fixture(CORE).files | {"/use.py": LOOKUP, registry("alice"): 'STEP_OVERRIDES = {"Pakage": {}}\n'}
OURS = "/cursus-registry.toml"
BOTH = {"/use.py": ["CUR301"], registry("alice"): ["CUR205"]}


class Desk:
    """A server's session over a disk in memory, and what it has published and told."""

    def __init__(self, files=FILES, *folders):
        self.disk = Memory(files)
        self.told, self.codes, self.versions, self.sent = [], {}, {}, []
        self.session = Session(self.disk, self.told.append)
        self.lane = Lane(schedule=lambda turn: None)
        publisher = Publisher(self.session, self._take)
        self.work = Work(self.session, publisher, self.lane, Progress(client=None))
        self.session.initial_folders = list(folders or "/")
        for folder in self.session.initial_folders:
            self.work.open_folder(folder)
        self.run()

    def _take(self, params):
        path = to_path(params.uri)
        self.sent.append(path)
        self.codes[path] = [found.code for found in params.diagnostics]
        self.versions[path] = params.version

    @property
    def found(self):
        return {path: codes for path, codes in self.codes.items() if codes}

    def run(self):
        while self.lane.busy:
            self.lane.step()

    def save(self, path, text):
        self.sent.clear()
        self.disk.write(path, text)
        self.work.touched([path])
        self.run()

    def remove(self, path):
        self.disk.remove(path)
        self.work.touched([path])
        self.run()

    def open(self, path, text):
        self.sent.clear()
        self.work.opened(self.session.documents.open(to_uri(path), 1, text))
        self.run()

    def type(self, path, text, version=2):
        self.sent.clear()
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.work.changed(self.session.documents.change(to_uri(path), version, [change], self.session.encoding))
        self.run()

    def close(self, path):
        self.session.documents.close(to_uri(path))
        self.work.closed(path)
        self.run()


def test_settings_are_obeyed_when_they_are_saved():
    desk = Desk()
    assert desk.found == BOTH
    desk.save(OURS, "ignore = ['CUR3']")
    assert desk.found == {registry("alice"): ["CUR205"]}
    desk.save(OURS, "ignore = ['CUR3']\nselct = 1")
    assert desk.found == {registry("alice"): ["CUR205"], OURS: ["CUR903"]}
    desk.remove(OURS)
    assert desk.found == BOTH


def test_settings_are_obeyed_while_they_are_typed():
    desk = Desk()
    desk.open(OURS, "")
    desk.type(OURS, "ignore = ['CUR3']\nexclude = ['developer_workspaces']\n")
    assert desk.found == {}
    desk.type(OURS, "ignore = ['CUR3']\nselct = 1\n")
    assert desk.found == {registry("alice"): ["CUR205"], OURS: ["CUR903"]}
    assert desk.versions[OURS] == 2
    desk.close(OURS)
    assert desk.found == BOTH


def test_the_last_good_settings_stay_while_one_types():
    desk = Desk(FILES | {OURS: "ignore = ['CUR3']\n"})
    desk.open(OURS, "ignore = ['CUR3']\n")
    desk.type(OURS, "ignore = ['CUR3']\nexclude = [")
    assert desk.found == {registry("alice"): ["CUR205"], OURS: ["CUR903"]}
    assert desk.sent == [OURS], "nothing else is looked at"
    desk.type(OURS, "ignore = ['CUR3', 'CU")
    desk.type(OURS, "ignore = ['CUR3', 'CU']")
    assert desk.found == {registry("alice"): ["CUR205"], OURS: ["CUR903"]}
    desk.type(OURS, "ignore = ['CUR3', 'CUR2']")
    assert desk.found == {}


def test_typing_a_comment_reaches_no_other_file():
    desk = Desk(FILES | {OURS: "ignore = ['CUR3']\n"})
    desk.open(OURS, "ignore = ['CUR3']\n")
    desk.type(OURS, "ignore = ['CUR3']\n# why\n")
    assert desk.sent == [OURS]


def test_one_file_takes_the_place_of_the_other():
    desk = Desk(FILES | {"/pyproject.toml": "[tool.cursus-registry]\nselct = 1\n"})
    assert desk.found == BOTH | {"/pyproject.toml": ["CUR903"]}
    desk.save(OURS, "")
    assert desk.found == BOTH
    desk.save(OURS, "ignroe = []")
    assert desk.found == BOTH | {OURS: ["CUR903"]}
    desk.remove(OURS)
    assert desk.found == BOTH | {"/pyproject.toml": ["CUR903"]}
    desk.save("/pyproject.toml", "[project]\nname = 'x'\n")
    assert desk.found == BOTH


def test_a_pyproject_that_is_not_about_us_is_never_spoken_of():
    desk = Desk(FILES | {"/pyproject.toml": "[project]\n"})
    desk.open("/pyproject.toml", "[project\n")
    desk.type("/pyproject.toml", "[proj\n")
    assert desk.sent == []
    desk.type("/pyproject.toml", "[proj]\n[tool.cursus-registry]\nignore = ['CUR']\n")
    assert desk.found == {}
    desk.close("/pyproject.toml")
    assert desk.found == BOTH


def test_what_is_excluded_is_silent_though_it_is_open():
    desk = Desk()
    desk.open("/use.py", LOOKUP)
    desk.save(OURS, "exclude = ['use.py']")
    assert desk.found == {registry("alice"): ["CUR205"]}
    desk.type("/use.py", LOOKUP + LOOKUP)
    assert desk.found == {registry("alice"): ["CUR205"]}
    desk.save(OURS, "")
    assert desk.found == BOTH | {"/use.py": ["CUR301", "CUR301"]}


def test_a_mistake_at_the_start_is_told_once():
    desk = Desk(FILES | {OURS: "\nselct = 1\n"})
    assert desk.told == ["cursus-registry.toml:2:1: 'selct' is no setting; did you mean 'select'?"]
    desk.save(OURS, "selct = [")
    desk.save(OURS, "slect = 1")
    assert len(desk.told) == 1, "from then on the diagnostics say it"


def test_a_mistake_that_concerns_several_projects_is_told_once():
    desk = Desk(NESTED | {OURS: "selct = 1"})
    assert desk.told == ["cursus-registry.toml:1:1: 'selct' is no setting; did you mean 'select'?"]
    desk.save(OURS, "exclude = ['b']\nselct = 1")
    desk.save(OURS, "selct = 1")
    assert desk.found[OURS] == ["CUR903"]
    assert len(desk.told) == 1, "a project that goes and comes back is no news"


@pytest.mark.parametrize(
    ("opened", "name"),
    [
        (["/home/me/work"], "cursus-registry.toml"),
        (["/home/me"], "work/cursus-registry.toml"),
        (["/home/me/work", "/elsewhere"], "work/cursus-registry.toml"),
        (["/home/me/work/pipelines"], "/home/me/work/cursus-registry.toml"),
    ],
)
def test_a_mistake_is_told_by_the_path_that_a_person_sees(opened, name):
    files = {f"/home/me/work{path}": text for path, text in FILES.items()}
    files |= {"/home/me/work/pipelines/a.py": "", "/home/me/work/cursus-registry.toml": "selct = 1"}
    desk = Desk(files, *opened)
    assert desk.told == [f"{name}:1:1: 'selct' is no setting; did you mean 'select'?"]


def test_nothing_is_told_of_settings_while_they_are_typed():
    desk = Desk({"/lib/use.py": LOOKUP})
    for text in ("s", "selct = ", "selct = 1\nignore = [", "selct = 1\n"):
        desk.type(OURS, text) if OURS in desk.versions else desk.open(OURS, text)
    assert desk.found == {OURS: ["CUR903"]}
    assert desk.told == []


# Several projects

NESTED = {f"/a{path}": text for path, text in FILES.items()} | {f"/b{path}": text for path, text in FILES.items()}
EVERYWHERE = {f"/{name}{path}": codes for name in "ab" for path, codes in BOTH.items()}


def test_a_file_above_several_projects():
    desk = Desk(NESTED)
    assert desk.found == EVERYWHERE
    desk.save(OURS, "ignore = ['CUR3']\nselct = 1")
    assert desk.found == {OURS: ["CUR903"], **{path: codes for path, codes in EVERYWHERE.items() if "use" not in path}}
    desk.remove(OURS)
    assert desk.found == EVERYWHERE


def test_a_file_above_the_opened_folder():
    desk = Desk(NESTED | {OURS: "selct = 1"}, "/a")
    assert desk.found == {OURS: ["CUR903"], **{path: codes for path, codes in EVERYWHERE.items() if path[1] == "a"}}


@pytest.mark.parametrize("pattern", ["b", "/b/"])
def test_projects_that_are_excluded_go_and_come_back(pattern):
    desk = Desk(NESTED)
    desk.save(OURS, f"exclude = ['{pattern}']")
    assert desk.found == {path: codes for path, codes in EVERYWHERE.items() if path[1] == "a"}
    desk.open("/b/use.py", LOOKUP)
    assert desk.found == {path: codes for path, codes in EVERYWHERE.items() if path[1] == "a"}
    desk.save(OURS, "exclude = []")
    assert desk.found == EVERYWHERE


def test_settings_make_a_folder_a_project():
    desk = Desk({**FILES, "/lib/use.py": LOOKUP})
    assert desk.found == BOTH | {"/lib/use.py": ["CUR301"]}
    desk.save("/lib/cursus-registry.toml", "selct = 1")
    assert desk.found == BOTH | {"/lib/cursus-registry.toml": ["CUR903"]}
    desk.remove("/lib/cursus-registry.toml")
    assert desk.found == BOTH | {"/lib/use.py": ["CUR301"]}
