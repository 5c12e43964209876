"""`--stdin-filename`: one file as it is typed, in a project that is on the disk."""

import json
import os

import pytest
from click.testing import CliRunner

from cursus_registry.cli import cli, scope
from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import run_as_bytes

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CORE_PATH = "src/cursus/registry/step_names.py"
STEP = 'WORKSPACE_STEPS = {{\n    "{0}": {{"sagemaker_step_type": "{1}", "description": "d", "builder_step_name": "{0}StepBuilder", "config_class": "{0}Config", "spec_type": "{0}"}},\n}}\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(
        tmp_path / "project",
        f"{CORE}\n#- /{ALICE}\n{STEP.format('Mine', 'Trainin')}#- /{BOB}\n{STEP.format('His', 'Trainin')}",
    )
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def check(name, text, *arguments):
    """The exit code and the findings as path, line, column and code."""
    data = text if isinstance(text, bytes) else text.encode()
    command = ["check", "--output-format", "json", "--stdin-filename", str(name), *arguments]
    run = CliRunner().invoke(cli, command, input=data, catch_exceptions=False)
    if run.exit_code == 2:
        return run.stdout, run.stderr
    return run.exit_code, [
        (one["path"], one["range"]["start"]["line"], one["range"]["start"]["column"], one["code"])
        for one in json.loads(run.stdout)["diagnostics"]
    ]


def test_the_text_counts_and_not_the_file(project):
    assert check(ALICE, STEP.format("Mine", "Training")) == (0, [])
    assert check(project / ALICE, "\n" + STEP.format("Mine", "Trainin"), "-") == (1, [(ALICE, 3, 37, "CUR105")])
    assert (project / ALICE).read_text() == STEP.format("Mine", "Trainin")


def test_only_this_file_is_reported_and_the_others_are_known(project):
    assert check(ALICE, STEP.format("His", "Training")) == (1, [(ALICE, 2, 5, "CUR204")])


def test_a_file_that_is_not_there_yet(project):
    new = registry("zoe").lstrip("/")
    assert check(new, STEP.format("His", "Trainin")) == (1, [(new, 2, 5, "CUR204"), (new, 2, 36, "CUR105")])
    lookup = "from cursus.registry.step_names import get_config_class_name\nget_config_class_name('No')\n"
    assert check("pipelines/new/deep.py", lookup) == (1, [("pipelines/new/deep.py", 2, 24, "CUR301")])


def test_a_new_core_makes_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert check(CORE_PATH, "STEP_NAMES = {}\n") == (0, [])


def test_a_file_that_says_nothing_to_us(project):
    assert check("README.md", "WORKSPACE_STEPS = {") == (0, [])
    assert check("other.py", "x = 1\n") == (0, [])


@pytest.mark.parametrize(
    ("start", "line"),
    [(b"# coding: latin-1\n# \xe9\n", 4), (b"\xef\xbb\xbf", 2), (b"\r\n", 3), ("# coding: utf-8\n# é\n".encode(), 4)],
)
def test_bytes_are_read_as_those_of_a_file(project, start, line):
    data = start + STEP.format("Mine", "Trainin").encode()
    assert check(ALICE, data) == (1, [(ALICE, line, 37, "CUR105")])
    (project / ALICE).write_bytes(data)
    run = CliRunner().invoke(cli, ["check", "--output-format", "json", ALICE])
    assert [one["range"]["start"]["line"] for one in json.loads(run.stdout)["diagnostics"]] == [line]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"# \xe9\n", b"\0", b"# coding: klingon\n", b"#" * 2_000_001])
def test_what_cannot_be_read_is_a_finding(project, data):
    assert check(ALICE, data, "--select", "CUR007") == (1, [(ALICE, 1, 1, "CUR007")])


def test_nothing_on_standard_input(project):
    assert check(ALICE, b"") == (1, [(ALICE, 1, 1, "CUR002")])


def test_too_much_on_standard_input(project, monkeypatch):
    monkeypatch.setattr(scope, "MAX_INPUT_BYTES", 10)
    out, said = check(ALICE, b"x" * 11)
    assert (out, said) == ("", "Error: standard input has more than 10 bytes; no registry is so large\n")
    assert check("other.py", b"x" * 10)[0] == 0


def test_standard_input_that_is_closed(project):
    run = run_as_bytes("check", "--stdin-filename", ALICE, cwd=project, preexec_fn=lambda: os.close(0))
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr == b"Error: standard input is closed; give the file's text there\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--stdin-filename", "src"], "a folder cannot come from standard input; name a file"),
        (["--stdin-filename", "/x.py"], "no registry in it, above it or below it"),
        (["--stdin-filename", ALICE, "src"], "give no PATH beside it"),
        (["--stdin-filename", ALICE, "--write-baseline"], "--write-baseline is for whole files on the disk"),
        (["-"], "name the file with --stdin-filename"),
    ],
)
def test_what_makes_no_sense(project, arguments, words):
    run = CliRunner().invoke(cli, ["check", *arguments], input="", catch_exceptions=False)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr


def test_a_baseline_counts_here_too(project):
    CliRunner().invoke(cli, ["check", "--baseline", "known.json", "--write-baseline"])
    text = STEP.format("Mine", "Trainin")
    assert check(ALICE, text, "--baseline", "known.json") == (0, [])
    assert check(ALICE, STEP.format("Mine", "Procesing"), "--baseline", "known.json") == (1, [(ALICE, 2, 37, "CUR105")])


def test_settings_from_standard_input(project):
    command = ["check", "--show-settings", "--stdin-filename", "cursus-registry.toml"]
    run = CliRunner().invoke(cli, command, input='select = ["CUR2"]\n', catch_exceptions=False)
    assert 'select = ["CUR2"]  # cursus-registry.toml\n' in run.stdout
