"""What can go wrong when a step is saved: it is said, and no file is half written."""

import errno
import os

import pytest

from cursus_registry.api.errors import RegistryError, RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files import Disk
from support.checks import CORE
from support.editor import contents, write_fixture
from support.registration import ALICE, BOB, CORE_FILE, core_step, step, told


def refused(project, manager, words, error=RegistryError):
    before = contents(project)
    with pytest.raises(error, match=words) as caught:
        manager.register_step(step(), "alice", save=True)
    assert contents(project) == before
    assert caught.value.path
    return caught.value


def test_a_file_that_is_edited_at_that_very_moment(project, manager, monkeypatch):
    read, reads = Disk.read, []

    def changing(self, path, limit):
        content = read(self, path, limit)
        if path.endswith(ALICE):
            reads.append(path)
            if len(reads) == 2:
                (project / ALICE).write_text("LOCAL_STEPS = {}  # somebody else\n")
        return content

    monkeypatch.setattr(Disk, "read", changing)
    with pytest.raises(RegistryError, match="it has changed in the meantime") as caught:
        manager.register_step(step(), "alice", save=True)
    assert caught.value.path == str(project / ALICE)
    assert (project / ALICE).read_text() == "LOCAL_STEPS = {}  # somebody else\n"
    assert not (project / ".cursus-registry").exists()


def test_a_folder_in_the_place_of_the_file(project, manager):
    (project / ALICE).unlink()
    (project / ALICE).mkdir()
    refused(project, manager, "cannot be read")


def test_a_file_that_is_read_only(project, manager):
    (project / ALICE).chmod(0o444)
    assert refused(project, manager, "it is read-only; make it writable").path == str(project / ALICE)
    assert told(project)[-1]["failed"] == "it is read-only; make it writable"


@pytest.mark.parametrize("name", ["alice", "carol"])
def test_a_full_disk(project, manager, monkeypatch, name):
    (project / "developer_workspaces/developers/carol").mkdir()
    before, sync, calls = contents(project), os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RegistryError, match="No space left on device"):
        manager.register_step(step(), name, save=True)
    assert contents(project) == before
    assert list((project / "developer_workspaces/developers/carol").iterdir()) == []
    assert manager.get_step_definition("Grading", name) is None


def test_where_it_cannot_be_written_down_nothing_is_saved(project, manager):
    (project / ".cursus-registry").write_text("a file")
    assert "cannot be written down" in str(refused(project, manager, "so it was not made"))


def test_a_registry_that_does_not_parse(project, manager):
    (project / ALICE).write_text("WORKSPACE_STEPS = {\n")
    error = refused(project, manager, "does not parse", RegistryLoadError)
    assert error.line == 1


def test_a_workspace_that_has_vanished(project, manager):
    manager.register_step(step(), "alice")
    (project / "developer_workspaces/developers/alice").rename(project / "elsewhere")
    manager.refresh()
    with pytest.raises(WorkspaceRegistryError, match="no workspace 'alice'"):
        manager.register_step(step(), "alice", save=True)
    assert manager.get_step_conflicts() == {}
    (project / "elsewhere").rename(project / "developer_workspaces/developers/alice")
    manager.refresh()
    assert manager.get_step_definition("Grading", "alice").description == "New"


def test_a_core_outside_the_project_is_never_written(tmp_path):
    write_fixture(tmp_path / "shared", CORE)
    write_fixture(tmp_path / "project", f"#- /{BOB}\nLOCAL_STEPS = {{}}\n")
    (tmp_path / "project/cursus-registry.toml").write_text(f'core = "../shared/{CORE_FILE}"\n')
    with UnifiedRegistryManager(project=tmp_path / "project") as manager:
        before = contents(tmp_path)
        with pytest.raises(RegistryError, match="could be edited"):
            manager.register_step(core_step(), save=True)
        assert manager.register_step(core_step())
        assert manager.get_step_definition("Grading", "bob").description == "New"
        assert contents(tmp_path) == before
