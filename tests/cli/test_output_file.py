"""`--output-file`: in one piece or not at all, and never over a file of the project."""

import errno
import json
import os
import stat
import threading
from pathlib import Path

import pytest

from cursus_registry.cli.formats import FORMATS
from support.checks import CORE, classes, registry
from support.editor import write_fixture
from support.reports import count_findings
from support.terminal import run_as_bytes, run_in_process

ALICE = registry("alice").lstrip("/")


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(
        tmp_path / "project",
        f'{CORE}\n#- /{ALICE}\nWORKSPACE_STEPS = {{"New": {{"sagemaker_step_type": "Trainin", "description": "d", {classes("New")}}}}}\n',
    )
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_report_is_in_the_file_and_the_sum_on_stderr(project, output_format):
    shown = run_in_process("check", "--output-format", output_format)
    run = run_in_process("check", "--output-format", output_format, "--output-file", "report.txt")
    assert (run.exit_code, run.stdout) == (1, "")
    assert run.stderr == f"1 error in 2 files, 1 workspace, 3 steps; written to {project}/report.txt\n"
    assert (project / "report.txt").read_text(encoding="utf-8") == shown.stdout
    assert count_findings(output_format, shown.stdout) == 1


def test_no_colours_in_a_file(project):
    run_in_process("check", "--output-file", "report.txt", env={"FORCE_COLOR": "1"})
    assert "\x1b" not in (project / "report.txt").read_text()


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(project):
    target = project / "report.json"
    target.write_text("older and longer than the new one " * 1000)
    target.chmod(0o640)
    before = target.stat().st_ino
    run_in_process("check", "--output-format", "json", "--output-file", str(target))
    assert len(json.loads(target.read_text())["diagnostics"]) == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.stat().st_ino != before


def test_a_new_file_has_the_mode_that_files_get(project):
    mask = os.umask(0o027)
    try:
        run_in_process("check", "--output-file", "report.txt")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((project / "report.txt").stat().st_mode) == 0o640


def test_the_target_of_a_link_is_replaced_and_the_link_stays(project):
    (project / "real").mkdir()
    (project / "report.txt").symlink_to("real/report.txt")
    assert run_in_process("check", "--output-file", "report.txt").exit_code == 1
    assert (project / "report.txt").is_symlink()
    assert "CUR105" in (project / "real/report.txt").read_text()


def test_a_pipe_is_written_to_and_stays_a_pipe(project):
    os.mkfifo(project / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((project / "pipe").read_text()))
    reader.start()
    assert run_in_process("check", "--output-file", "pipe").exit_code == 1
    reader.join(timeout=30)
    assert "CUR105" in read[0]
    assert stat.S_ISFIFO((project / "pipe").stat().st_mode)


def test_the_null_device_stays_one(project):
    assert run_in_process("check", "--output-file", os.devnull).exit_code == 1
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere/report.txt", "its folder is not there; create it first"),
        ("src", "it is a folder; name a file"),
        ("", "it is a folder; name a file"),
        (f"{ALICE}/report.txt", "Not a directory"),
        ("a\0b", "null"),
        ("x" * 300, "File name too long"),
        ("loop", "Too many levels of symbolic links"),
        (ALICE, "this is a file of the project; name another for the report"),
        ("link", "this is a file of the project; name another for the report"),
    ],
)
def test_what_cannot_be_written(project, name, words):
    (project / "loop").symlink_to("loop")
    (project / "link").symlink_to(ALICE)
    before = (project / ALICE).read_bytes()
    run = run_in_process("check", "--output-file", name)
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr.startswith(f"Error: {project}")
    assert words in run.stderr
    assert (project / ALICE).read_bytes() == before


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_failure_on_the_way_leaves_the_older_report_and_nothing_else(project, monkeypatch, step):
    (project / "report.txt").write_text("older")
    there = sorted(path.name for path in project.iterdir())

    function = getattr(os, step)

    def fail(what, *arguments, **options):
        if step != "open" or str(what).endswith(".tmp"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return function(what, *arguments, **options)

    monkeypatch.setattr(os, step, fail)
    run = run_in_process("check", "--output-file", "report.txt")
    monkeypatch.undo()
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == f"Error: {project}/report.txt: the file cannot be written: No space left on device\n"
    assert (project / "report.txt").read_text() == "older"
    assert sorted(path.name for path in project.iterdir()) == there


def test_a_full_disk_behind_standard_output(project):
    with Path("/dev/full").open("wb") as full:
        run = run_as_bytes("check", cwd=project, stdout=full)
    assert run.returncode == 2
    assert run.stderr == b"Error: standard output cannot be written: No space left on device\n"


def test_a_closed_standard_output(project):
    run = run_as_bytes("check", cwd=project, preexec_fn=lambda: os.close(1))
    assert (run.returncode, run.stderr) == (1, b"")
