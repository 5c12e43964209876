"""`unused`: which steps it lists, of whom, and how it exits."""

import json

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE = registry("alice").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{"😀Alpha": {{}}, "Beta": {{}}, "Package": {{}}}}
STEP_OVERRIDES = {{"XGBoostTraining": {{}}}}
#- {registry("bob")}
WORKSPACE_STEPS = {{"Beta": {{}}}}
#- /developer_workspaces/developers/bob/a.dag.json
{{"dag": {{"nodes": ["Beta_x"]}}}}
#- /pipelines/a.py
from cursus.api.dag import PipelineDAG
PipelineDAG(nodes=["XGBoostTraining_training"])
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_for_people(project):
    run = run_in_process("unused")
    assert (run.exit_code, run.stderr) == (1, "")
    assert (
        run.stdout
        == f"""\
src/cursus/registry/step_names.py:9:5: core.Package is never mentioned
{ALICE}:1:20: alice.😀Alpha is never mentioned
{ALICE}:1:34: alice.Beta is never mentioned
{ALICE}:1:46: alice.Package is never mentioned
4 unused steps
"""
    )


def test_as_data_of_one_workspace(project):
    run = run_in_process("unused", "--workspace", "alice", "--output-format", "json")
    assert run.exit_code == 1
    told = json.loads(run.stdout)
    assert told["workspace"] == "alice"
    assert [(one["name"], one["namespace"], one["registry_type"]) for one in told["unused"]] == [
        ("😀Alpha", "alice", "workspace"),
        ("Beta", "alice", "workspace"),
        ("Package", "alice", "workspace"),
    ]
    assert told["unused"][1]["location"] == {
        "path": ALICE,
        "range": {"start": {"line": 1, "column": 34}, "end": {"line": 1, "column": 40}},
    }


def test_none(project):
    run = run_in_process("unused", "--workspace", "bob")
    assert (run.exit_code, run.stdout) == (0, "No unused steps\n")


def test_a_workspace_that_there_is_not(project):
    run = run_in_process("unused", "--workspace", "alcie")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "did you mean 'alice'?" in run.stderr


def test_an_installed_core_is_not_the_projects_own(tmp_path, monkeypatch):
    write_fixture(tmp_path, f'#- {registry("alice")}\nWORKSPACE_STEPS = {{"Alpha": {{}}}}\n')
    elsewhere = tmp_path / ".venv/lib/python3.11/site-packages/cursus/registry"
    elsewhere.mkdir(parents=True)
    (elsewhere / "step_names.py").write_text('STEP_NAMES = {"Package": {}}\n')
    monkeypatch.chdir(tmp_path)
    assert "1 unused step\n" in run_in_process("unused").stdout
    assert "Package" in run_in_process("list").stdout


def test_a_name_that_steers_a_terminal(tmp_path, monkeypatch):
    write_fixture(tmp_path, '#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {"A\\x1b[2J\\n::error::": {}}\n')
    monkeypatch.chdir(tmp_path)
    run = run_in_process("unused")
    assert run.stdout.count("\n") == 2
    assert "\x1b" not in run.stdout


def test_no_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run_in_process("unused").exit_code == 2
    assert run_in_process("graph").exit_code == 2
