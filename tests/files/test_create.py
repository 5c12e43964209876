"""New folders and files: all of it or nothing, and never over anything."""

import os
from pathlib import Path

import pytest

from cursus_registry.files.create import create_file, create_folder

FILES = {"README.md": b"page", "src/a/b.py": "ä\r\n".encode(), "src/a/empty.py": b""}


def contents(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def everything(root):
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_a_folder_with_all_its_files(tmp_path):
    create_folder(f"{tmp_path}/not/there/new", FILES)
    assert contents(tmp_path / "not/there/new") == FILES
    assert everything(tmp_path / "not/there") == [
        "new",
        *(f"new/{path}" for path in everything(tmp_path / "not/there/new")),
    ]


def test_it_can_be_entered_and_read_like_any_other(tmp_path):
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual.txt").write_bytes(b"")
    create_folder(f"{tmp_path}/new", FILES)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "new/README.md").stat().st_mode == (tmp_path / "usual.txt").stat().st_mode


def make_folder(path):
    path.mkdir()
    (path / "kept").write_text("kept")


OTHERS = {
    "a folder": make_folder,
    "an empty folder": lambda path: path.mkdir(),
    "a file": lambda path: path.write_text("kept"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
}


@pytest.mark.parametrize("create", [lambda path: create_folder(path, FILES), lambda path: create_file(path, b"new")])
@pytest.mark.parametrize("other", OTHERS)
def test_what_is_there_stays_as_it_is(tmp_path, create, other):
    OTHERS[other](tmp_path / "new")
    before = everything(tmp_path), contents(tmp_path), os.lstat(tmp_path / "new")
    with pytest.raises(FileExistsError):
        create(f"{tmp_path}/new")
    after = everything(tmp_path), contents(tmp_path), os.lstat(tmp_path / "new")
    assert before[:2] == after[:2]
    assert before[2].st_ino == after[2].st_ino


@pytest.mark.parametrize("at", range(len(FILES)))
def test_a_disk_that_refuses_a_file_leaves_nothing(tmp_path, monkeypatch, at):
    write, written = Path.write_bytes, []

    def refuse(self, data):
        if len(written) == at:
            raise OSError(28, "No space left on device")
        written.append(self)
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError, match="No space left"):
        create_folder(f"{tmp_path}/not/there/new", FILES)
    assert everything(tmp_path) == []


def test_a_place_that_is_taken_meanwhile_is_left_alone(tmp_path, monkeypatch):
    rename = Path.rename

    def late(self, target):
        make_folder(Path(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(OSError, match="not empty"):
        create_folder(f"{tmp_path}/new", FILES)
    assert everything(tmp_path) == ["new", "new/kept"]


def test_a_file_in_the_way_of_the_folders_above(tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(OSError, match="file"):
        create_folder(f"{tmp_path}/file/new", FILES)
    assert contents(tmp_path) == {"file": b"kept"}


def test_a_single_file(tmp_path):
    create_file(f"{tmp_path}/not/there.py", b"new")
    assert contents(tmp_path) == {"not/there.py": b"new"}
