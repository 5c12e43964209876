"""`resolve` across workspaces: by strategy, and by asking a person at a terminal, whose answer can be kept."""

import fcntl
import json
import os
import pty
import signal
import subprocess
import termios
import tomllib
from contextlib import suppress
from select import select

import pytest

from support.checks import CORE, registry
from support.editor import write_fixture
from support.terminal import COMMAND, environment, run_as_bytes, run_in_process

PROJECT = f"""{CORE}
#- {registry("alice")}
LOCAL_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers \x1b[31m", "framework": "spark"}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- {registry("bob")}
LOCAL_STEPS = {{
    "Sampling": {{"sagemaker_step_type": "Processing", "description": "His", "environment_tags": ["prod"], "priority": 9}},
}}
"""
ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
QUESTION = (
    "Sampling is defined 2 times. Which one is meant?\n"
    f"  1  alice.Sampling (workspace), {ALICE}:2\n"
    "     Hers \ufffd[31m, spark\n"
    "     workspace_priority takes it: it is workspace alice's own\n"
    f"  2  bob.Sampling (workspace), {BOB}:2\n"
    "     His\n"
    "     workspace alice has its own\n"
    "  0  none of them\n"
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def across(*arguments):
    run = run_in_process("resolve", "--output-format", "json", *arguments)
    return run.exit_code, json.loads(run.stdout)


def ask(*arguments, typed, cwd):
    """The command at a terminal, but for its standard output: what that has, what the terminal shows."""
    mine, its = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "resolve", *arguments, "--interactive"],
        stdin=its,
        stderr=its,
        stdout=subprocess.PIPE,
        cwd=cwd,
        env=environment({"TERM": "xterm"}),
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - else nobody gets Ctrl-C
    ) as run:
        os.close(its)
        shown = _converse(mine, typed)
        with suppress(subprocess.TimeoutExpired):
            run.wait(30)
        run.kill()
        answer = run.stdout.read().decode()
    os.close(mine)
    return run.returncode, answer, shown.decode().replace("\r\n", "\n")


def _take_terminal():
    """For the command that is about to run; tests that run in the background may have been told to ignore Ctrl-C."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _converse(terminal, typed):
    """Answer the question once; a Ctrl-C again after a silence: it is lost just before Python begins to read."""
    shown, answers, silences = b"", [typed], 0
    with suppress(OSError):  # the end of a terminal
        while silences < 10:
            if select([terminal], [], [], 3)[0]:
                if not (chunk := os.read(terminal, 10_000)):
                    break
                shown += chunk
            else:
                silences += 1
                answers = [typed] if typed == b"\x03" else []
            if b"Number" in shown and answers:
                os.write(terminal, answers.pop())
    return shown


# By strategy


@pytest.mark.parametrize(
    ("arguments", "namespace", "strategy"),
    [
        (["--across", "--workspace", "alice"], "alice", "workspace_priority"),
        (["--strategy", "highest_priority"], "bob", "highest_priority"),
        (["--strategy", "highest_priority", "--workspace", "alice", "--framework", "spark"], "bob", "highest_priority"),
        (["--framework", "spark", "--workspace", "bob"], "alice", "framework_match"),
        (["--environment", "dev", "--workspace", "bob"], "alice", "environment_match"),
        (["--environment", "dev", "--environment", "prod", "--workspace", "bob"], "bob", "environment_match"),
        (["--mode", "interactive"], "bob", "interactive_fallback"),
        (["--mode", "strict"], None, "workspace_priority"),
        (["--strategy", "manual"], None, "manual"),
        (["--strategy", "core_fallback"], None, "core_fallback"),
        (["--across"], None, "workspace_priority"),
    ],
)
def test_strategies_and_modes(project, arguments, namespace, strategy):
    code, found = across("Sampling", *arguments)
    assert code == (0 if namespace else 1)
    assert (found["namespace"], found["strategy"]) == (namespace, strategy)
    assert [one["qualified_name"] for one in found["candidates"]] == ["alice.Sampling", "bob.Sampling"]
    assert [one["chosen"] for one in found["candidates"]] == [namespace == "alice", namespace == "bob"]
    assert all(one["reason"] for one in found["candidates"])
    assert found["reason"]


def test_the_answer_is_exactly_this(project):
    code, found = across("Sampling_training", "--workspace", "alice", "--strategy", "highest_priority")
    assert code == 0
    for one in found["candidates"]:
        one.pop("location")
    assert found.pop("location")["path"] == BOB
    assert found == {
        "name": "Sampling",
        "suffix": "_training",
        "workspace": "alice",
        "mode": "automatic",
        "status": "resolved",
        "strategy": "highest_priority",
        "stated_by": "the context",
        "namespace": "bob",
        "qualified_name": "bob.Sampling",
        "visible": False,
        "entry": {
            "sagemaker_step_type": "Processing",
            "description": "His",
            "environment_tags": ["prod"],
            "priority": 9,
            "builder_step_name": "SamplingStepBuilder",
            "config_class": "SamplingConfig",
            "spec_type": "Sampling",
        },
        "provenance": {
            "sagemaker_step_type": "bob",
            "description": "bob",
            "environment_tags": "bob",
            "priority": "bob",
            "builder_step_name": "derived",
            "config_class": "derived",
            "spec_type": "derived",
        },
        "candidates": [
            {
                "qualified_name": "alice.Sampling",
                "registry_type": "workspace",
                "chosen": False,
                "score": 70,
                "reason": "its score is 70, not 9",
            },
            {
                "qualified_name": "bob.Sampling",
                "registry_type": "workspace",
                "chosen": True,
                "score": 9,
                "reason": "its score, 9, is the lowest",
            },
        ],
        "conflict_type": "implementation_conflict",
        "reason": "its score, 9, is the lowest",
        "suggestions": [],
    }


def test_for_people(project):
    run = run_in_process("resolve", "Sampling", "--workspace", "alice", "--strategy", "highest_priority")
    assert run.stdout.startswith(
        "Sampling across workspaces, asked from workspace alice: bob.Sampling (its score, 9, is the lowest)\n"
        f"  --> {BOB}:2:5\n"
    )
    assert run.stdout.endswith(
        "by highest_priority (the context)\n"
        f"- alice.Sampling (workspace), {ALICE}:2: its score is 70, not 9; score 70\n"
        f"* bob.Sampling (workspace), {BOB}:2: its score, 9, is the lowest; score 9\n"
        "workspace alice does not see it by itself\n"
    )


def test_one_candidate_and_none(project):
    assert across("XGBoostTraining", "--mode", "strict")[1]["strategy"] == "no_conflict"
    code, found = across("Samplin", "--across")
    assert (code, found["status"], found["suggestions"]) == (1, "missing", ["Sampling"])


# By asking


@pytest.mark.parametrize(
    ("typed", "namespace"), [(b"\n", "alice"), (b"1\n", "alice"), (b"2\n", "bob"), (b"x\n7\n2\n", "bob")]
)
def test_a_person_is_asked(project, typed, namespace):
    code, answer, shown = ask("Sampling", "--workspace", "alice", "--output-format", "json", typed=typed, cwd=project)
    assert QUESTION in shown
    assert "Number [1]:" in shown
    assert "\x1b[31m" not in shown
    found = json.loads(answer)
    assert (code, found["namespace"], found["strategy"]) == (0, namespace, "interactive")
    assert not (project / "cursus-registry.toml").exists()


def test_nothing_is_preferred_where_the_strategy_takes_none(project):
    _, answer, shown = ask("Sampling", "--strategy", "manual", typed=b"\n2\n", cwd=project)
    assert "Number:" in shown
    assert "a person chose it" in answer


@pytest.mark.parametrize("typed", [b"0\n", b"\x04", b"\x03"])
def test_no_answer(project, typed):
    code, answer, _ = ask("Sampling", "--pin", typed=typed, cwd=project)
    assert code == 1
    assert "bob.Sampling (a person" not in answer
    assert not (project / "cursus-registry.toml").exists()


def test_where_there_is_no_choice_nobody_is_asked(project):
    code, answer, shown = ask("XGBoostTraining", "--pin", typed=b"", cwd=project)
    assert (code, shown) == (0, "Nothing was pinned: there was no choice to keep\n")
    assert "only core declares it" in answer


def test_the_answer_is_kept(project):
    (project / "cursus-registry.toml").write_text('# ours\nselect = ["CUR"]  # all\n')
    code, answer, shown = ask("Sampling", "--pin", typed=b"2\n", cwd=project)
    assert code == 0
    assert "bob.Sampling (a person chose it)" in answer
    assert shown.endswith(f"Pinned Sampling to bob in {project}/cursus-registry.toml\n")
    assert (project / "cursus-registry.toml").read_text() == (
        '# ours\nselect = ["CUR"]  # all\n\n[pins]\nSampling = "bob"\n'
    )
    assert across("Sampling", "--strategy", "manual")[1]["namespace"] == "bob"
    code, answer, shown = ask("Sampling", typed=b"", cwd=project)
    assert (code, shown) == (0, "")
    assert "'bob' is pinned in the settings" in answer
    assert json.loads((project / ".cursus-registry/audit.jsonl").read_text())["what"] == "pin Sampling to bob"


def test_with_pin_one_is_asked_again(project):
    (project / "cursus-registry.toml").write_text('pins = { Sampling = "bob", Other = "core" }  # so\n')
    ask("Sampling", "--pin", typed=b"1\n", cwd=project)
    text = (project / "cursus-registry.toml").read_text()
    assert tomllib.loads(text) == {"pins": {"Sampling": "alice", "Other": "core"}}
    assert text.endswith("  # so\n")


def test_a_pin_that_cannot_be_written(project):
    (project / "cursus-registry.toml").write_text("[pins]\n")
    (project / "cursus-registry.toml").chmod(0o444)
    code, answer, shown = ask("Sampling", "--pin", typed=b"1\n", cwd=project)
    assert (code, answer) == (2, ""), shown
    assert "it is read-only; make it writable; nothing was pinned" in shown
    assert (project / "cursus-registry.toml").read_text() == "[pins]\n"


@pytest.mark.parametrize("stdin", [b"", b"1\n"])
def test_without_a_terminal(project, stdin):
    run = run_as_bytes("resolve", "Sampling", "--interactive", "--pin", cwd=project, stdin=stdin)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"--interactive asks on a terminal, and this is none; name a --strategy, or pin the step" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--pin"], "--pin keeps an answer, so it goes with --interactive"),
        (["--interactive", "--mode", "strict"], "contradict each other"),
        (["--strategy", "best"], "'best' is not one of"),
        (["--across", "--workspace", "alic"], "did you mean 'alice'?"),
    ],
)
def test_what_does_not_go_together(project, arguments, words):
    run = run_in_process("resolve", "Sampling", *arguments)
    assert (run.exit_code, run.stdout) == (2, "")
    assert words in run.stderr
