"""The command around its commands: help, pages of rules, pipes, colours, a reader that goes away."""

import os
import pty
import re
import subprocess
from contextlib import suppress

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.cli.formats import FORMATS
from cursus_registry.version import __version__
from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import COMMAND, environment, run_as_process, run_in_process

ESCAPE = "\x1b["


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with enough findings to fill a pipe."""
    root = tmp_path_factory.mktemp("project")
    entries = "".join(f'    "Step{number}": {{"sagemaker_step_type": "Trainin"}},\n' for number in range(600))
    write_fixture(root, f"{CORE}\n#- {registry('alice')}\nWORKSPACE_STEPS = {{\n{entries}}}\n")
    return root


def test_the_module_is_the_command(project):
    run = run_as_process("check", "--select", "CUR001", cwd=project)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "No findings in 2 files, 1 workspace, 602 steps\n"


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version(arguments):
    run = run_in_process(*arguments)
    assert (run.exit_code, run.stdout) == (0, f"cursus-registry {__version__}\n")


@pytest.mark.parametrize(
    "command",
    [
        *(
            "check",
            "conflicts",
            "copy",
            "graph",
            "health",
            "init",
            "list",
            "lsp",
            "promote",
            "refs",
            "rename",
            "resolve",
        ),
        *("rule", "server", "unused", "version"),
    ],
)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(command, option):
    run = run_in_process(command, option)
    assert run.exit_code == 0
    assert "Usage: cursus-registry" in run.stdout
    assert command in run_in_process("--help").stdout or command == "server"


def test_an_unknown_command():
    run = run_in_process("chek")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "No such command 'chek'" in run.stderr


@pytest.mark.parametrize("name", ["CUR204", "cur204", "workspace-collision"])
def test_the_page_of_a_rule(name):
    run = run_in_process("rule", name)
    assert run.exit_code == 0
    assert run.stdout.startswith("# CUR204: workspace-collision\n\nSeverity: warning. https://")
    assert "# noqa: CUR204" in run.stdout


def test_all_pages():
    found = re.findall(r"^# (CUR\d{3}): (\S+)$", run_in_process("rule", "--all").stdout, re.MULTILINE)
    assert found == [(code, rule.NAME) for code, rule in RULES.items()]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["CUR999"], "'CUR999' is no rule"), ([], "name one rule"), (["CUR204", "--all"], "name one")],
)
def test_no_page(arguments, message):
    run = run_in_process("rule", *arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert message in run.stderr


def test_no_colours_in_a_pipe(project):
    run = run_as_process("check", cwd=project)
    assert run.returncode == 1
    assert ESCAPE not in run.stdout + run.stderr


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_colours_on_a_terminal(tmp_path, variables, coloured):
    write_fixture(tmp_path, f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Nothing': {{}}}}\n")
    terminal, end = pty.openpty()
    run = subprocess.Popen(
        [*COMMAND, "check"], cwd=tmp_path, env=environment({"TERM": "xterm", **variables}), stdout=end, stderr=end
    )
    os.close(end)
    shown = read_all(terminal)
    assert run.wait(timeout=60) == 1
    assert "CUR205" in shown
    assert (ESCAPE in shown) == coloured


def read_all(terminal):
    """What was written to a terminal until its other end was closed."""
    shown = b""
    with suppress(OSError):  # how Linux tells that nobody holds the other end
        while chunk := os.read(terminal, 1 << 16):
            shown += chunk
    os.close(terminal)
    return shown.decode()


@pytest.mark.parametrize(("option", "code"), [([], 1), (["--exit-zero"], 0)])
@pytest.mark.parametrize(
    ("output_format", "variables"), [*((name, {}) for name in FORMATS), ("full", {"PYTHONUNBUFFERED": "1"})]
)
def test_a_reader_that_goes_away(project, output_format, variables, option, code):
    command = [*COMMAND, "check", "--output-format", output_format, *option]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=project, env=environment(variables), **pipes) as run:
        assert run.stdout.read(1)
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait(timeout=60) == code
