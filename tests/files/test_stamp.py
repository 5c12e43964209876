"""By what a file is known again without reading it."""

import os
import time
from pathlib import Path

from cursus_registry.files import Disk, Memory, Overlay


def old(path):
    when = time.time_ns() - 10 * 10**9
    os.utime(path, ns=(when, when))
    return path.as_posix()


def test_a_file_that_nobody_touches_keeps_its_stamp(tmp_path):
    (tmp_path / "a.py").write_text("x")
    path = old(tmp_path / "a.py")
    assert Disk().stamp(path) == Disk().stamp(path) != None  # noqa: E711


def test_another_text_of_the_same_size_and_time_is_told_by_the_file_itself(tmp_path):
    (tmp_path / "a.py").write_text("x")
    (tmp_path / "b.py").write_text("y")
    path = old(tmp_path / "a.py")
    before = Disk().stamp(path)
    when = Path(path).stat().st_mtime_ns
    os.utime(tmp_path / "b.py", ns=(when, when))
    (tmp_path / "b.py").rename(path)
    assert Disk().stamp(path) != before


def test_a_mode_that_changes_is_seen(tmp_path):
    (tmp_path / "a.py").write_text("x")
    path = old(tmp_path / "a.py")
    before = Disk().stamp(path)
    Path(path).chmod(0)
    assert Disk().stamp(path) != before


def test_nothing_is_said_of_what_has_only_just_changed(tmp_path):
    (tmp_path / "a.py").write_text("x")
    now = time.time_ns()
    os.utime(tmp_path / "a.py", ns=(now, now))
    assert Disk().stamp((tmp_path / "a.py").as_posix()) is None


def test_nothing_is_said_of_what_is_not_there(tmp_path):
    for path in (f"{tmp_path}/none", f"{tmp_path}/\0", f"{tmp_path}/\ud800"):
        assert Disk().stamp(path) is None


def test_a_disk_in_memory_counts_what_is_written():
    disk = Memory({"/a.py": "x"})
    before = disk.stamp("/a.py")
    assert disk.stamp("/a.py") == before
    disk.write("/a.py", "y")
    assert disk.stamp("/a.py") != before
    disk.remove("/a.py")
    assert disk.stamp("/a.py") is None


def test_a_buffer_has_none():
    overlay = Overlay(Memory({"/a.py": "x"}))
    assert overlay.stamp("/a.py") is not None
    overlay.open("/a.py", b"y")
    assert overlay.stamp("/a.py") is None
