"""Whatever lies in a checkout, the command says which file and what to do, and does the rest of its work."""

import errno
import os

import pytest

from cursus_registry.files import Disk
from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE, ZOE = registry("alice").lstrip("/"), registry("zoe").lstrip("/")
WRONG = f'WORKSPACE_STEPS = {{"New": {{"sagemaker_step_type": "Trainin", "description": "d", {classes("New")}}}}}\n'
GOOD = f"""{CORE}
#- /{ALICE}
{WRONG}"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in which alice's registry can be read, and holds one mistake."""
    write_fixture(tmp_path / "project", GOOD)
    monkeypatch.chdir(tmp_path / "project")
    (tmp_path / "project" / ZOE).parent.mkdir(parents=True)
    return tmp_path / "project"


def make_huge(path):
    path.write_text(WRONG + "#" * 2_000_000)


def make_loop(path):
    path.symlink_to(path.name)


BAD = {
    "binary": (lambda path: path.write_bytes(b"\x7fELF\0\0"), "CUR007", "NUL bytes"),
    "utf-16": (lambda path: path.write_text(WRONG, encoding="utf-16"), "CUR007", "NUL bytes"),
    "latin-1": (lambda path: path.write_bytes(b"# caf\xe9\n"), "CUR007", "save it as UTF-8"),
    "unknown encoding": (lambda path: path.write_text("# coding: klingon\n"), "CUR007", "save it as UTF-8"),
    "huge": (make_huge, "CUR007", "the limit is 2000000; split it"),
    "deep": (lambda path: path.write_text(f"WORKSPACE_STEPS = {'[' * 9999}{']' * 9999}"), "CUR007", "simplify"),
    "folder": (lambda path: path.mkdir(), "CUR007", "check what is there"),
    "pipe": (os.mkfifo, "CUR007", "check what is there"),
    "link to itself": (make_loop, "CUR007", "check what is there"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), None, None),
    "half-typed": (lambda path: path.write_text('WORKSPACE_STEPS = {"New'), "CUR001", "not closed"),
    "empty": (lambda path: path.write_text(""), "CUR002", "WORKSPACE_STEPS"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_registry_is_named_and_costs_nothing_else(project, name):
    make, code, words = BAD[name]
    make(project / ZOE)
    run = run_in_process("check", "--output-format", "concise")
    alice, *zoe = [line for line in run.stdout.splitlines() if line.startswith("developer_workspaces")]
    assert f"{ALICE}:1:51: error[CUR105]" in alice
    assert run.exit_code == 1
    if code:
        [line] = zoe
        assert line.startswith(f"{ZOE}:1:")
        assert f"[{code}]" in line
        assert words in line
    else:
        assert zoe == []


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"# coding: latin-1\r\n# \xe9\r\n", b"\r\n\r\n", b"\x0c", b"\r"])
def test_odd_beginnings_of_a_good_registry(project, start):
    (project / ZOE).write_bytes(start + WRONG.replace("New", "Old").replace("\n", "\r\n").encode())
    run = run_in_process("check", "--output-format", "concise", "developer_workspaces/developers/zoe")
    line = start.count(b"\r") + 1
    column = 52 if start == b"\x0c" else 51
    assert f"{ZOE}:{line}:{column}: error[CUR105]" in run.stdout


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_file_that_cannot_be_read(project, monkeypatch, number):
    read, reason = Disk.read, os.strerror(number)

    def refuse(self, path, limit):
        if path.endswith(ZOE):
            raise OSError(number, reason, path)
        return read(self, path, limit)

    (project / ZOE).write_text(WRONG)
    monkeypatch.setattr(Disk, "read", refuse)
    run = run_in_process("check", "--output-format", "concise")
    assert f"{ZOE}:1:1: warning[CUR007] the file cannot be read: {reason}; check what is there" in run.stdout
    assert f"{ALICE}:1:51: error[CUR105]" in run.stdout


def test_a_folder_that_may_not_be_listed(project, monkeypatch):
    scan = Disk.scan

    def refuse(self, path):
        if path.endswith("/pipelines"):
            raise PermissionError(13, "Permission denied", path)
        return scan(self, path)

    (project / "pipelines").mkdir()
    monkeypatch.setattr(Disk, "scan", refuse)
    run = run_in_process("check", "--output-format", "concise")
    assert run.stderr.startswith(f"warning: {project}/pipelines: the folder cannot be listed (Permission denied)")
    assert f"{ALICE}:1:51: error[CUR105]" in run.stdout


def test_links_in_circles(project):
    (project / "again").symlink_to(".")
    (project / "developer_workspaces/developers/alice/up").symlink_to("../..")
    (project / "developer_workspaces/developers/round").symlink_to("round")
    run = run_in_process("check", "--output-format", "concise")
    assert run.stdout.count("CUR105") == 1


def test_a_missing_core(project):
    (project / "src/cursus/registry/step_names.py").unlink()
    run = run_in_process("check", "--output-format", "concise")
    assert "information[CUR002] no core registry was found" in run.stdout
    assert "src/cursus/registry/step_names.py" in run.stdout
    assert f"{ALICE}:1:51: error[CUR105]" in run.stdout


@pytest.mark.parametrize(
    "command", [["check"], ["resolve", "Package"], ["list"], ["conflicts"], ["health"], ["unused"], ["graph"]]
)
def test_an_empty_folder(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    run = run_in_process(*command)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith(f"Error: {tmp_path}: no registry in it, above it or below it")
    assert "src/cursus/registry/step_names.py" in run.stderr


@pytest.mark.parametrize("command", [["check"], ["resolve", "Package"], ["list"], ["unused"], ["graph"]])
def test_a_working_directory_that_is_gone(tmp_path, monkeypatch, command):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    run = run_in_process(*command)
    monkeypatch.chdir(tmp_path)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: the working directory is not there any more; go to another\n"


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (["check", "nowhere"], "nowhere"),
        (["check", ".", "nowhere/x.py"], "nowhere/x.py"),
        (["check", "a\0b"], "a\ufffdb"),
        (["resolve", "Package", "--project", "nowhere"], "nowhere"),
        (["list", "--project", "nowhere"], "nowhere"),
        (["conflicts", "--project", "nowhere"], "nowhere"),
        (["health", "--project", "nowhere"], "nowhere"),
        (["init", "new", "--project", "nowhere"], "nowhere"),
    ],
)
def test_a_path_that_is_not_there(project, command, where):
    run = run_in_process(*command)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith(f"Error: {project}/{where}: no such f")


@pytest.mark.parametrize("text", ["[tool", "tool = 3", "[tool.other]\nx = 1", "[tool]\nother = 1", ""])
def test_a_pyproject_that_is_not_about_us(project, text):
    (project / "pyproject.toml").write_text(text)
    run = run_in_process("check", "--output-format", "concise")
    assert (run.exit_code, run.stderr) == (1, "")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code(project, option):
    run = run_in_process("check", option, "CUR1,XYZ")
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: 'XYZ' is no rule and no beginning of one; `cursus-registry rule --all` lists them\n"


def test_an_unknown_format(project):
    run = run_in_process("check", "--output-format", "xml")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "'xml' is not one of" in run.stderr


def test_a_workspace_whose_folder_has_no_registry(project, monkeypatch):
    monkeypatch.chdir(project / "developer_workspaces/developers/zoe")
    run = run_in_process("resolve", "Package")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "no workspace 'zoe' (from the working directory)" in run.stderr
