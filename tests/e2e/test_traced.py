"""What the operating system sees (strace) while a hostile checkout is read: no program, no connection, no writing."""

import re

import pytest

from support.hostile import COMMANDS, PYTHON, converse, listing, run_among, write_hostile_project

pytestmark = pytest.mark.traced
CALLS = (
    "execve,execveat,connect,bind,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,"
    "symlinkat,truncate,ftruncate,chmod,fchmodat,chown,fchownat,utimensat,mknod,mknodat,open,openat,openat2,fork,vfork"
)
STRACE = ["strace", "-ff", "-qq", "-s", "300", "-e", f"trace={CALLS}", "-e", "signal=none"]
HARMLESS = re.compile(r'openat?\(.*(?:"/dev/null"|"/dev/tty"|"/proc/|"/sys/)')
WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)")


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    write_hostile_project(root, tmp_path / "marker")
    return root


def seen(trace):
    """The calls that do more than read, but for the start of the interpreter itself; strace has a file per process."""
    files = sorted(trace.parent.glob(f"{trace.name}.*"), key=lambda file: int(file.suffix[1:]))
    calls = [line for file in files for line in file.read_text(errors="replace").splitlines()]
    assert any(call.startswith("execve(") and PYTHON.rpartition("/")[2] in call for call in calls), "nothing was traced"
    first = next(at for at, call in enumerate(calls) if call.startswith("execve(") and call.rstrip().endswith("= 0"))
    return [
        call
        for call in calls[first + 1 :]
        if not HARMLESS.match(call) and not (call.startswith("open") and not WRITING.search(call)) and "+++" not in call
    ]


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_the_command(project, tmp_path, arguments):
    before = listing(project)
    trace = tmp_path / "trace"
    done = run_among(project, [*STRACE, "-o", str(trace), PYTHON, "-m", "cursus_registry", *arguments])
    assert done.returncode in {0, 1}, done.stderr
    assert seen(trace) == []
    assert not (tmp_path / "marker").exists()
    assert listing(project) == before


def test_the_server(project, tmp_path):
    before = listing(project)
    trace = tmp_path / "trace"
    command = [*STRACE, "-o", str(trace), PYTHON, "-m", "cursus_registry"]
    codes = converse(command, project, tmp_path / "log")
    assert {"CUR003", "CUR105"} <= set(codes), (tmp_path / "log").read_text()
    start, run = seen(trace)  # of the process that looks for classes outside, which does no more than read, too
    assert start.startswith(("vfork(", "fork("))
    assert run.startswith(f'execve("{PYTHON}", ["{PYTHON}", "-I", ')
    assert "cursus_registry.components.worker" in run
    assert not (tmp_path / "marker").exists()
    assert listing(project) == before
