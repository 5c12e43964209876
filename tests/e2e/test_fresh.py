"""A disk that changes by other hands: soon after, every client shows what a server that starts now would show.

Clients that register watchers tell what they would tell; for the others the server watches by itself.
"""

import asyncio
import os
import shutil
import subprocess

import pytest
import pytest_asyncio
from lsprotocol import types as lsp

from support.clients import knows
from support.cold import shown, until_cold
from support.editor import ALICE, BOB, CORE_PATH, PIPELINE, TWO, Editor, until, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
COLLISION = TWO.replace("GraphPruning", "GraphSampling")
LOOKUP = 'from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name("Pakage")\n'
OVERRIDE = 'STEP_OVERRIDES = {"Pakage": {}}\n'
SOON_SECONDS = 6.0
"""Two seconds are promised; a machine that runs other tests beside gets more."""


@pytest_asyncio.fixture(loop_scope="module")
async def other_hands(editor):
    """The folder opened, read, and about to be changed from outside."""
    write_fixture(editor.root, COLLISION)
    editor.path("/lib").mkdir()
    editor.path("/lib/use.py").write_text(LOOKUP)
    editor.add_folder()
    await until_cold(editor)
    if not watches(editor):
        await asyncio.sleep(0.5)  # the system's own watches are being set up
    return OtherHands(editor)


def watches(editor):
    return knows(editor.client, "workspace", "did_change_watched_files", "dynamic_registration")


class OtherHands:
    """Changes the disk as other programs do, and tells what a client's watcher would tell."""

    def __init__(self, editor: Editor):
        self.editor = editor
        self.path = editor.path
        self._before = self._listing()

    def _listing(self):
        found = {}
        for folder, folders, files in os.walk(self.editor.root):
            if ".git" in folders:
                folders.remove(".git")
            for name in (*folders, *files):
                path = f"{folder}/{name}"
                status = os.lstat(path)
                found[path] = (status.st_mtime_ns if name in files else 0, status.st_ino)
        return found

    async def done(self, *folders):
        """Everything is as at a cold start, soon."""
        after = self._listing()
        if watches(self.editor):
            kinds = lsp.FileChangeType
            came = [(path, kinds.Created) for path in after.keys() - self._before.keys()]
            gone = [(path, kinds.Deleted) for path in self._before.keys() - after.keys()]
            gone = [(path, kind) for path, kind in gone if path.rpartition("/")[0] not in dict(gone)]
            both = [
                (path, kinds.Changed)
                for path in after.keys() & self._before.keys()
                if after[path] != self._before[path]
            ]
            uri = self.editor.uri("/").rstrip("/")
            root = self.editor.root.as_posix()
            events = [lsp.FileEvent(uri + path.removeprefix(root), kind) for path, kind in (*came, *gone, *both)]
            for start in range(0, len(events), 500):
                params = lsp.DidChangeWatchedFilesParams(events[start : start + 500])
                self.editor.client.workspace_did_change_watched_files(params)
        self._before = after
        took = await until_cold(self.editor, *folders)
        assert took < SOON_SECONDS
        return shown(self.editor)


async def test_a_file_is_saved_deleted_renamed(other_hands):
    path = other_hands.path
    path(PIPELINE).write_text(LOOKUP)
    assert PIPELINE in await other_hands.done()
    path(PIPELINE).rename(path("/pipelines/other.py"))
    found = await other_hands.done()
    assert "/pipelines/other.py" in found
    assert PIPELINE not in found
    path("/pipelines/other.py").unlink()
    assert "/pipelines/other.py" not in await other_hands.done()


async def test_a_sibling_workspace_is_edited(other_hands):
    path = other_hands.path
    assert BOB in shown(other_hands.editor)
    path(ALICE).write_text(path(ALICE).read_text().replace("GraphSampling", "GraphPruning"))
    await other_hands.done()
    path(BOB).unlink()
    assert await other_hands.done() == {"/lib/use.py": shown(other_hands.editor)["/lib/use.py"]}


async def test_a_tree_is_moved(other_hands):
    path = other_hands.path
    path("/lib/deep/deeper").mkdir(parents=True)
    path("/lib/deep/deeper/use.py").write_text(LOOKUP)
    await other_hands.done()
    path("/lib").rename(path("/tools"))
    found = await other_hands.done()
    assert {"/tools/use.py", "/tools/deep/deeper/use.py"} <= set(found)
    path("/tools/deep/deeper/use.py").write_text("")
    assert "/tools/deep/deeper/use.py" not in await other_hands.done()
    path("/developer_workspaces/developers/alice").rename(path("/developer_workspaces/developers/carol"))
    await other_hands.done()


async def test_an_ignore_file_comes_and_goes(other_hands):
    path = other_hands.path
    path("/.gitignore").write_text("lib/\n")
    assert "/lib/use.py" not in await other_hands.done()
    path("/.gitignore").unlink()
    assert "/lib/use.py" in await other_hands.done()


async def test_settings_come_and_go(other_hands):
    path = other_hands.path
    path("/cursus-registry.toml").write_text('ignore = ["CUR3"]\n')
    assert "/lib/use.py" not in await other_hands.done()
    path("/cursus-registry.toml").write_text('exclude = ["developer_workspaces/"]\n')
    assert set(await other_hands.done()) == {"/lib/use.py"}
    path("/cursus-registry.toml").unlink()
    assert {BOB, "/lib/use.py"} <= set(await other_hands.done())


async def test_another_branch_is_checked_out(other_hands):
    path, root = other_hands.path, other_hands.editor.root

    def git(*arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    for number in range(200):
        folder = path(f"/pipelines/group_{number % 10}")
        folder.mkdir(exist_ok=True)
        (folder / f"use_{number}.py").write_text(LOOKUP if number % 2 else "")
    path(ALICE).unlink()
    git("add", ".")
    git("commit", "-qm", "two")
    assert len(await other_hands.done()) > 100
    git("checkout", "-q", "main")
    assert ALICE in await other_hands.done()
    git("checkout", "-q", "other")
    assert len(await other_hands.done()) > 100


async def test_a_dirty_buffer_is_closed_without_saving(other_hands):
    editor = other_hands.editor
    editor.open(PIPELINE, LOOKUP)
    await editor.diagnostics(PIPELINE, "CUR301")
    editor.close(PIPELINE)
    assert PIPELINE not in await other_hands.done()


async def test_an_edited_buffer_outlives_its_file(other_hands):
    editor, path = other_hands.editor, other_hands.path
    editor.open(BOB)
    await editor.diagnostics(BOB, "CUR204")
    path(BOB).unlink()
    assert BOB in await other_hands.done()
    editor.close(BOB)
    assert BOB not in await other_hands.done()


async def test_a_registry_gives_way_to_something_else(other_hands, tmp_path_factory):
    path = other_hands.path
    text = path(ALICE).read_text()
    path(ALICE).unlink()
    path(ALICE).mkdir()
    await other_hands.done()
    path(ALICE).rmdir()
    os.mkfifo(path(ALICE))
    await other_hands.done()
    path(ALICE).unlink()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "registry.py"
    elsewhere.write_text(OVERRIDE)
    path(ALICE).symlink_to(elsewhere)
    assert ALICE in await other_hands.done()
    path(ALICE).unlink()
    path(ALICE).symlink_to(ALICE.rpartition("/")[2])  # to itself
    await other_hands.done()
    path(ALICE).unlink()
    path(ALICE).write_text(text)
    assert ALICE in await other_hands.done()


async def test_the_opened_folder_vanishes_and_comes_again(other_hands, tmp_path_factory):
    root = other_hands.editor.root
    away = tmp_path_factory.mktemp("away") / "folder"
    shutil.move(root, away)
    await other_hands.done()
    assert shown(other_hands.editor) == {}
    shutil.move(away, root)
    assert {BOB, "/lib/use.py"} <= set(await other_hands.done())


async def test_a_second_project_comes_and_goes(other_hands):
    write_fixture(other_hands.path("/second"), COLLISION)
    assert f"/second{BOB}" in await other_hands.done()
    shutil.rmtree(other_hands.path("/second"))
    assert f"/second{BOB}" not in await other_hands.done()


async def test_a_core_elsewhere_changes(other_hands, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("shared")
    path = other_hands.path
    shutil.move(path("/src/cursus"), elsewhere / "cursus")
    path("/cursus-registry.toml").write_text(f'core = "{elsewhere.as_posix()}"\n')
    assert "/lib/use.py" in await other_hands.done()
    core = elsewhere / CORE_PATH.removeprefix("/src/")
    core.write_text(core.read_text().replace("Package", "Pakage"))
    if watches(other_hands.editor):
        event = lsp.FileEvent(core.as_uri(), lsp.FileChangeType.Changed)
        other_hands.editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    assert "/lib/use.py" not in await other_hands.done()


async def test_deleted_files_are_cleared_at_once(other_hands):
    editor, path = other_hands.editor, other_hands.path
    await editor.diagnostics("/lib/use.py", "CUR301")
    editor.mark()
    path("/lib/use.py").unlink()
    if watches(editor):
        editor.touched("/lib/use.py", lsp.FileChangeType.Deleted)
    uri = editor.uri("/lib/use.py")
    first = await until(lambda: next((one for one in editor.published() if one.uri == uri), None), editor.published)
    assert not first.diagnostics
