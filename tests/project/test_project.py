"""Finding projects, walking them, and keeping their index in step with the disk."""

import pytest

from cursus_registry.files import Memory, Overlay
from cursus_registry.project import Project, find_projects, find_root_above
from support.checks import CORE, all_diagnostics, open_fixture, registry
from support.fixture import parse_fixture

LOOKUP = 'from cursus.registry import get_config_class_name\nget_config_class_name("Pakage")\n'


def codes(project):
    return [(note.path, note.text) for note in all_diagnostics(project.snapshot)]


def test_projects_below_and_above():
    core = CORE.replace("/src", "/company/a/src")
    files = Memory(parse_fixture(f"{core}\n#- /company/b/developer_workspaces/developers/x/y.py\n").files)
    assert find_projects(files, "/company") == ["/company/a", "/company/b"]
    assert find_projects(files, "/company/a/src/cursus") == ["/company/a"]
    assert find_root_above(files, "/company/a/src/cursus/registry") == "/company/a"
    assert find_projects(files, "/elsewhere") == []


@pytest.mark.parametrize(
    "text",
    ["#- /p/cursus-registry.toml\n", "#- /p/pyproject.toml\n[tool.cursus-registry]\n"],
)
def test_a_project_file_makes_a_project(text):
    assert find_projects(Memory(parse_fixture(text).files), "/p") == ["/p"]


def test_another_pyproject_makes_none():
    assert find_projects(Memory({"/p/pyproject.toml": "[project]\nname = 'x'\n"}), "/p") == []


@pytest.mark.parametrize("folder", [".venv/lib", "node_modules/x", "site-packages", "a/.git/b"])
def test_nothing_is_read_in_foreign_folders(folder):
    files = {**parse_fixture(CORE).files, f"/{folder}/use.py": LOOKUP}
    files[f"/{folder}{registry('eve')}"] = "WORKSPACE_STEPS = 3\n"
    project = Project(Memory(files), "/")
    project.load_all()
    assert codes(project) == []
    project.update([f"/{folder}/use.py"])
    assert codes(project) == []


def test_nested_projects_are_left_alone():
    project = open_fixture(f"{CORE}\n#- /examples/demo/cursus-registry.toml\n\n#- /examples/demo/use.py\n{LOOKUP}")
    assert codes(project) == []


def test_lookups_honour_gitignore_and_registries_do_not():
    files = parse_fixture(CORE).files | {
        "/.gitignore": "generated/\ndeveloper_workspaces/\n!generated/keep.py\n",
        "/generated/use.py": LOOKUP,
        registry("alice"): 'STEP_OVERRIDES = {"Pakage": {}}\n',
    }
    project = Project(Memory(files), "/")
    project.load_all()
    assert codes(project) == [(registry("alice"), "error[CUR205]")]
    project.update(["/generated/use.py"])
    assert codes(project) == [(registry("alice"), "error[CUR205]")], "a change on disk is no reason to look either"


@pytest.mark.parametrize("line", ["[z-a]", "!", "trailing\\", "\0"])
def test_a_line_of_gitignore_that_git_passes_over(line):
    files = parse_fixture(CORE).files | {"/.gitignore": f"{line}\nold.py\n", "/old.py": LOOKUP, "/new.py": LOOKUP}
    project = Project(Memory(files), "/")
    project.load_all()
    assert codes(project) == [("/new.py", "warning[CUR301]")]


def test_an_open_document_counts_even_if_it_is_ignored():
    files = Overlay(Memory(parse_fixture(CORE).files | {"/.gitignore": "scratch.py\n", "/scratch.py": LOOKUP}))
    project = Project(files, "/")
    project.load_all()
    assert codes(project) == []
    files.open("/scratch.py", LOOKUP.encode())
    project.update(["/scratch.py"])
    assert codes(project) == [("/scratch.py", "warning[CUR301]")]
    files.close("/scratch.py")
    project.update(["/scratch.py"])
    assert codes(project) == []


def test_a_folder_that_cannot_be_listed_keeps_lookups_silent():
    class Locked(Memory):
        def scan(self, path):
            if path == "/developer_workspaces":
                raise PermissionError(13, "Permission denied")
            return super().scan(path)

    files = parse_fixture(f"{CORE}\n#- /use.py\n{LOOKUP}").files | {registry("alice"): "WORKSPACE_STEPS = {}\n"}
    project = Project(Locked(files), "/")
    project.load_all()
    assert project.unreadable == {"/developer_workspaces": "Permission denied"}
    assert codes(project) == []


def test_a_removed_folder_takes_its_files_along():
    files = Memory(parse_fixture(f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Pakage': {{}}}}\n").files)
    project = Project(files, "/")
    project.load_all()
    assert len(codes(project)) == 1
    files.remove("/developer_workspaces/developers/alice")
    assert project.update(["/developer_workspaces/developers/alice"]) >= {registry("alice")}
    assert codes(project) == []
    assert not project.snapshot.view.index.workspaces


def test_typing_in_a_body_reaches_no_other_file():
    files = Memory(
        parse_fixture(
            f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"Same": {{"sagemaker_step_type": "Training", "description": "a"}}}}
#- {registry("bob")}
WORKSPACE_STEPS = {{"Same": {{"sagemaker_step_type": "Training", "description": "b"}}}}
"""
        ).files
    )
    project = Project(files, "/")
    project.load_all()
    files.write(registry("bob"), files.read(registry("bob"), 10**6).data.replace(b'"b"', b'"better"'))
    assert project.update([registry("bob")]) == {registry("bob")}
    files.write(registry("bob"), "WORKSPACE_STEPS = {}\n")
    assert project.update([registry("bob")]) == {registry("alice"), registry("bob")}


def test_an_update_while_the_project_is_read_is_not_lost():
    files = Memory(parse_fixture(f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Pakage': {{}}}}\n").files)
    project = Project(files, "/")
    for progress in project.load():
        if progress.done == progress.total:
            files.write(registry("alice"), "STEP_OVERRIDES = {}\n")
            project.update([registry("alice")])
    assert codes(project) == []


def test_questions_are_answered_before_everything_is_read():
    files = Overlay(
        Memory(
            parse_fixture(CORE).files
            | {registry(f"w{number}"): 'WORKSPACE_STEPS = {"Mine": {}}\n' for number in range(9)}
            | {"/use.py": LOOKUP.replace("Pakage", "Package")}
        )
    )
    files.open("/use.py", LOOKUP.encode())
    files.open(registry("w7"), b'WORKSPACE_STEPS = {"Typed": {}}\n')
    project = Project(files, "/")
    reading = project.load()
    while not project.answers:
        next(reading)
    view = project.snapshot.view
    assert set(view.base.steps) >= {"Package"}
    assert set(view.own("w7").steps) == {"Typed"}
    assert set(view.index.files) == {"/src/cursus/registry/step_names.py", "/use.py", registry("w7")}
    project.update(["/use.py"])
    assert [path for path, _ in codes(project) if path == "/use.py"] == [], "nothing is missing before the end"
    for _ in reading:
        pass
    assert [path for path, _ in codes(project) if path == "/use.py"]


def test_what_changes_while_the_core_is_read_is_newer():
    files = Overlay(Memory(parse_fixture(CORE).files))
    files.open("/use.py", LOOKUP.encode())
    project = Project(files, "/")
    reading = project.load()
    next(reading)
    next(reading)
    files.open("/use.py", LOOKUP.replace("Pakage", "Package").encode())
    project.update(["/use.py"])
    while not project.answers:
        next(reading)
    assert [mention.name for mention in project.snapshot.facts("/use.py").mentions] == ["Package"]
