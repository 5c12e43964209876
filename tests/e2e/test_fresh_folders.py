"""Folders opened in every odd way, and clients that announce nothing or everything."""

import asyncio
import enum
import shutil
import sys
import types
import typing

import attrs
import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig

from support.clients import Client, make_client
from support.cold import shown, until_cold
from support.editor import ALICE, BOB, PIPELINE, TWO, Editor, until, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
COLLISION = TWO.replace("GraphPruning", "GraphSampling")
BOTH = {ALICE, BOB}


def inside(editor, name):
    return Editor(editor.client, editor.root / name)


async def test_the_same_folder_twice(editor):
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    editor.add_folder()
    await until_cold(editor)
    assert set(shown(editor)) == BOTH
    editor.remove_folder()
    await until(lambda: not shown(editor) or None, lambda: shown(editor))


async def test_nested_folders(editor):
    write_fixture(editor.root, COLLISION)
    write_fixture(editor.root / "deep/er", COLLISION)
    deep = inside(editor, "deep")
    deep.add_folder()
    await until_cold(editor, deep.root)
    editor.add_folder()
    await until_cold(editor, editor.root, deep.root)
    assert set(shown(editor)) == {*BOTH, *(f"/deep/er{path}" for path in BOTH)}
    deep.remove_folder()
    await until_cold(editor)
    deep.add_folder()
    editor.remove_folder()
    await until_cold(editor, deep.root)
    deep.remove_folder()


async def test_a_folder_that_is_a_link(editor, tmp_path_factory):
    real = tmp_path_factory.mktemp("real")
    write_fixture(real, COLLISION)
    (editor.root / "link").symlink_to(real)
    link = inside(editor, "link")
    link.add_folder()
    await until_cold(link)
    assert set(shown(link)) == BOTH
    (real / BOB.lstrip("/")).unlink()
    link.touched(BOB, lsp.FileChangeType.Deleted)
    await until_cold(link)
    assert shown(link) == {}
    link.remove_folder()


async def test_a_folder_with_an_odd_name_is_watched(editor):
    odd = inside(editor, "c: ünï code%3A")
    write_fixture(odd.root, COLLISION)
    odd.add_folder()
    await until_cold(odd)
    assert set(shown(odd)) == BOTH
    odd.path(BOB).unlink()
    odd.touched(BOB, lsp.FileChangeType.Deleted)
    await until_cold(odd)
    assert shown(odd) == {}
    odd.remove_folder()


async def test_a_project_below_and_one_above(editor):
    write_fixture(editor.root, COLLISION)
    inner = inside(editor, "inner/one")
    write_fixture(inner.root, COLLISION)
    inner.add_folder()
    await until_cold(inner)
    assert set(shown(editor)) == {f"/inner/one{path}" for path in BOTH}, "what lies above is not looked at"
    editor.open(PIPELINE)
    await editor.diagnostics(ALICE, "CUR204")
    await until_cold(editor, inner.root)
    editor.close_all()
    inner.remove_folder()


async def test_a_folder_that_is_not_there(editor):
    gone = inside(editor, "gone")
    gone.add_folder()
    write_fixture(editor.root, COLLISION)
    editor.add_folder()
    await editor.diagnostics(BOB, "CUR204")
    gone.remove_folder()


async def test_a_loop_of_links(editor):
    write_fixture(editor.root, COLLISION)
    (editor.root / "loop").symlink_to(editor.root)
    (editor.root / "itself").symlink_to("itself")
    (editor.root / "developer_workspaces/developers/loop").symlink_to(editor.root)
    editor.add_folder()
    await until_cold(editor)
    assert set(shown(editor)) == BOTH


# Clients that announce everything


def announce(kind):
    """A value of a type of the protocol in which everything is said."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return announce(next(one for one in arguments if one is not type(None)))
    if origin is not None:
        return [announce(one) for one in arguments[:1]] if origin is not dict else {}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if attrs.has(kind):
        hints = typing.get_type_hints(kind, vars(lsp))
        return kind(**{field.name: announce(hints[field.name]) for field in attrs.fields(kind)})
    return {bool: True, str: "utf-16", int: 1}.get(kind)


SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "cursus_registry", "lsp"], client_factory=make_client)


@pytest_lsp.fixture(scope="module", config=SERVER)
async def eager(lsp_client: Client, tmp_path_factory):
    root = tmp_path_factory.mktemp("eager")
    write_fixture(root, COLLISION)
    capabilities = announce(lsp.ClientCapabilities)
    assert capabilities.workspace.did_change_watched_files.relative_pattern_support is True
    await lsp_client.start_session(capabilities, root)
    yield
    await lsp_client.shutdown_session()


async def test_a_client_that_announces_everything(eager):
    editor = Editor(eager, eager.root)
    await until_cold(editor)
    assert set(shown(editor)) >= BOTH
    shutil.rmtree(editor.path("/developer_workspaces/developers/bob"))
    editor.touched("/developer_workspaces/developers/bob", lsp.FileChangeType.Deleted)
    await until_cold(editor)
    assert BOB not in shown(editor)
    await asyncio.sleep(0.1)
    assert eager.messages == []
