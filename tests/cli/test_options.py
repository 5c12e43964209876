"""`check`: when it fails, what it counts, and what it shows instead of checking."""

import json
import tomllib

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
STEP = '    "{0}": {{"sagemaker_step_type": "{1}", "description": "{2}", "builder_step_name": "{0}StepBuilder", "config_class": "{0}Config", "spec_type": "{0}"}},\n'
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{
{STEP.format("One", "Trainin", "d")}{STEP.format("Two", "Nothing", "d")}{STEP.format("three", "Training", "d")}}}
#- /{BOB}
LOCAL_STEPS = {{
{STEP.format("One", "Training", "")}}}
#- /pipelines/fraud.py
import cursus
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Two errors (one with a fix), a blank field, a name in lower case, and one step in two workspaces."""
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


# --fail-on


@pytest.mark.parametrize(
    ("severity", "fails"),
    [
        ("error", {"error": 1, "warning": 1, "never": 0}),
        ("warning", {"error": 0, "warning": 1, "never": 0}),
        ("information", {"error": 0, "warning": 0, "never": 0}),
        ("hint", {"error": 0, "warning": 0, "never": 0}),
        ("off", {"error": 0, "warning": 0, "never": 0}),
    ],
)
def test_which_severities_fail(project, severity, fails):
    (project / "cursus-registry.toml").write_text(f'select = ["CUR204"]\nseverity = {{ CUR2 = "{severity}" }}\n')
    assert {name: run_in_process("check", "--fail-on", name).exit_code for name in fails} == fails
    assert run_in_process("check").exit_code == fails["warning"]
    assert run_in_process("check", "--exit-zero", "--fail-on", "error").exit_code == 0


@pytest.mark.parametrize("name", ["error", "warning", "never"])
def test_the_report_does_not_depend_on_what_fails(project, name):
    assert run_in_process("check", "--fail-on", name).stdout == run_in_process("check").stdout


def test_an_unknown_severity(project):
    run = run_in_process("check", "--fail-on", "hint")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "'hint' is not one of" in run.stderr


# --statistics

COUNTS = [
    {"code": "CUR105", "name": "unknown-sagemaker-type", "count": 2, "fixable": 1},
    {"code": "CUR204", "name": "workspace-collision", "count": 2, "fixable": 0},
    {"code": "CUR104", "name": "empty-value", "count": 1, "fixable": 0},
    {"code": "CUR501", "name": "name-not-pascal-case", "count": 1, "fixable": 1},
]


@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_statistics(project, output_format):
    run = run_in_process("check", "--statistics", "--output-format", output_format)
    assert run.exit_code == 1
    assert run.stdout == (
        "2  CUR105  unknown-sagemaker-type  1 fixable\n"
        "2  CUR204  workspace-collision\n"
        "1  CUR104  empty-value\n"
        "1  CUR501  name-not-pascal-case    1 fixable\n"
        "2 errors, 4 warnings in 3 files, 2 workspaces, 6 steps\n"
    )


def test_statistics_in_json(project):
    told = json.loads(run_in_process("check", "--statistics", "--output-format", "json").stdout)
    assert told.pop("statistics") == COUNTS
    assert told == json.loads(run_in_process("check", "--output-format", "json").stdout)


def test_statistics_of_nothing(project):
    run = run_in_process("check", "--statistics", "src")
    assert (run.exit_code, run.stdout) == (0, "No findings in 1 file, 2 workspaces, 6 steps\n")


def test_statistics_leave_out_what_is_known(project):
    run_in_process("check", "--baseline", "known.json", "--write-baseline", ALICE)
    run = run_in_process("check", "--baseline", "known.json", "--statistics")
    assert [line.split()[1] for line in run.stdout.splitlines()[:-1]] == ["CUR104", "CUR204"]


@pytest.mark.parametrize("output_format", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_statistics_in_other_formats(project, output_format):
    run = run_in_process("check", "--statistics", "--output-format", output_format)
    assert (run.exit_code, run.stdout) == (2, "")
    assert "--statistics goes with the output formats full, concise and json" in run.stderr


# --show-settings


def settings(*arguments):
    run = run_in_process("check", "--show-settings", *arguments)
    assert (run.exit_code, run.stderr) == (0, "")
    return run.stdout


def test_the_settings_and_where_they_come_from(project):
    (project / "cursus-registry.toml").write_text(
        'select = ["CUR"]\nignore = ["CUR214"]\nseverity = { CUR202 = "error" }\nbaseline = "known.json"\n'
    )
    lines = settings("--ignore", "CUR1", "--baseline", "other.json").splitlines()
    assert lines[:2] == [f"# {project}", f"# project file: {project}/cursus-registry.toml"]
    told = {line.partition(" ")[0]: line for line in lines[2:]}
    assert told["select"] == 'select = ["CUR"]  # cursus-registry.toml'
    assert told["ignore"] == 'ignore = ["CUR214", "CUR1"]  # cursus-registry.toml, command line'
    assert told["severity"] == 'severity = { CUR202 = "error" }  # cursus-registry.toml'
    assert told["baseline"] == 'baseline = "other.json"  # command line'
    assert told["exclude"] == "exclude = []  # default"


def test_settings_in_a_pyproject_and_none(project):
    assert "# project file: none\n" in settings()
    (project / "pyproject.toml").write_text('[tool.cursus-registry]\nselect = ["CUR2"]\n')
    assert 'select = ["CUR2"]  # pyproject.toml\n' in settings()
    assert 'select = ["CUR1"]  # command line\n' in settings("--select", "CUR1")


def test_what_is_shown_is_a_project_file(project):
    (project / "cursus-registry.toml").write_text(
        'select = ["CUR"]\nseverity = { CUR202 = "error" }\nper-file-ignores = { "a \\"b\\"/*.py" = ["CUR301"] }\n'
    )
    text = settings()
    told = tomllib.loads(text)
    assert told["per-file-ignores"] == {'a "b"/*.py': ["CUR301"]}
    (project / "cursus-registry.toml").write_text(text)
    assert tomllib.loads(settings()) == told


def test_settings_of_several_projects(tmp_path, project, monkeypatch):
    write_fixture(tmp_path / "other", CORE)
    monkeypatch.chdir(tmp_path)
    assert [line for line in settings().splitlines() if line.startswith("# /")] == [
        f"# {tmp_path}/other",
        f"# {project}",
    ]
    told = json.loads(settings("--output-format", "json", "--select", "CUR2"))
    assert [one["root"] for one in told["projects"]] == [f"{tmp_path}/other", str(project)]
    assert told["projects"][0]["file"] is None
    assert told["projects"][0]["settings"]["select"] == {"value": ["CUR2"], "source": "command line"}


def test_settings_that_cannot_be_obeyed_are_told_and_the_others_shown(project):
    (project / "cursus-registry.toml").write_text('selct = 1\nignore = ["CUR2"]\n')
    run = run_in_process("check", "--show-settings")
    assert run.exit_code == 0
    assert run.stderr.startswith(f"warning: {project}/cursus-registry.toml:1:1: 'selct' is no setting")
    assert 'ignore = ["CUR2"]  # cursus-registry.toml\n' in run.stdout


# --show-files


def test_the_files_that_would_be_checked(project, tmp_path, monkeypatch):
    assert run_in_process("check", "--show-files").stdout.splitlines() == [
        ALICE,
        BOB,
        "src/cursus/registry/step_names.py",
    ]
    assert run_in_process("check", "--show-files", BOB).stdout == f"{BOB}\n"
    assert run_in_process("check", "--show-files", "pipelines").stdout == ""
    monkeypatch.chdir(tmp_path)
    assert run_in_process("check", "--show-files").stdout.splitlines()[0] == f"project/{ALICE}"
    monkeypatch.chdir(project / "src")
    run = run_in_process("check", "--show-files", "..")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1] == "cursus/registry/step_names.py"
    assert run.stdout.splitlines()[0] == f"{project}/{ALICE}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--show-files", "--show-settings"], "not both"),
        (["--show-files", "--output-file", "x"], "redirect standard output instead"),
        (["--show-settings", "--output-file", "x"], "redirect standard output instead"),
    ],
)
def test_what_makes_no_sense(project, arguments, words):
    run = run_in_process("check", *arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr
    assert not (project / "x").exists()
