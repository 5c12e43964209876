"""Colours and progress: where they are shown, and what the environment says of them."""

import os
import pty
import subprocess
from contextlib import suppress

import pytest

from cursus_registry.cli import projects
from cursus_registry.cli.terminal import can_redraw, colours
from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import COMMAND, environment, run_as_bytes

ESCAPE = "\x1b["


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    write_fixture(root, f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Nothing': {{}}}}\n")
    return root


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, None),
        ({"TERM": "xterm-256color"}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, None),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, None),
        ({"CLICOLOR": "0"}, False),
        ({"CLICOLOR": "1"}, None),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_what_the_environment_says_of_colours(variables, wanted):
    assert colours(variables) is wanted


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours_in_a_pipe(project, variables, coloured):
    run = run_as_bytes("check", cwd=project, env=variables)
    assert run.returncode == 1
    assert (ESCAPE.encode() in run.stdout) == coloured


@pytest.mark.parametrize("output_format", ["concise", "json", "github", "gitlab", "sarif", "junit", "rdjson"])
def test_forced_colours_are_for_people(project, output_format):
    command = ("check", "--output-format", output_format)
    forced, plain = (run_as_bytes(*command, cwd=project, env=env).stdout for env in ({"FORCE_COLOR": "1"}, {}))
    assert forced == plain


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "CLICOLOR": "0"}, False)],
)
def test_colours_on_a_terminal(project, variables, coloured):
    assert (ESCAPE in on_a_terminal(project, variables)) == coloured


def on_a_terminal(folder, variables):
    """What `check` writes to a terminal, standard error included."""
    terminal, end = pty.openpty()
    run = subprocess.Popen([*COMMAND, "check"], cwd=folder, env=environment(variables), stdout=end, stderr=end)
    os.close(end)
    shown = b""
    with suppress(OSError):  # how Linux tells that nobody holds the other end
        while chunk := os.read(terminal, 1 << 16):
            shown += chunk
    os.close(terminal)
    assert run.wait(timeout=60) == 1
    return shown.decode()


# Progress


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A project that takes a while."""
    root = tmp_path_factory.mktemp("large")
    write_fixture(root, f"{CORE}\n#- {registry('alice')}\nSTEP_OVERRIDES = {{'Nothing': {{}}}}\n")
    for number in range(projects._LONG + 50):
        (root / f"module{number}.py").write_text("x = 1\n")
    return root


def test_progress_on_a_terminal(large):
    shown = on_a_terminal(large, {"TERM": "xterm"})
    assert f"\r\x1b[Kreading {large}: 25 of " in shown
    assert shown.rindex("\r\x1b[K") < shown.index("CUR205")


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}])
def test_no_progress_where_nothing_can_be_drawn_over(large, variables):
    assert "reading" not in on_a_terminal(large, variables)


def test_no_progress_in_a_pipe(large):
    run = run_as_bytes("check", cwd=large, env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert (run.returncode, run.stderr) == (1, b"")


def test_a_stream_that_is_not_there_is_no_terminal():
    assert not can_redraw(None, {})
