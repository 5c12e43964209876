"""In which workspace a program is, and the one manager that is there without being made."""

import asyncio
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from cursus_registry import (
    RegistryLoadError,
    clear_workspace_context,
    current_workspace,
    get_global_registry_manager,
    get_workspace_context,
    reset_global_registry_manager,
    set_workspace_context,
    workspace_context,
)

HEALTHY = Path(__file__).parents[2] / "fixtures" / "healthy"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(HEALTHY))
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    monkeypatch.chdir(HEALTHY)
    reset_global_registry_manager()
    clear_workspace_context()
    yield
    reset_global_registry_manager()
    clear_workspace_context()


def test_what_was_set_counts_until_it_is_cleared():
    assert get_workspace_context() is None
    set_workspace_context("alice")
    assert get_workspace_context() == "alice"
    clear_workspace_context()
    assert get_workspace_context() is None


def test_a_block_restores_what_was_before_also_if_it_fails():
    with workspace_context("alice"):
        with workspace_context("bob"):
            assert get_workspace_context() == "bob"
        with pytest.raises(ValueError, match="inside"), workspace_context("bob"):
            raise ValueError("inside")
        assert get_workspace_context() == "alice"
        with workspace_context(None):
            assert get_workspace_context() is None
    assert get_workspace_context() is None


def test_threads_and_tasks_do_not_see_each_other():
    seen = []
    with workspace_context("alice"):
        thread = Thread(target=lambda: seen.append(get_workspace_context()))
        thread.start()
        thread.join()
    assert seen == [None]

    async def in_workspace(workspace):
        set_workspace_context(workspace)
        await asyncio.sleep(0)
        return get_workspace_context()

    async def both():
        return await asyncio.gather(in_workspace("alice"), in_workspace("bob"))

    assert asyncio.run(both()) == ["alice", "bob"]
    assert get_workspace_context() is None


def test_the_workspace_that_counts(monkeypatch):
    assert current_workspace() is None
    monkeypatch.chdir(HEALTHY / "developer_workspaces/developers/dana/src")
    assert current_workspace() == "dana"
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "carol")
    assert current_workspace() == "carol"
    with workspace_context("bob"):
        assert current_workspace() == "bob"
        assert current_workspace(SimpleNamespace(workspace_id="alice")) == "alice"
        assert current_workspace(SimpleNamespace(workspace_id="")) == "bob"


def test_the_one_manager_is_made_once_and_again_when_it_was_closed(monkeypatch, tmp_path):
    manager = get_global_registry_manager()
    assert manager.project_root == HEALTHY
    assert get_global_registry_manager() is manager
    manager.close()
    assert get_global_registry_manager() is not manager
    reset_global_registry_manager()
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(tmp_path))
    with pytest.raises(RegistryLoadError, match="CURSUS_PROJECT_ROOT"):
        get_global_registry_manager()
