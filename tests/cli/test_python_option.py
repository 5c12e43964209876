"""`--python`: where an installed core is looked for, without running any Python."""

import json
import shutil
import sys

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

USE = "from cursus.registry import get_config_class_name\n\nget_config_class_name('Packag')\n"
STEPS = 'WORKSPACE_STEPS = {"GraphSampling": {"sagemaker_step_type": "Processing", "description": "d"}}\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    root = tmp_path / "project"
    write_fixture(root, f"#- {registry('alice')}\n{STEPS}#- /use.py\n{USE}")
    package = tmp_path / "env/lib/python3.12/site-packages/cursus/registry"
    package.mkdir(parents=True)
    (package / "step_names.py").write_text(CORE.partition("\n")[2].partition("\n")[2])
    python = tmp_path / "env/bin/python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\ntouch ran\n")
    python.chmod(0o755)
    (tmp_path / "env/pyvenv.cfg").write_text("home = /nowhere\n")
    monkeypatch.chdir(root)
    return root


def codes(*arguments):
    run = run_in_process("check", "--output-format", "json", *arguments)
    return {found["code"] for found in json.loads(run.stdout)["diagnostics"]}


def test_without_it_nothing_is_called_missing(project):
    assert "CUR301" not in codes()
    assert "CUR002" in codes()


@pytest.mark.parametrize("path", ["../env/bin/python", "../env"])
def test_the_core_beside_it(project, path):
    assert "CUR301" in codes("--python", path)
    assert "CUR002" not in codes("--python", path)
    assert not list(project.parent.rglob("ran"))


def test_a_python_of_the_path(project, monkeypatch):
    monkeypatch.setenv("PATH", str(project.parent / "env/bin"))
    assert "CUR301" in codes("--python", "python")


@pytest.mark.parametrize("command", [["list"], ["resolve", "Package"], ["health"], ["conflicts"]])
def test_the_other_commands(project, command):
    run = run_in_process(*command, "--python", "../env")
    assert run.exit_code in {0, 1}
    if command[0] in {"list", "resolve"}:
        assert "site-packages/cursus/registry/step_names.py" in run.stdout


@pytest.mark.parametrize("path", ["../nowhere/python", "no-such-python"])
def test_a_python_that_is_not_there(project, path):
    run = run_in_process("check", "--python", path)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == f"Error: {path}: no such Python or environment\n"


def test_this_very_python(project):
    assert shutil.which(sys.executable)
    assert "CUR002" in codes("--python", sys.executable)
