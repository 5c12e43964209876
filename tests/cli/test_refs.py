"""`refs`: where a step is declared and used."""

import json

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "🚀"}}}}
#- /{BOB}
WORKSPACE_STEPS = {{"Package": {{"sagemaker_step_type": "Processing", "description": "His"}}}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name

x = "🚀", get_config_class_name("Package_training"), get_config_class_name("Package", workspace_id="bob")
#- /pipelines/names.py
"🚀"; NAMES = ["Package"]
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path / "project", PROJECT)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def refs(*arguments):
    run = run_in_process("refs", *arguments)
    return run.exit_code, run.stdout


def test_the_places_of_a_step_of_the_core(project):
    assert refs("Package") == (
        0,
        "Package of the core: 2 declarations, 1 mention, 1 other string\n"
        "  src/cursus/registry/step_names.py:9:5: declaration\n"
        f"  {ALICE}:1:19: declaration\n"
        "  pipelines/fraud.py:3:33: mention (call)\n"
        "  pipelines/names.py:1:16: string\n",
    )
    assert refs("Package_training", "--workspace", "alice") == refs("Package")


def test_a_workspaces_own_step_is_another(project):
    code, told = refs("Package", "--workspace", "bob", "--output-format", "json")
    found = json.loads(told)
    reason = found.pop("reason")
    assert code == 0
    assert reason
    assert found == {
        "name": "Package",
        "workspace": "bob",
        "status": "resolved",
        "step": {"name": "Package", "workspace": "bob"},
        "references": [
            {
                "kind": "declaration",
                "surface": None,
                "path": BOB,
                "range": {"start": {"line": 1, "column": 20}, "end": {"line": 1, "column": 29}},
            },
            {
                "kind": "mention",
                "surface": "call",
                "path": "pipelines/fraud.py",
                "range": {"start": {"line": 3, "column": 76}, "end": {"line": 3, "column": 83}},
            },
        ],
        "suggestions": [],
    }


def test_no_such_step(project):
    assert refs("Pakage") == (
        1,
        "Pakage in the core: missing (the core has no such step)\ndid you mean Package?\n",
    )
    code, told = refs("Pakage", "--output-format", "json")
    assert (code, json.loads(told)["step"], json.loads(told)["references"]) == (1, None, [])


def test_a_workspace_that_is_none(project):
    run = run_in_process("refs", "Package", "--workspace", "alcie")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "did you mean 'alice'?" in run.stderr
