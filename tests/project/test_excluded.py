"""What settings exclude is neither walked, nor read, nor judged: on disk, in the editor, and as a project."""

import pytest

from cursus_registry.files import Memory, Overlay
from cursus_registry.project import Project, Reconfigured, find_projects
from cursus_registry.settings import is_left_out
from support.checks import CORE, all_diagnostics, registry
from support.fixture import parse_fixture

LOOKUP = 'from cursus.registry import get_config_class_name\nget_config_class_name("Pakage")\n'
OVERRIDE = 'STEP_OVERRIDES = {"Pakage": {}}\n'
FILES = parse_fixture(CORE).files | {"/use.py": LOOKUP, "/old/deep/use.py": LOOKUP, registry("alice"): OVERRIDE}
ALL = {"/use.py", "/old/deep/use.py", registry("alice")}


class Counting(Memory):
    """A disk that remembers what was asked for."""

    def __init__(self, files):
        super().__init__(files)
        self.asked = []

    def read(self, path, limit):
        self.asked.append(path)
        return super().read(path, limit)

    def scan(self, path):
        self.asked.append(path)
        return super().scan(path)


def files_with(text, **more):
    return Counting(FILES | {"/cursus-registry.toml": text} | more)


def found(project):
    return {note.path for note in all_diagnostics(project.snapshot)}


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ([], ALL),
        (["old/"], ALL - {"/old/deep/use.py"}),
        (["deep"], ALL - {"/old/deep/use.py"}),
        (["use.py"], {registry("alice")}),
        (["/use.py"], ALL - {"/use.py"}),
        (["alice"], ALL - {registry("alice")}),
        (["workspace_registry.py"], ALL - {registry("alice")}),
        (["developer_workspaces/*/alice/"], ALL - {registry("alice")}),
        (["*.py", "!/old/**", "!/src/**"], {"/old/deep/use.py"}),
        (["old/", "!old/deep/use.py"], ALL - {"/old/deep/use.py"}),
        (["*.toml"], ALL),
    ],
)
def test_what_is_excluded_is_not_found(patterns, left):
    files = files_with(f"exclude = {patterns}")
    project = Project(files, "/")
    project.load_all()
    assert found(project) == left
    asked = {path for path in files.asked if path in ALL}
    assert asked == left
    for path in sorted(ALL):
        project.update([path])
    assert {path for path in files.asked if path in ALL} == left, "a change on disk is no reason to look either"


def test_an_excluded_folder_is_not_looked_into():
    files = files_with("exclude = ['old/']")
    Project(files, "/").load_all()
    assert "/old" not in files.asked


def test_an_excluded_core_leaves_no_core():
    project = Project(files_with("exclude = ['/src']"), "/")
    assert not project.load_all().view.index.core


def test_an_open_document_is_excluded_all_the_same():
    files = Overlay(files_with("exclude = ['old/', '/new.py']"))
    project = Project(files, "/")
    project.load_all()
    for path in ("/old/deep/use.py", "/new.py"):
        files.open(path, LOOKUP.encode())
        project.update([path])
    assert found(project) == ALL - {"/old/deep/use.py"}


def test_other_settings_say_what_they_change():
    files = files_with("exclude = ['old/']")
    project = Project(files, "/")
    project.load_all()
    steps = [
        ("exclude = [ 'old/' ]  # the same", Reconfigured.NOTHING),
        ("exclude = ['old/']\nignore = ['CUR3']", Reconfigured.FINDINGS),
        ("exclude = ['old/']\nselct = 1\nignore = ['CUR3']", Reconfigured.NOTHING),
        ("exclude = ['old", Reconfigured.NOTHING),
        ("ignore = ['CUR3']", Reconfigured.FILES),
        ("packs = ['a']\nignore = ['CUR3']", Reconfigured.FILES),
        ("pins = { A = 'core' }\npacks = ['a']", Reconfigured.FINDINGS),
    ]
    for text, changed in steps:
        files.write("/cursus-registry.toml", text)
        assert project.reconfigure() is changed, text
    files.remove("/cursus-registry.toml")
    assert project.reconfigure() is Reconfigured.FILES
    assert project.snapshot.settings_file is None
    project.load_all()
    assert found(project) == ALL


# Projects in excluded folders

COMPANY = {
    "/company/pyproject.toml": "[tool.cursus-registry]\nexclude = ['/samples/', 'old']\n",
    "/company/a/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
    "/company/a/old/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
    "/company/samples/b/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
    "/company/own/cursus-registry.toml": "exclude = ['c']\n",
    "/company/own/old/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
    "/company/own/c/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
}


def test_projects_in_excluded_folders_are_not_found():
    files = Memory(COMPANY)
    assert find_projects(files, "/company") == ["/company", "/company/a", "/company/own", "/company/own/old"]
    assert find_projects(files, "/company/a") == ["/company/a"]


def test_projects_in_excluded_folders_are_found_if_asked_for():
    files = Memory(COMPANY)
    assert find_projects(files, "/company/samples/b") == ["/company/samples/b"]
    assert find_projects(files, "/company/own/c/src") == ["/company/own/c"]
    assert [
        folder
        for folder in ("/company/a", "/company/a/old", "/company/samples/b", "/company/own/c", "/company/own/old")
        if is_left_out(files, folder)
    ] == ["/company/a/old", "/company/samples/b", "/company/own/c"]


def test_a_checkout_of_its_own_is_not_left_out():
    assert not is_left_out(Memory(COMPANY | {"/company/samples/b/.git/config": ""}), "/company/samples/b")
