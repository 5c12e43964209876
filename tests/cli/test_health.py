"""`health`: how much of each source was read, what follows, how much there is, and how it exits."""

import json

import pytest

from cursus_registry.facts.model import FileFacts
from cursus_registry.features.health import Overall, SourceStatus, gather_health
from cursus_registry.files import Disk
from cursus_registry.index.index import replace_files
from cursus_registry.layout import FileKind, Place
from cursus_registry.project import Snapshot
from cursus_registry.resolution.view import View
from cursus_registry.settings import DEFAULTS
from cursus_registry.text import SourceText
from support.checks import CORE, open_fixture, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CORE_PATH = "src/cursus/registry/step_names.py"
PROJECT = f"""{CORE}
#- /{ALICE}
LOCAL_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers"}}}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /{BOB}
LOCAL_STEPS = {{"Pruning": {{"sagemaker_step_type": "Processing", "description": "His"}}}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
print({{}}["Nothing"])
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def health():
    run = run_in_process("health", "--output-format", "json")
    return run.exit_code, json.loads(run.stdout)


def test_for_people(project):
    run = run_in_process("health")
    assert (run.exit_code, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    assert lines[0] == f"HEALTHY: {project}"
    assert "  core             1 read in full" in lines
    assert "  workspace        2 read in full" in lines
    assert "  interface        absent" in lines
    assert "  settings         absent" in lines
    assert "what follows" not in lines
    assert "  steps            2 in core, 2 in 2 workspaces" in lines
    assert "  conflicts        0 (1 with overrides and names of the core's)" in lines
    assert "  look-ups         1 in 1 file" in lines


def test_the_report_is_exactly_this(project):
    (project / "cursus-registry.toml").write_text("")
    code, report = health()
    assert code == 0
    sources = report.pop("sources")
    assert sources.pop("core") == [source(CORE_PATH, None, 2, 0)]
    assert sources.pop("workspace") == [source(ALICE, "alice", 1, 1), source(BOB, "bob", 1, 0)]
    assert {"interface", "extras", "pack", "hyperparameters", "settings", "installed core"} <= set(sources)
    findings = report["counts"].pop("findings")
    assert (findings["error"], findings["warning"]) == (0, 0)
    assert report == {
        "version": 1,
        "root": str(project),
        "status": "HEALTHY",
        "settings_file": "cursus-registry.toml",
        "unreadable": {},
        "silent_workspaces": [],
        "consequences": [],
        "counts": {
            "steps": {"core": 2, "workspaces": 2},
            "overrides": 1,
            "workspaces": 2,
            "conflicts": 0,
            "all_conflicts": 1,
            "mentions": 1,
            "mentioning_files": 1,
            "files": {"core": 1, "python": 1, "workspace": 2},
        },
    }


def source(path, workspace, steps, overrides):
    return {
        "path": path,
        "workspace": workspace,
        "status": "full",
        "gaps": [],
        "steps": steps,
        "overrides": overrides,
    }


CASES = {
    "a value is computed": (
        ALICE,
        'LOCAL_STEPS = {\n"A": {"sagemaker_step_type": "Processing", "description": d()}}\n',
        "part", 2, "CUR003", [], "what could not be read in 1 file is not judged",
    ),
    "a table is computed": (
        ALICE, "\nLOCAL_STEPS = make()\n",
        "part", 2, "CUR003", ["alice"], "nothing is called missing in workspace alice",
    ),
    "half-typed": (
        ALICE, 'LOCAL_STEPS = {\n    "A": {"description": "d\n}\n',
        "part", 2, "CUR001", [], "what could not be read in 1 file is not judged",
    ),
    "not text": (
        ALICE, b"\x7fELF\0",
        "skipped", 1, "CUR007", ["alice"], "nothing is called missing in workspace alice",
    ),
    "the core is computed": (
        CORE_PATH, "STEP_NAMES = make()\n",
        "part", 1, "CUR003", None, "nothing is called missing, since the core could not be read in full",
    ),
    "the core is not text": (
        CORE_PATH, b"\0",
        "skipped", 1, "CUR007", None, "nothing is called missing, since the core could not be read in full",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_could_not_be_read_and_what_follows(project, name):
    path, text, status, line, code, silent, consequence = CASES[name]
    (project / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    exit_code, report = health()
    [found] = [one for sources in report["sources"].values() for one in sources if one["path"] == path]
    assert exit_code == 1
    assert (found["status"], found["gaps"][0]["line"], found["gaps"][0]["code"]) == (status, line, code)
    assert report["silent_workspaces"] == silent
    assert consequence in report["consequences"]
    assert report["status"] == ("UNHEALTHY" if report["counts"]["findings"]["error"] else "INCOMPLETE")
    assert f"{path}:{line}: " in run_in_process("health").stdout


def test_an_access_module_is_no_gap(project):
    (project / "src/cursus/registry/step_names_original.py").write_text("STEP_NAMES = get_step_names()\n")
    code, report = health()
    assert (code, report["status"]) == (0, "HEALTHY")
    assert [one["status"] for one in report["sources"]["core"]] == ["full", "access"]
    assert "  core             1 read in full, 1 access module\n" in run_in_process("health").stdout


def test_a_registry_without_a_table(project):
    (project / BOB).write_text("STEPS = {}\n")
    code, report = health()
    assert (code, report["sources"]["workspace"][1]["status"]) == (0, "empty")


def test_no_core(project):
    (project / CORE_PATH).unlink()
    code, report = health()
    assert (code, report["silent_workspaces"]) == (1, None)
    assert "nothing is called missing, since no core registry was found" in report["consequences"]
    assert "  core             absent\n" in run_in_process("health").stdout


def test_a_folder_that_may_not_be_listed(project, monkeypatch):
    scan = Disk.scan

    def refuse(self, path):
        if path.endswith("/pipelines"):
            raise PermissionError(13, "Permission denied", path)
        return scan(self, path)

    monkeypatch.setattr(Disk, "scan", refuse)
    code, report = health()
    assert (code, report["status"]) == (1, "INCOMPLETE")
    assert report["unreadable"] == {f"{project}/pipelines": "Permission denied"}
    assert report["consequences"] == ["nothing is called missing, since 1 folder could not be listed"]
    assert f"cannot be listed: {project}/pipelines (Permission denied)" in run_in_process("health").stdout


def test_errors_are_unhealthy_and_warnings_are_not(project):
    (project / BOB).write_text(
        'LOCAL_STEPS = {"graph_pruning": {"sagemaker_step_type": "Processing", "description": "d"}}\n'
    )
    code, report = health()
    assert (code, report["status"], report["counts"]["findings"]["warning"]) == (0, "HEALTHY", 1)
    (project / BOB).write_text('STEP_OVERRIDES = {"Nothing": {"description": "d"}}\n')
    code, report = health()
    assert (code, report["status"]) == (1, "UNHEALTHY")


def test_many_broken_workspaces_are_ten_and_a_number(project):
    for number in range(30):
        path = project / registry(f"w{number:02}").lstrip("/")
        path.parent.mkdir(parents=True)
        path.write_text("LOCAL_STEPS = make()\n")
    run = run_in_process("health")
    assert run.stdout.count(": read in part: ") == 10
    assert "                   and 20 more\n" in run.stdout
    assert "w06, w07, w08, w09 and 20 more" in run.stdout


@pytest.mark.parametrize("settings", ["cursus-registry.toml", "pyproject.toml"])
def test_the_settings_file_is_named(project, settings):
    (project / settings).write_text("[tool.cursus-registry]\n" if settings.startswith("py") else "")
    assert f"  settings         read in full: {settings}\n" in run_in_process("health").stdout


def test_what_cannot_be_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = run_in_process("health")
    assert (run.exit_code, run.stdout) == (2, "")


def test_no_text_of_a_registry_steers_the_terminal(project):
    (project / ALICE).write_text('LOCAL_STEPS = {"A\x1b[31m\u202e": d()}\n')
    run = run_in_process("health")
    assert run.exit_code == 1
    assert not set("\x1b\x07\u202e").intersection(run.stdout)


@pytest.mark.parametrize("kind", [FileKind.INTERFACE, FileKind.EXTRAS, FileKind.PACK, FileKind.HYPERPARAMETERS])
def test_a_kind_of_source_appears_by_itself(kind):
    snapshot = open_fixture(CORE).snapshot
    path = "/somewhere/file"
    facts = FileFacts(path, Place(kind), SourceText(b""), readable=False)
    other = replace_files(snapshot.view.index, {path: facts})
    found = gather_health(Snapshot("/", 0, View(other), DEFAULTS))
    [source] = [one for one in found.sources if one.path == path]
    assert (source.kind, source.status) == (kind.value, SourceStatus.SKIPPED)
    assert found.overall is Overall.INCOMPLETE
    assert kind.value in found.kinds


def test_a_core_outside_the_project_is_an_installed_one():
    snapshot = open_fixture(CORE).snapshot
    found = gather_health(Snapshot("/elsewhere", 0, snapshot.view, DEFAULTS))
    assert [source.kind for source in found.sources] == ["installed core"]
