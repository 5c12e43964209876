"""Where the sources of a project are: other layouts, and a core that is installed or lies elsewhere."""

import pytest

from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.settings import Settings
from support.checks import all_diagnostics, registry
from support.fixture import parse_fixture

STEP = '"{0}": {{"sagemaker_step_type": "Processing", "description": "Does it", "builder_step_name": "{0}StepBuilder", "config_class": "{0}Config", "spec_type": "{0}"}}'
CORE_STEP = (
    '"{0}": {{"sagemaker_step_type": "Processing", "description": "Does it", "config_class": "{0}Config",'
    ' "builder_step_name": "{0}StepBuilder", "spec_type": "{0}"}}'
)
LOOKUP = "from cursus.registry import get_config_class_name\n\nget_config_class_name('{}')\n"
SITE = "/work/{}/lib/python3.12/site-packages"


def core(*names):
    return f"STEP_NAMES = {{{', '.join(CORE_STEP.format(name) for name in names)}}}\n"


def steps(*names):
    return f"WORKSPACE_STEPS = {{{', '.join(STEP.format(name) for name in names)}}}\n"


def load(files, root="/work", **options):
    project = Project(Memory(files), root, **options)
    project.load_all()
    return project


def found(project):
    snapshot = project.snapshot
    return [(note.path.removeprefix("/work/"), note.text) for note in all_diagnostics(snapshot)]


def names(project):
    return sorted(project.snapshot.view.visible_names(None))


WORKSPACE = f"/work{registry('alice')}"
USES = {
    WORKSPACE: steps("GraphSampling"),
    "/work/a.py": LOOKUP.format("Package"),
    "/work/b.py": LOOKUP.format("Packag"),
}


@pytest.mark.parametrize("site", [SITE.format(".venv"), SITE.format("venv"), "/work/.venv/Lib/site-packages"])
def test_a_core_that_is_installed(site):
    project = load({**USES, f"{site}/cursus/registry/step_names.py": core("Package", "pascal_case")})
    assert names(project) == ["Package", "pascal_case"]
    assert found(project) == [("b.py", "warning[CUR301]")]
    assert not any(".venv" in path or "/venv" in path for path in project.snapshot.judged())


@pytest.mark.parametrize(
    ("interpreter", "site"),
    [
        ("/opt/envs/ml/bin/python", "/opt/envs/ml/lib/python3.11/site-packages"),
        ("/opt/envs/ml", "/opt/envs/ml/lib/python3.11/site-packages"),
        ("/usr/bin/python3", "/usr/lib/python3/dist-packages"),
        ("/usr/bin/python3", "/usr/local/lib/python3.11/dist-packages"),
        ("C:/envs/ml/Scripts/python.exe", "C:/envs/ml/Lib/site-packages"),
        ("C:/Python/python.exe", "C:/Python/Lib/site-packages"),
    ],
)
def test_a_core_beside_an_interpreter(interpreter, site):
    files = {**USES, f"{site}/cursus/registry/step_names.py": core("Package")}
    project = load(files, interpreter=interpreter)
    assert found(project) == [("b.py", "warning[CUR301]")]


def test_a_core_installed_in_place():
    files = {
        **USES,
        f"{SITE.format('.venv')}/cursus.pth": "import os; os.system('false')\n# comment\n/else/where/src\n",
        "/else/where/src/cursus/registry/step_names.py": core("Package"),
    }
    assert found(load(files)) == [("b.py", "warning[CUR301]")]


def test_the_environment_of_the_project_before_the_interpreter():
    files = {
        **USES,
        f"{SITE.format('.venv')}/cursus/registry/step_names.py": core("Package"),
        "/opt/lib/python3.11/site-packages/cursus/registry/step_names.py": core("Other"),
    }
    assert names(load(files, interpreter="/opt")) == ["Package"]


def test_no_core_anywhere():
    project = load(USES)
    assert found(project) == [(WORKSPACE.removeprefix("/work/"), "information[CUR002]")]


def test_a_core_of_its_own_takes_the_place_of_the_installed_one():
    project = load({**USES, f"{SITE.format('.venv')}/cursus/registry/step_names.py": core("Other")})
    assert names(project) == ["Other"]
    disk = project.files._below
    disk.write("/work/src/cursus/registry/step_names.py", core("Package"))
    reached = project.update(["/work/src/cursus/registry/step_names.py"])
    assert names(project) == ["Package"]
    assert {"/work/a.py", "/work/b.py"} <= reached
    disk.remove("/work/src")
    project.update(["/work/src"])
    assert names(project) == ["Other"]


@pytest.mark.parametrize(
    "where", ["/elsewhere/cursus", "/elsewhere", "/elsewhere/cursus/registry/step_names.py", "../elsewhere"]
)
def test_a_core_that_the_settings_name(where):
    files = {**USES, "/elsewhere/cursus/registry/step_names.py": core("Package")}
    project = load(files, settings=Settings(core=(where,)))
    assert names(project) == ["Package"]
    assert found(project) == [("b.py", "warning[CUR301]")]


def test_a_core_elsewhere_in_the_project_is_judged():
    files = {**USES, "/work/lib/steps.py": core("Package", "pascal_case")}
    project = load(files, settings=Settings(core=("lib/steps.py",)))
    assert ("lib/steps.py", "warning[CUR501]") in found(project)
    assert ("b.py", "warning[CUR301]") in found(project)


def test_workspaces_elsewhere():
    files = {
        "/work/src/cursus/registry/step_names.py": core("Package"),
        "/work/teams/red/steps.py": steps("GraphSampling"),
        "/work/teams/blue/steps.py": steps("GraphSampling"),
        "/work/teams/blue/use.py": LOOKUP.format("GraphSampling"),
        "/work/use.py": LOOKUP.format("GraphSampling"),
    }
    project = load(files, settings=Settings(workspaces=("teams/{id}/steps.py",)))
    assert found(project) == [
        ("teams/blue/steps.py", "warning[CUR204]"),
        ("teams/red/steps.py", "warning[CUR204]"),
        ("use.py", "warning[CUR302]"),
    ]


def test_settings_that_move_files_ask_for_another_reading():
    project = load(USES)
    assert not project.configure(Settings(ignore=("CUR002",)))
    assert project.configure(Settings(workspaces=("teams/{id}",)))


def test_two_projects_in_one_folder_keep_apart():
    fixture = parse_fixture(f"""
        #- /work/a/src/cursus/registry/step_names.py
        {core("Package")}
        #- /work/a/use.py
        {LOOKUP.format("Other").replace(chr(10), chr(10) + "        ")}
        #- /work/b/src/cursus/registry/step_names.py
        {core("Other")}
    """)
    project = load(fixture.files, "/work/a")
    assert names(project) == ["Package"]
    assert found(project) == [("a/use.py", "warning[CUR301]")]


# The packages of an environment


def packages(files, interpreter=None):
    project = Project(
        Memory({"/work/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n", **files}),
        "/work",
        interpreter=interpreter,
    )
    project.load_all()
    return project


def test_the_folders_of_packages_with_those_that_are_installed_in_place():
    site = "/work/.venv/lib/python3.11/site-packages"
    project = packages(
        {
            f"{site}/pydantic/__init__.py": "",
            f"{site}/mine.pth": "# a comment\nimport os; os.system('x')\n/elsewhere/src\n/nowhere\n",
            "/elsewhere/src/mine/__init__.py": "",
        }
    )
    assert project.package_folders == (site, "/elsewhere/src")


def test_the_environment_with_cursus_counts_before_one_without():
    files = {
        "/work/.venv/lib/python3.11/site-packages/other.py": "",
        "/opt/py/lib/python3.12/site-packages/cursus/__init__.py": "",
        "/opt/py/bin/python": "",
    }
    assert packages(files).package_folders == ("/work/.venv/lib/python3.11/site-packages",)
    assert packages(files, "/opt/py/bin/python").package_folders == ("/opt/py/lib/python3.12/site-packages",)
    assert packages({}).package_folders == ()


def test_an_environment_that_comes_is_seen_when_the_disk_is_looked_over():
    disk = Memory({"/work/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n"})
    project = Project(disk, "/work")
    project.load_all()
    assert project.package_folders == ()
    disk.write("/work/.venv/lib/python3.11/site-packages/other.py", "")
    for _ in project.follow():
        pass
    assert project.package_folders == ("/work/.venv/lib/python3.11/site-packages",)
