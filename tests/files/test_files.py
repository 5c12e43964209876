"""What is asked of a disk, and the three that answer."""

import os
from pathlib import Path

import pytest

from cursus_registry.files import Content, DirEntry, Disk, Memory, Overlay, TooLargeError
from cursus_registry.files.paths import seen_from


@pytest.fixture(params=["disk", "memory", "overlay"])
def filled(request, tmp_path):
    """The same few files on every kind of disk, and the folder that they are in."""
    files = {"a.py": b"x = 1\r\n", "sub/b.py": b"", "sub/deep/c.py": b"\xff"}
    if request.param == "memory":
        return Memory({f"/root/{name}": data for name, data in files.items()}), "/root"
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Disk() if request.param == "disk" else Overlay(Disk()), tmp_path.as_posix()


def test_a_file_is_read_as_it_stands(filled):
    files, root = filled
    assert files.read(f"{root}/a.py", 7) == Content(b"x = 1\r\n")
    assert files.read(f"{root}/sub/deep/c.py", 100).data == b"\xff"


def test_a_file_over_the_limit(filled):
    files, root = filled
    with pytest.raises(TooLargeError, match="7 bytes, the limit is 6") as caught:
        files.read(f"{root}/a.py", 6)
    assert (caught.value.path, caught.value.size, caught.value.limit) == (f"{root}/a.py", 7, 6)


@pytest.mark.parametrize(
    ("name", "error"),
    [("none.py", FileNotFoundError), ("sub", IsADirectoryError), ("a.py/b.py", OSError), ("a\0.py", OSError)],
)
def test_what_cannot_be_read(filled, name, error):
    files, root = filled
    with pytest.raises(error):
        files.read(f"{root}/{name}", 100)


def test_a_folder(filled):
    files, root = filled
    assert files.scan(root) == [DirEntry("a.py", is_dir=False), DirEntry("sub", is_dir=True)]
    assert files.scan(f"{root}/sub") == [DirEntry("b.py", is_dir=False), DirEntry("deep", is_dir=True)]


@pytest.mark.parametrize("name", ["none", "a.py", "a\0"])
def test_what_is_no_folder(filled, name):
    files, root = filled
    with pytest.raises(OSError, match=r"."):
        files.scan(f"{root}/{name}")


@pytest.mark.parametrize(
    ("name", "is_file", "is_dir"), [("a.py", True, False), ("sub", False, True), ("none", False, False)]
)
def test_what_is_there(filled, name, is_file, is_dir):
    files, root = filled
    assert files.is_file(f"{root}/{name}") is is_file
    assert files.is_dir(f"{root}/{name}") is is_dir


def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(OSError, match="not a regular file"):
        Disk().read(str(tmp_path / "pipe.py"), 100)
    assert not Disk().is_file(str(tmp_path / "pipe.py"))


def test_a_device_is_no_file():
    with pytest.raises(OSError, match="not a regular file"):
        Disk().read("/dev/zero", 100)


def test_links(tmp_path):
    (tmp_path / "a.py").write_bytes(b"x")
    (tmp_path / "link.py").symlink_to("a.py")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert Disk().read(str(tmp_path / "link.py"), 1).data == b"x"
    with pytest.raises(OSError, match="loop"):
        Disk().read(str(tmp_path / "loop"), 100)
    with pytest.raises(OSError, match="loop"):
        Disk().scan(str(tmp_path / "loop"))
    links = [entry for entry in Disk().scan(str(tmp_path)) if entry.is_link]
    assert links == [DirEntry(name, is_dir=False, is_link=True) for name in ("link.py", "loop", "up")]


def test_nothing_is_left_open(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "large.py").write_bytes(b"xx")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        for name in ("", "pipe.py", "large.py"):
            with pytest.raises(OSError, match=r"."):
                Disk().read(str(tmp_path / name), 1)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_memory_forgets_a_folder_with_its_last_file():
    memory = Memory({"/a/b.py": "x", "/ab.py": "é"})
    memory.remove("/a")
    assert memory.paths() == ["/ab.py"]
    assert not memory.is_dir("/a")
    assert memory.read("/ab.py", 2).data == "é".encode()


def test_an_open_buffer_wins():
    overlay = Overlay(Memory({"/a.py": "saved"}))
    overlay.open("/a.py", b"typed")
    overlay.open("/new.py", b"never saved")
    assert overlay.read("/a.py", 5) == Content(b"typed", from_buffer=True)
    assert overlay.is_file("/new.py")
    assert overlay.buffers() == ["/a.py", "/new.py"]
    with pytest.raises(TooLargeError):
        overlay.read("/a.py", 4)


def test_bytes_can_be_laid_over_a_file_as_they_would_stand_there():
    overlay = Overlay(Memory({"/a.py": "saved"}))
    overlay.lay("/a.py", b"# coding: latin-1\n# \xe9")
    assert overlay.read("/a.py", 99) == Content(b"# coding: latin-1\n# \xe9", from_buffer=False)
    assert overlay.is_open("/a.py")
    with pytest.raises(TooLargeError):
        overlay.read("/a.py", 4)


def test_a_closed_buffer_is_gone():
    overlay = Overlay(Memory({"/a.py": "saved"}))
    overlay.open("/a.py", b"typed")
    overlay.close("/a.py")
    overlay.close("/a.py")
    assert overlay.read("/a.py", 5) == Content(b"saved")
    assert not overlay.is_open("/a.py")


def test_an_empty_buffer_is_a_buffer():
    overlay = Overlay(Memory({"/a.py": "saved"}))
    overlay.open("/a.py", b"")
    assert overlay.read("/a.py", 5) == Content(b"", from_buffer=True)


def test_where_a_path_leads(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "loop").symlink_to("loop")
    for files in (Disk(), Overlay(Disk())):
        assert files.real_path(f"{tmp_path}/b/new.py") == f"{tmp_path}/a/new.py"
        assert files.real_path(f"{tmp_path}/loop") == f"{tmp_path}/loop"
    assert Memory().real_path("/b/new.py") == "/b/new.py"


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [
        ("/a", "/a/b/c.py", "b/c.py"),
        ("/", "/a/c.py", "a/c.py"),
        ("/a/b", "/a/c.py", "../c.py"),
        ("/a/b", "/a/bc/d.py", "../bc/d.py"),
        ("/a/b/c", "/x.py", "../../../x.py"),
    ],
)
def test_paths_seen_from_a_folder(folder, path, expected):
    assert seen_from(folder, path) == expected
