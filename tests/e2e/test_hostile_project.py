"""Nothing of a checkout is run, whatever lies in it: an audit hook inside the process watches."""

import json
import os

import pytest

from support.hostile import (
    COMMANDS,
    OUTSIDE,
    PYTHON,
    SITE,
    converse,
    listing,
    run_among,
    write_hostile_project,
)

WATCH = """
import sys
sys.path[:] = [path for path in sys.path if path]
import os
out = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
root = os.path.realpath(sys.argv[1])

def saw(event, arguments):
    os.write(out, f"{event} {arguments!r:.300}\\n".encode("utf-8", "replace"))

ALWAYS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "socket.connect",
          "socket.bind", "socket.getaddrinfo", "socket.gethost", "urllib.", "http.", "ftplib.", "smtplib.", "shutil.",
          "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
          "os.chown", "os.utime", "tempfile.", "pickle.", "webbrowser.", "ctypes.", "sys.addaudithook")

def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], int):
        return
    if event.startswith(ALWAYS):
        saw(event, arguments)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        saw(event, arguments)
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        saw(event, arguments)
    elif event == "import" and str(arguments[1] or "").startswith(root):
        saw(event, arguments)
    elif event == "exec" and getattr(arguments[0], "co_filename", "").startswith((root, "./")):
        saw(event, arguments[0].co_filename)
    elif event == "compile" and root in str(arguments[1]):
        saw(event, arguments)

sys.addaudithook(hook)
"""
RUN = """
from cursus_registry.cli import cli
cli(sys.argv[3:], prog_name="cursus-registry")
"""
WORK = """
from cursus_registry.components.worker import main
main()
"""
OWN_PROCESS = "cursus_registry.components.worker"


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    write_hostile_project(root, tmp_path / "marker")
    return root


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_an_audit_hook_sees_nothing(project, tmp_path, arguments):
    before = listing(project)
    seen = tmp_path / "seen"
    done = run_among(project, [PYTHON, "-c", WATCH + RUN, str(project), str(seen), *arguments])
    assert "Traceback" not in done.stderr, done.stderr
    assert seen.read_text() == ""
    assert done.returncode in {0, 1}, done.stderr
    assert not (tmp_path / "marker").exists()
    assert listing(project) == before


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_modules_in_the_working_directory_are_not_ours(project, tmp_path, arguments):
    done = run_among(project, [PYTHON, "-m", "cursus_registry", *arguments])
    assert done.returncode in {0, 1}, done.stderr
    assert not (tmp_path / "marker").exists()


def test_what_is_found_shows_that_it_was_read(project):
    done = run_among(project, [PYTHON, "-m", "cursus_registry", "check", "--output-format", "json", "."])
    codes = {found["code"] for found in json.loads(done.stdout)["diagnostics"]}
    assert {"CUR003", "CUR008", "CUR105"} <= codes


def test_the_server_runs_nothing_either(project, tmp_path):
    before = listing(project)
    seen = tmp_path / "seen"
    codes = converse([PYTHON, "-c", WATCH + RUN, str(project), str(seen)], project, tmp_path / "log")
    assert {"CUR003", "CUR105"} <= set(codes), (tmp_path / "log").read_text()
    nowhere, started = seen.read_text().splitlines()
    assert nowhere.startswith(f"open ({os.devnull!r}"), nowhere
    assert started.startswith(f"subprocess.Popen ({PYTHON!r}, [{PYTHON!r}, '-I', "), started
    assert OWN_PROCESS in started
    assert not (tmp_path / "marker").exists()
    assert listing(project) == before


def test_what_looks_outside_runs_nothing_and_does_not_even_try_to(project, tmp_path):
    before = listing(project)
    seen = tmp_path / "seen"
    roots = [str(project / "src"), str(project / SITE)]
    questions = [json.dumps({"path": path, "roots": roots}) for path in OUTSIDE]
    done = run_among(project, [PYTHON, "-c", WATCH + WORK, str(project), str(seen)], "\n".join(questions))
    ready, *answers = map(json.loads, done.stdout.splitlines())
    assert ready == {"ready": True}, done.stderr
    found = {path: [one["name"] for one in said["classes"]] for path, said in zip(OUTSIDE, answers, strict=True)}
    assert found == OUTSIDE
    assert [line for line in seen.read_text().splitlines() if not line.startswith("sys.addaudithook")] == []
    assert not (tmp_path / "marker").exists()
    assert listing(project) == before
