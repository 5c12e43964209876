"""`resolve` and `list`: what a name means where, and why."""

import json

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "Hers", "priority": 3}}}}
WORKSPACE_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers"}}}}
#- /{BOB}
LOCAL_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "His"}}}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def resolve(*arguments, **environment):
    run = run_in_process("resolve", "--output-format", "json", *arguments, env=environment)
    return run.exit_code, json.loads(run.stdout)


def place(path, line, start, end):
    return {
        "path": path,
        "range": {"start": {"line": line, "column": start}, "end": {"line": line, "column": end}},
    }


def test_the_answer_is_exactly_this(project):
    code, found = resolve("Package", "--workspace", "alice")
    reasons = [found.pop("reason"), *(candidate.pop("reason") for candidate in found["candidates"])]
    assert code == 0
    assert found == {
        "name": "Package",
        "workspace": "alice",
        "status": "resolved",
        "namespace": "alice",
        "qualified_name": "alice.Package",
        "entry": {
            "config_class": "PackageConfig",
            "builder_step_name": "PackageStepBuilder",
            "spec_type": "Package",
            "sagemaker_step_type": "Processing",
            "description": "Hers",
            "priority": 3,
        },
        "provenance": {
            "config_class": "core",
            "builder_step_name": "core",
            "spec_type": "core",
            "sagemaker_step_type": "core",
            "description": "alice",
            "priority": "alice",
        },
        "location": place(ALICE, 1, 19, 28),
        "candidates": [
            {
                "qualified_name": "core.Package",
                "registry_type": "core",
                "location": place("src/cursus/registry/step_names.py", 9, 5, 14),
                "chosen": False,
            },
            {
                "qualified_name": "alice.Package",
                "registry_type": "override",
                "location": place(ALICE, 1, 19, 28),
                "chosen": True,
            },
        ],
        "suggestions": [],
    }
    assert all(reasons)


@pytest.mark.parametrize(
    ("name", "workspace", "status"),
    [("Pakage", "alice", "missing"), ("Sampling", None, "ambiguous"), ("X", None, "missing")],
)
def test_nothing_is_made_up_for_what_is_not_resolved(project, name, workspace, status):
    code, found = resolve(name, *(["--workspace", workspace] if workspace else []))
    assert code == 1
    assert (found["name"], found["workspace"], found["status"]) == (name, workspace, status)
    assert [found[key] for key in ("namespace", "qualified_name", "entry", "provenance", "location")] == [None] * 5
    assert not any(candidate["chosen"] for candidate in found["candidates"])
    assert found["suggestions"] == (["Package"] if name == "Pakage" else [])
    assert found["reason"]


def test_a_step_without_written_fields_says_where_they_come_from(project):
    _, found = resolve("Sampling", "--workspace", "bob")
    assert found["namespace"] == "bob"
    assert found["entry"]["config_class"] == "SamplingConfig"
    assert found["provenance"]["config_class"] not in {"bob", "core"}
    assert set(found["entry"]) == set(found["provenance"])


@pytest.mark.parametrize(
    ("option", "environment", "folder", "namespace"),
    [
        (None, None, ".", "core"),
        (None, None, "developer_workspaces/developers/alice", "alice"),
        (None, None, "developer_workspaces/developers/bob/src", "core"),
        (None, "alice", "developer_workspaces/developers/bob", "alice"),
        ("bob", "alice", "developer_workspaces/developers/alice", "core"),
    ],
)
def test_the_workspace_that_asks(project, monkeypatch, option, environment, folder, namespace):
    monkeypatch.chdir(project / folder)
    _, found = resolve("Package", *(["--workspace", option] if option else []), CURSUS_WORKSPACE_ID=environment)
    assert found["namespace"] == namespace
    assert found["location"]["path"] == (ALICE if namespace == "alice" else "src/cursus/registry/step_names.py")


@pytest.mark.parametrize("command", [["resolve", "Package"], ["list"]])
@pytest.mark.parametrize("output_format", ["full", "json"])
def test_an_unknown_workspace_is_refused(project, command, output_format):
    for arguments, environment, source in (
        (["--workspace", "alcie"], None, ""),
        ([], "alcie", " (from CURSUS_WORKSPACE_ID)"),
    ):
        run = run_in_process(
            *command, "--output-format", output_format, *arguments, env={"CURSUS_WORKSPACE_ID": environment}
        )
        assert (run.exit_code, run.stdout) == (2, "")
        assert run.stderr == f"Error: {project}: no workspace 'alcie'{source}; did you mean 'alice'?\n"


def test_for_people(project):
    run = run_in_process("resolve", "Package", "--workspace", "alice")
    assert run.exit_code == 0
    assert run.stdout.startswith("Package in workspace alice: alice.Package (")
    assert f"  --> {ALICE}:1:19\n" in run.stdout
    assert "  description          Hers  [alice]\n" in run.stdout
    assert "  config_class         PackageConfig  [core]\n" in run.stdout


def test_another_project_by_its_folder(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)
    assert resolve("Package", "--project", str(project))[1]["namespace"] == "core"
    assert resolve("Package", "--project", str(tmp_path))[1]["namespace"] == "core"
    write_fixture(tmp_path / "second", PROJECT)
    run = run_in_process("resolve", "Package", "--project", str(tmp_path))
    assert (run.exit_code, run.stdout) == (2, "")
    assert "name one with --project" in run.stderr


def test_the_table_of_a_workspace(project):
    run = run_in_process("list", "--workspace", "alice")
    assert (run.exit_code, run.stderr) == (0, "")
    assert [line.split()[:2] for line in run.stdout.splitlines()] == [
        ["Package", "alice"],
        ["Sampling", "alice"],
        ["XGBoostTraining", "core"],
    ]
    assert f"Package          alice (override)  {ALICE}:1\n" in run.stdout


def test_the_table_as_json(project):
    found = json.loads(run_in_process("list", "--output-format", "json").stdout)
    assert (found["workspace"], found["complete"]) == (None, True)
    assert list(found["steps"]) == ["Package", "XGBoostTraining"]
    assert found["steps"]["Package"]["entry"]["description"] == "Packs a model"


def test_a_table_that_is_not_whole_says_so(project):
    (project / ALICE).write_text("WORKSPACE_STEPS = make()\n")
    run = run_in_process("list", "--workspace", "alice")
    assert run.exit_code == 0
    assert "could not be read in full" in run.stderr
    assert (
        json.loads(run_in_process("list", "--workspace", "alice", "--output-format", "json").stdout)["complete"]
        is False
    )
