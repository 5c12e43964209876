"""The hook for pre-commit says what the command is, and a whole project is checked once."""

from pathlib import Path

import yaml

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_in_process

HOOKS = yaml.safe_load((Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_hook_is_the_command(tmp_path, monkeypatch):
    [hook] = HOOKS
    assert hook["id"] == "cursus-registry-check"
    program, *arguments = hook["entry"].split()
    assert program == "cursus-registry"
    write_fixture(tmp_path, f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Nothing': {{}}}}\n")
    monkeypatch.chdir(tmp_path)
    run = run_in_process(*arguments)
    assert run.exit_code == 1
    assert "CUR205" in run.stdout


def test_the_hook_gets_no_names_of_files():
    """pre-commit would cut a long list of names into several runs, each of which reads the whole project."""
    [hook] = HOOKS
    assert hook["language"] == "python"
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
    assert "python" in hook["types_or"]
