"""Settings on the command line: what is wrong with them, what they leave out, and which file counts."""

import json
import os

import pytest

from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE = registry("alice").lstrip("/")
LOOKUP = 'from cursus.registry import get_config_class_name\nget_config_class_name("Pakage")\n'
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{"New": {{"sagemaker_step_type": "Trainin", "description": "d", {classes("New")}}}}}
#- /archive/old.py
{LOOKUP}"""
WRONG_TYPE = f"{ALICE}:1:51: error[CUR105]"
OLD = "archive/old.py:2:24: warning[CUR301]"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two findings, at the top of a checkout."""
    write_fixture(tmp_path / "project", PROJECT)
    (tmp_path / "project/.git").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def check(*arguments):
    """The exit code and the lines of the concise report, shortened to place and code, and stderr."""
    run = run_in_process("check", "--output-format", "concise", *arguments)
    lines = [line.partition("]")[0] + "]" for line in run.stdout.splitlines()[:-1]]
    return run.exit_code, lines, run.stderr


BAD = [
    ("cursus-registry.toml", "select = [", "1:10", "the file is not valid TOML: "),
    ("cursus-registry.toml", '\nselct = ["CUR2"]', "2:1", "'selct' is no setting; did you mean 'select'?"),
    ("cursus-registry.toml", "select = 3", "1:10", "'select' must be a list of strings"),
    ("cursus-registry.toml", "ignore = [3]", "1:11", "'ignore': an item must be a string in quotes"),
    (
        "cursus-registry.toml",
        'severity = { CUR202 = "loud" }',
        "1:23",
        "'severity': 'loud' is no severity; write one of",
    ),
    ("cursus-registry.toml", b"\xff", "1:1", "the file is not UTF-8 (a byte on line 1 is not); save it as UTF-8"),
    ("cursus-registry.toml", "\ufeff", "1:1", "TOML allows no byte order mark; save the file as UTF-8 without one"),
    ("cursus-registry.toml", 'exclude = ["ä", "../x"]', "1:17", "'exclude': '../x' leads out of the project with `..`"),
    ("cursus-registry.toml", 'baseline = "\\u001b[31m/../x"', "1:12", "'baseline': '\ufffd[31m/../x' holds a control"),
    ("pyproject.toml", '[tool.cursus-registry]\nselct = ["CUR2"]', "2:1", "'selct' is no setting"),
    ("pyproject.toml", "[tool]\ncursus-registry = 3", "2:19", "[tool.cursus-registry] must be a table of settings"),
    ("pyproject.toml", "[project\n[tool.cursus-registry]", "1:2", "the file is not valid TOML: expected ']'"),
]


@pytest.mark.parametrize(("name", "text", "place", "message"), BAD)
def test_check_reports_mistakes_and_goes_on(project, name, text, place, message):
    (project / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    run = run_in_process("check", "--output-format", "concise")
    assert (run.exit_code, run.stderr) == (1, "")
    *found, summary = run.stdout.splitlines()
    expected = sorted([OLD, WRONG_TYPE, f"{name}:{place}: error[CUR903] {message}"])
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected
    assert summary == "2 errors, 1 warning in 4 files, 1 workspace, 3 steps"


@pytest.mark.parametrize(("name", "text", "place", "message"), BAD)
@pytest.mark.parametrize("command", [["resolve", "Package"], ["list"]])
def test_other_commands_stop_at_a_mistake(project, command, name, text, place, message):
    (project / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    run = run_in_process(*command)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith(f"Error: {project}/{name}:{place}: {message}")


@pytest.mark.parametrize("command", [["resolve", "Package"], ["list"]])
def test_an_unknown_code_stops_nothing(project, command):
    (project / "cursus-registry.toml").write_text('ignore = ["CUR299"]')
    assert run_in_process(*command).exit_code == 0


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_no_file_in_the_place_of_the_settings(project, make):
    make(project / "cursus-registry.toml")
    code, found, _ = check()
    assert (code, found) == (1, [OLD, "cursus-registry.toml:1:1: error[CUR903]", WRONG_TYPE])
    assert run_in_process("list").exit_code == 2


def test_the_excerpt_shows_the_place(project):
    (project / "cursus-registry.toml").write_text('# ours\nseverity = { CUR202 = "eror" }\n')
    assert (
        """error[CUR903] invalid-setting: 'severity': 'eror' is no severity; write one of error, warning, information, hint, off
  --> cursus-registry.toml:2:23
   |
 2 | severity = { CUR202 = "eror" }
   |                       ^^^^^^
   = fix (unsafe): Change to 'error'
"""
        in run_in_process("check").stdout
    )


def test_the_report_of_a_mistake(project):
    (project / "cursus-registry.toml").write_text('select = ["CUR9"]\nignroe = 1\n')
    run = run_in_process("check", "--output-format", "json")
    [found] = json.loads(run.stdout)["diagnostics"]
    assert run.exit_code == 1
    assert (found["path"], found["code"], found["name"]) == ("cursus-registry.toml", "CUR903", "invalid-setting")
    assert found["range"] == {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 7}}
    [fix] = found["fixes"]
    assert (fix["title"], fix["applicability"]) == ("Change to 'ignore'", "unsafe")


def test_a_mistake_is_reported_whatever_paths_are_asked_for(project):
    (project / "cursus-registry.toml").write_text("selct = 1")
    assert check("src")[:2] == (1, ["cursus-registry.toml:1:1: error[CUR903]"])


@pytest.mark.parametrize("arguments", [["--select", "CUR105"], ["--ignore", "CUR9"]])
def test_no_selection_of_codes_hides_a_mistake(project, arguments):
    (project / "cursus-registry.toml").write_text("selct = 1\nexclude = ['archive/']")
    code, found, errors = check(*arguments)
    assert (code, found) == (1, [WRONG_TYPE])
    assert errors == f"warning: {project}/cursus-registry.toml:1:1: 'selct' is no setting; did you mean 'select'?\n"


def test_what_settings_leave_out(project):
    (project / "cursus-registry.toml").write_text("exclude = ['archive/']")
    assert check()[:2] == (1, [WRONG_TYPE])
    (project / "cursus-registry.toml").write_text("exclude = ['alice']")
    assert check()[:2] == (1, [OLD])
    assert json.loads(run_in_process("list", "--output-format", "json").stdout)["steps"].keys() == {
        "Package",
        "XGBoostTraining",
    }
    assert run_in_process("list", "--workspace", "alice").exit_code == 2


def test_an_excluded_file_that_is_asked_for_by_name(project):
    (project / "cursus-registry.toml").write_text("exclude = ['archive/']")
    assert check("archive/old.py")[:2] == (0, [])


# A file above several projects


@pytest.fixture
def company(tmp_path, monkeypatch):
    """A checkout with two projects, and settings of both at its top."""
    write_fixture(tmp_path / "one", PROJECT)
    write_fixture(tmp_path / "two", PROJECT)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.cursus-registry]\nexclude = ['/one/archive', 'x']\nselct = 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_file_for_two_projects(company):
    expected = [f"one/{WRONG_TYPE}", "pyproject.toml:3:1: error[CUR903]", f"two/{OLD}", f"two/{WRONG_TYPE}"]
    assert check()[:2] == (1, expected)


def test_one_of_the_projects_alone(company):
    code, found, _ = check("two")
    assert (code, found) == (1, ["pyproject.toml:3:1: error[CUR903]", f"two/{OLD}", f"two/{WRONG_TYPE}"])
    run = run_in_process("list", "--project", "two")
    assert run.stderr.startswith(f"Error: {company}/pyproject.toml:3:1: 'selct' is no setting")


def test_fingerprints_hold_no_place_of_this_machine(company, tmp_path_factory, monkeypatch):
    def fingerprints():
        return [
            one["fingerprint"]
            for one in json.loads(run_in_process("check", "one", "--output-format", "json").stdout)["diagnostics"]
        ]

    here = fingerprints()
    other = tmp_path_factory.mktemp("other") / "copy"
    company.rename(other)
    monkeypatch.chdir(other)
    assert fingerprints() == here


def test_an_excluded_project_is_checked_only_by_itself(company):
    (company / "pyproject.toml").write_text("[tool.cursus-registry]\nexclude = ['/one']\n")
    assert check()[:2] == (1, [f"two/{OLD}", f"two/{WRONG_TYPE}"])
    assert check("one")[:2] == (1, [f"one/{OLD}", f"one/{WRONG_TYPE}"])
    assert check("one/archive/old.py")[:2] == (1, [f"one/{OLD}"])


def test_a_nearer_file_counts_alone(company):
    (company / "two/cursus-registry.toml").write_text("exclude = ['archive']")
    assert check("two")[:2] == (1, [f"two/{WRONG_TYPE}"])


def test_no_file_above_the_checkout(company):
    (company / "two/.git").write_text("gitdir: elsewhere")
    assert check("two")[:2] == (1, [f"two/{OLD}", f"two/{WRONG_TYPE}"])
