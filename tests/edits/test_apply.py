"""Texts on their way to the disk: encodings, byte order marks, and files that have moved on."""

import pytest

from cursus_registry.edits.apply import Change, prepare
from cursus_registry.files import Disk
from cursus_registry.files.write import WriteError, replace_all
from cursus_registry.text import SourceText, decode_python


def change(path, after):
    return Change(str(path), decode_python(path.read_bytes()), SourceText.from_str(after))


def write_changes(disk, changes):
    replace_all(prepare(disk, changes))


@pytest.mark.parametrize(
    ("raw", "after", "expected"),
    [
        (b"x = 1\n", "x = 'é'\n", "x = 'é'\n".encode()),
        (b"\xef\xbb\xbfx = 1\n", "x = 'é'\n", b"\xef\xbb\xbfx = '\xc3\xa9'\n"),
        (b"\xef\xbb\xbf# coding: utf-8\n", "# coding: utf-8\n\n", b"\xef\xbb\xbf# coding: utf-8\n\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'ü'\n", b"# coding: latin-1\nx = '\xfc'\n"),
        (b"# coding: cp1252\nx = 1\n", "# coding: cp1252\nx = '€'\n", b"# coding: cp1252\nx = '\x80'\n"),
        (b"# coding: ascii\r\nx = 1\r\n", "# coding: ascii\r\ny = 1\r\n", b"# coding: ascii\r\ny = 1\r\n"),
        (b"a\rb\r\nc\n", "a\rB\r\nc\n", b"a\rB\r\nc\n"),
    ],
)
def test_a_file_keeps_its_encoding_and_its_line_ends(tmp_path, raw, after, expected):
    path = tmp_path / "registry.py"
    path.write_bytes(raw)
    write_changes(Disk(), [change(path, after)])
    assert path.read_bytes() == expected


def test_other_files_are_utf_8(tmp_path):
    path = tmp_path / "package.step.yaml"
    path.write_bytes(b"\xef\xbb\xbf# coding: latin-1\n\xc3\xa9: 1\n")
    before = SourceText("# coding: latin-1\né: 1\n".encode())
    write_changes(Disk(), [Change(str(path), before, SourceText("é: 2\n".encode()))])
    assert path.read_bytes() == "\ufeffé: 2\n".encode()


def refused(path, change, reason):
    raw = path.read_bytes() if path.is_file() else None
    with pytest.raises(WriteError, match=reason) as caught:
        write_changes(Disk(), [change])
    assert caught.value.path == str(path)
    assert raw is None or path.read_bytes() == raw


def test_a_character_that_the_encoding_does_not_have(tmp_path):
    path = tmp_path / "registry.py"
    path.write_bytes(b"# coding: latin-1\n")
    refused(path, change(path, "# coding: latin-1\nx = '€'\n"), "iso-8859-1, has no '€'; save it as UTF-8")


def test_a_text_that_has_moved_on(tmp_path):
    path = tmp_path / "registry.py"
    path.write_bytes(b"x = 1\n")
    planned = change(path, "y = 1\n")
    path.write_bytes(b"x = 2\n")
    refused(path, planned, "changed in the meantime")
    path.write_bytes(b"\xef\xbb\xbfx = 1\n")
    write_changes(Disk(), [planned])
    assert path.read_bytes() == b"\xef\xbb\xbfy = 1\n", "the mark is no part of the text"


def test_a_file_that_is_gone_or_no_text_any_more(tmp_path):
    path = tmp_path / "registry.py"
    path.write_bytes(b"x = 1\n")
    planned = change(path, "y = 1\n")
    path.write_bytes(b"# coding: klingon\n")
    refused(path, planned, "encoding is not known")
    path.unlink()
    refused(path, planned, "cannot be read: No such file")


def test_what_does_not_change_is_not_touched(tmp_path):
    path = tmp_path / "registry.py"
    path.write_bytes(b"x = 1\n")
    before = path.stat()
    write_changes(Disk(), [change(path, "x = 1\n")])
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
