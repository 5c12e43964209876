"""The record of what was changed: every line whole, nothing lost when it grows, and no change without one."""

import errno
import json
import os
from threading import Thread

import pytest

from cursus_registry.edits.apply import Change
from cursus_registry.edits.audited import write_audited
from cursus_registry.files import Disk, audit
from cursus_registry.files.audit import Record, append_records
from cursus_registry.files.write import WriteError
from cursus_registry.project import find_projects
from cursus_registry.text import SourceText
from support.checks import CORE, open_fixture


def lines(root, name="audit.jsonl"):
    return [json.loads(line) for line in (root / ".cursus-registry" / name).read_text("ascii").splitlines()]


def change(root, *, before="one\ntwo\nthree\n", after="one\n2\nthree\n", name="a.py"):
    if before is not None:
        (root / name).write_bytes(before.encode())
    return Change(str(root / name), None if before is None else SourceText.from_str(before), SourceText.from_str(after))


def write(root, *changes):
    write_audited(Disk(), {str(root): changes}, "promote X from alice to core")


def test_a_change_is_told_with_what_differs(tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "ann")
    write(tmp_path, change(tmp_path))
    [record] = lines(tmp_path)
    assert record.pop("time").endswith("+00:00")
    assert record == {
        "user": "ann",
        "what": "promote X from alice to core",
        "file": str(tmp_path / "a.py"),
        "line": 2,
        "before": "two\n",
        "after": "2\n",
    }
    assert (tmp_path / "a.py").read_text() == "one\n2\nthree\n"


def test_a_new_file_has_nothing_before(tmp_path):
    write(tmp_path, change(tmp_path, before=None, after="new\n", name="deep/er/b.py"))
    [record] = lines(tmp_path)
    assert (record["before"], record["after"], record["line"]) == (None, "new\n", 1)
    assert (tmp_path / "deep/er/b.py").read_text() == "new\n"


def test_the_folder_keeps_itself_out_of_git(tmp_path):
    write(tmp_path, change(tmp_path))
    assert (tmp_path / ".cursus-registry/.gitignore").read_text() == "*\n"


def test_nothing_is_told_of_no_change(tmp_path):
    write(tmp_path, change(tmp_path, after="one\ntwo\nthree\n"))
    assert not (tmp_path / ".cursus-registry").exists()


def test_control_characters_are_escaped(tmp_path):
    odd = "".join(map(chr, [*range(32), *range(127, 160), 0x2028, 0xD800])) + "é"
    append_records(str(tmp_path), [Record(odd, odd, 1, odd, odd)])
    raw = (tmp_path / ".cursus-registry/audit.jsonl").read_bytes()
    assert all(32 <= byte < 127 for byte in raw.removesuffix(b"\n"))
    assert lines(tmp_path)[0]["what"] == odd


def test_a_file_that_would_grow_too_large_is_put_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "MOST_BYTES", 1000)
    for number in range(100):
        append_records(str(tmp_path), [Record(str(number), "a.py", 1, "x" * 300, "")])
    folder = tmp_path / ".cursus-registry"
    names = ["audit.jsonl", *(f"audit.jsonl.{number}" for number in range(1, 10))]
    assert sorted(path.name for path in folder.iterdir()) == sorted([".gitignore", *names])
    kept = [int(record["what"]) for name in reversed(names) for record in lines(tmp_path, name)]
    assert kept == list(range(100 - len(kept), 100))
    assert all((folder / name).stat().st_size <= 1000 for name in names)


def test_the_bound_is_10_mb(tmp_path):
    text = "x" * 4_900_000
    for _ in range(3):
        append_records(str(tmp_path), [Record("w", "a.py", 1, "", text)])
    assert (len(lines(tmp_path)), len(lines(tmp_path, "audit.jsonl.1"))) == (1, 2)


def test_one_record_larger_than_the_bound_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "MOST_BYTES", 100)
    append_records(str(tmp_path), [Record("w", "a.py", 1, "", "x" * 500)])
    assert len(lines(tmp_path)) == 1


def test_a_record_behind_one_that_was_cut_off_stands_on_a_line_of_its_own(tmp_path):
    append_records(str(tmp_path), [Record("first", "a.py")])
    with (tmp_path / ".cursus-registry/audit.jsonl").open("ab") as file:
        file.write(b'{"time": "2026')
    append_records(str(tmp_path), [Record("last", "a.py")])
    first, cut, last = (tmp_path / ".cursus-registry/audit.jsonl").read_text().splitlines()
    assert (json.loads(first)["what"], cut, json.loads(last)["what"]) == ("first", '{"time": "2026', "last")


def test_many_threads_write_whole_lines(tmp_path):
    def work(name):
        for number in range(50):
            append_records(str(tmp_path), [Record(f"{name}{number}", "a.py", 1, "x" * 2000, "")])

    threads = [Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(record["what"] for record in lines(tmp_path)) == sorted(f"{n}{i}" for n in "abcd" for i in range(50))


def is_refused(root, words):
    before = (root / "a.py").read_bytes()
    with pytest.raises(WriteError, match=words) as caught:
        write(root, change(root))
    assert ".cursus-registry" in caught.value.path
    assert (root / "a.py").read_bytes() == before


@pytest.mark.parametrize("name", [".cursus-registry", ".cursus-registry/audit.jsonl"])
def test_where_it_cannot_be_told_nothing_is_changed(tmp_path, name):
    change(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    if name == ".cursus-registry":
        (tmp_path / name).write_text("a file")
    else:
        (tmp_path / name).mkdir()
    is_refused(tmp_path, "the change cannot be written down, so it was not made: ")


@pytest.mark.parametrize("name", [".cursus-registry", ".cursus-registry/audit.jsonl"])
def test_links_are_not_followed(tmp_path, name):
    root, outside = tmp_path / "project", tmp_path / "outside"
    outside.mkdir()
    root.mkdir()
    change(root)
    if name == ".cursus-registry":
        (root / name).symlink_to(outside)
    else:
        (root / name).parent.mkdir()
        (root / name).symlink_to(outside / "there")
    is_refused(root, "the change cannot be written down")
    assert list(outside.iterdir()) == []


def test_a_full_disk_leaves_no_half_line(tmp_path, monkeypatch):
    change(tmp_path)
    append_records(str(tmp_path), [Record("first", "a.py")])
    write_whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, text: write_whole(descriptor, text[:10]))
    is_refused(tmp_path, "No space left on device")
    monkeypatch.undo()
    assert [record["what"] for record in lines(tmp_path)] == ["first"]


def test_a_change_that_fails_afterwards_is_told_of_again(tmp_path, monkeypatch):
    changes = [change(tmp_path), change(tmp_path, before=None, after="new\n", name="new/b.py")]

    def failing(source, target):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(WriteError, match="Input/output error"):
        write(tmp_path, *changes)
    monkeypatch.undo()
    told = lines(tmp_path)
    assert [record["file"] for record in told] == [str(tmp_path / "a.py"), str(tmp_path / "new/b.py")] * 2
    assert ["failed" in record for record in told] == [False, False, True, True]
    assert told[-1]["failed"] == "it cannot be written: Input/output error"
    assert (tmp_path / "a.py").read_text() == "one\ntwo\nthree\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cursus-registry", "a.py"]


def test_a_new_file_takes_nobody_s_place(tmp_path):
    for name in ("b.py", "c"):
        wanted = change(tmp_path, before=None, after="new\n", name=name)
        (tmp_path / "c").mkdir(exist_ok=True)
        (tmp_path / "b.py").write_text("somebody's")
        with pytest.raises(WriteError, match="something is there already"):
            write(tmp_path, change(tmp_path), wanted)
        assert (tmp_path / "b.py").read_text() == "somebody's"
        assert (tmp_path / "a.py").read_text() == "one\ntwo\nthree\n"


def test_nothing_of_the_folder_belongs_to_the_project():
    text = "from cursus.registry.step_names import get_config_class_name\nget_config_class_name('Nothing')\n"
    inside = "/.cursus-registry/developer_workspaces/developers/eve/src/cursus_dev/registry/workspace_registry.py"
    project = open_fixture(f"{CORE}\n#- /.cursus-registry/a.py\n{text}\n#- {inside}\nLOCAL_STEPS = {{}}\n")
    assert list(project.snapshot.view.index.files) == ["/src/cursus/registry/step_names.py"]
    assert find_projects(project.files, "/") == ["/"]
