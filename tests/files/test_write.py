"""Files replaced on a real disk: all of them or none, whatever goes wrong."""

import errno
import os
import stat
from pathlib import Path

import pytest

from cursus_registry.files.write import HalfWrittenError, Replacement, WriteError, replace_all


@pytest.fixture
def folder(tmp_path):
    """Three files, and nothing else; whatever a test does, no temporary file may stay."""
    for name in "abc":
        (tmp_path / name).write_bytes(f"old {name}".encode())
    return tmp_path


def replacing(folder, *names):
    return [Replacement(str(folder / name), f"old {name}".encode(), f"new {name}".encode()) for name in names]


def contents(folder):
    return {path.name: path.read_bytes().decode() for path in folder.iterdir() if path.is_file()}


OLD = {name: f"old {name}" for name in "abc"}
NEW = {name: f"new {name}" for name in "abc"}


def test_all_files_are_replaced_and_nothing_stays_beside_them(folder):
    replace_all(replacing(folder, "a", "b", "c"))
    assert contents(folder) == NEW


def test_nothing_to_replace(folder):
    replace_all([])
    assert contents(folder) == OLD


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_the_mode_stays(folder, mode):
    (folder / "a").chmod(mode)
    replace_all(replacing(folder, "a"))
    assert stat.S_IMODE((folder / "a").stat().st_mode) == mode


def test_the_owner_stays(folder):
    before = (folder / "a").stat()
    replace_all(replacing(folder, "a"))
    after = (folder / "a").stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(folder, tmp_path):
    target = tmp_path / "below" / "target"
    target.parent.mkdir()
    target.write_bytes(b"old link")
    (folder / "middle").symlink_to("below/target")
    (folder / "link").symlink_to("middle")
    replace_all([Replacement(str(folder / "link"), b"old link", b"new link")])
    assert target.read_bytes() == b"new link"
    assert (folder / "link").readlink() == Path("middle")
    assert (folder / "middle").is_symlink()
    assert list(target.parent.iterdir()) == [target]


def test_a_file_in_a_linked_folder(folder):
    (folder / "real").mkdir()
    (folder / "real" / "x").write_bytes(b"old x")
    (folder / "linked").symlink_to("real", target_is_directory=True)
    replace_all([Replacement(str(folder / "linked" / "x"), b"old x", b"new x")])
    assert (folder / "real" / "x").read_bytes() == b"new x"
    assert (folder / "linked").is_symlink()


def test_two_paths_to_one_file(folder):
    (folder / "link").symlink_to("a")
    same = [Replacement(str(folder / name), b"old a", b"new a") for name in ("a", "link")]
    replace_all(same)
    assert (folder / "a").read_bytes() == b"new a"
    other = Replacement(str(folder / "link"), b"new a", b"other")
    refuse([Replacement(str(folder / "a"), b"new a", b"newer"), other], "link", "same file as")
    assert (folder / "a").read_bytes() == b"new a"


def refuse(replacements, name, reason, error=WriteError):
    with pytest.raises(error, match=reason) as caught:
        replace_all(replacements)
    assert Path(caught.value.path).name == name
    return caught.value


def test_a_file_that_has_changed(folder):
    replacements = replacing(folder, "a", "b")
    (folder / "b").write_bytes(b"old b, and more")
    refuse(replacements, "b", "changed in the meantime")
    assert contents(folder) == {**OLD, "b": "old b, and more"}


def test_a_file_that_is_gone(folder):
    (folder / "b").unlink()
    refuse(replacing(folder, "a", "b"), "b", "No such file")
    assert contents(folder) == {"a": "old a", "c": "old c"}


def test_a_file_that_is_read_only(folder):
    (folder / "b").chmod(0o444)
    refuse(replacing(folder, "a", "b"), "b", "read-only; make it writable")
    assert contents(folder) == OLD


def test_a_file_that_somebody_else_may_write(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("b"))
    refuse(replacing(folder, "a", "b"), "b", "read-only")
    assert contents(folder) == OLD


def test_what_is_no_file(folder):
    (folder / "d").mkdir()
    os.mkfifo(folder / "e")
    refuse([Replacement(str(folder / "d"), b"", b"x")], "d", "no regular file")
    refuse([Replacement(str(folder / "e"), b"", b"x")], "e", "no regular file")


def fail_at(monkeypatch, module, name, call, number):
    """Let the n-th call of a function of the system fail."""
    function, calls = getattr(module, name), []

    def failing(*arguments, **options):
        calls.append(arguments)
        if len(calls) == call:
            raise OSError(number, os.strerror(number))
        return function(*arguments, **options)

    monkeypatch.setattr(module, name, failing)
    return calls


@pytest.mark.parametrize("call", range(1, 7))
@pytest.mark.parametrize(
    ("module", "name", "number"),
    [(os, "fsync", errno.ENOSPC), (os, "open", errno.EACCES), (os, "chmod", errno.EPERM)],
    ids=["the disk is full", "the folder is read-only", "the mode cannot be set"],
)
def test_a_failure_while_the_files_are_prepared(folder, monkeypatch, module, name, number, call):
    fail_at(monkeypatch, module, name, call, number)
    refuse(replacing(folder, "a", "b", "c"), "aabbcc"[call - 1], os.strerror(number))
    assert contents(folder) == OLD


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_failure_half_way_is_taken_back(folder, monkeypatch, call):
    fail_at(monkeypatch, os, "replace", call, errno.EIO)
    refuse(replacing(folder, "a", "b", "c"), "abc"[call - 1], "cannot be written: Input/output error")
    assert contents(folder) == OLD


def test_an_interruption_half_way_is_taken_back(folder, monkeypatch):
    replace = os.replace

    def interrupted(source, target):
        if Path(target).name == "b":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_all(replacing(folder, "a", "b", "c"))
    assert contents(folder) == OLD


def test_a_failure_that_cannot_be_taken_back_leaves_the_old_content(folder, monkeypatch):
    replace, calls = os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) > 2:
            raise OSError(errno.EIO, "broken")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    error = refuse(replacing(folder, "a", "b", "c"), "a", "stay changed", HalfWrittenError)
    left = {name: text for name, text in contents(folder).items() if name not in "abc"}
    assert sorted(left.values()) == ["old a", "old b"]
    assert all(name in error.reason for name in left)


def moving(folder, name, target):
    [one] = replacing(folder, name)
    return Replacement(one.path, one.before, one.after, str(folder / target))


def test_a_file_is_moved_with_its_mode(folder):
    (folder / "a").chmod(0o750)
    replace_all([moving(folder, "a", "z"), *replacing(folder, "b")])
    assert contents(folder) == {"z": "new a", "b": "new b", "c": "old c"}
    assert stat.S_IMODE((folder / "z").stat().st_mode) == 0o750


def test_a_file_is_not_moved_to_where_one_is(folder):
    with pytest.raises(WriteError, match="something is there already"):
        replace_all([*replacing(folder, "b"), moving(folder, "a", "c")])
    assert contents(folder) == OLD


def test_a_link_is_not_moved(folder):
    (folder / "link").symlink_to(folder / "a")
    with pytest.raises(WriteError, match="it is a link"):
        replace_all([Replacement(str(folder / "link"), b"old a", b"new a", str(folder / "z"))])
    assert contents(folder) == {**OLD, "link": "old a"}


@pytest.mark.parametrize("target", ["y", "z", "c"])
def test_a_move_that_fails_half_way_is_taken_back(folder, monkeypatch, target):
    """The first, the second or the third place cannot be taken."""

    def failing(call):
        def fail(source, destination, *arguments, **options):
            if destination == str(folder / target):
                raise OSError(errno.ENOSPC, "the disk is full")
            return call(source, destination, *arguments, **options)

        return fail

    for name in ("link", "rename", "replace"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    with pytest.raises(WriteError, match="the disk is full"):
        replace_all([moving(folder, "a", "y"), moving(folder, "b", "z"), *replacing(folder, "c")])
    assert contents(folder) == OLD


def test_a_file_that_cannot_be_taken_away_is_not_left_in_two_places(folder, monkeypatch):
    unlink = os.unlink

    def refuse(path, *arguments, **options):
        if path == str(folder / "a"):
            raise OSError(errno.EBUSY, "in use")
        return unlink(path, *arguments, **options)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(WriteError, match="in use"):
        replace_all([moving(folder, "a", "z")])
    assert contents(folder) == OLD
