"""Single workspaces by their folders: components, registries, and what is wrong in them."""

import pytest

from cursus_registry.api.errors import BuilderLoadError, RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.workspaces import (
    WorkspaceComponentRegistry,
    WorkspaceRegistryLoader,
    WorkspaceRegistryValidator,
)
from support.checkouts import builder, core, names_beside, open_checkout, source, unchanged, workspace, write
from support.checks import registry

WORKSPACES = "developer_workspaces/developers"


@pytest.fixture
def checkout(tmp_path):
    return write(
        tmp_path,
        core("Package"),
        builder("Package"),
        workspace("alice", "Survey", overrides='{"Package": {"priority": 3}}'),
        builder("Survey", f"{source('alice')}/steps/builders"),
        workspace("bob", "Survey", "Broken"),
        builder("Survey", f"{source('bob')}/steps/builders"),
        builder("Broken", f"{source('bob')}/steps/builders", "raise ValueError('no')"),
    )


@pytest.mark.parametrize("folder", ["", "developer_workspaces", WORKSPACES, f"{WORKSPACES}/alice"])
def test_builders_below_a_folder(checkout, folder):
    found = WorkspaceComponentRegistry(str(checkout / folder))
    with unchanged(checkout):
        mine, theirs = (found.find_builder_class("Survey", name) for name in ("alice", "bob"))
        assert mine is not theirs
        assert "alice" in names_beside(mine)["__file__"]
        assert found.find_builder_class("Survey", "alice") is mine
        assert found.find_builder_class("Package", "alice") is found.find_builder_class("Package")


def test_what_has_no_builder(checkout):
    found = WorkspaceComponentRegistry(checkout)
    assert found.find_builder_class("Nothing", "alice") is None
    assert found.find_builder_class("Survey") is None
    write(checkout, workspace("bob", "Survey", "Broken", "Planned"))
    found.registry_manager.refresh()
    assert found.find_builder_class("Planned", "bob") is None
    with pytest.raises(WorkspaceRegistryError, match="bobb"):
        found.find_builder_class("Survey", "bobb")
    with unchanged(checkout), pytest.raises(BuilderLoadError, match=r"builder_broken_step.py:1: .*ValueError: no"):
        found.find_builder_class("Broken", "bob")


def test_paths_are_found_without_running_anything(checkout):
    found = WorkspaceComponentRegistry(checkout)
    path = f"{checkout}{source('bob')}/steps/builders/builder_broken_step.py"
    assert found.find_component_paths("Broken", "bob") == {"builder": path}
    assert found.find_component_paths("Broken", "alice") == {}


def test_a_manager_can_be_given(checkout):
    manager = open_checkout(checkout)
    found = WorkspaceComponentRegistry(checkout, manager)
    assert found.registry_manager is manager
    assert found.workspace_root == checkout


def test_workspaces_in_an_unusual_folder(tmp_path):
    write(tmp_path, core("Package"))
    write(tmp_path / "people", workspace("alice", "Survey").replace(f"/{WORKSPACES}/", "/"))
    found = WorkspaceComponentRegistry(tmp_path / "people")
    assert found.registry_manager.list_workspaces() == ["alice"]
    loaded = WorkspaceRegistryLoader().load(tmp_path / "people/alice")
    assert set(loaded.get_all_step_definitions()) == {"Package", "Survey"}
    assert WorkspaceRegistryValidator().validate(tmp_path / "people/alice").step_count == 1


def test_loading_the_registry_of_a_workspace(checkout):
    loader = WorkspaceRegistryLoader()
    alice = loader.load(str(checkout / WORKSPACES / "alice"))
    assert alice.workspace_id == "alice"
    assert set(alice.get_workspace_only_definitions()) == {"Survey", "Package"}
    assert alice.get_step_definition("Broken") is None
    assert loader.load(checkout / WORKSPACES / "bob").manager is alice.manager


def test_validating_the_registry_of_a_workspace(checkout):
    alice, bob = checkout / WORKSPACES / "alice", checkout / WORKSPACES / "bob"
    validator = WorkspaceRegistryValidator()
    assert validator.validate(alice).is_valid
    write(checkout, f'#- {registry("bob")}\nWORKSPACE_STEPS = {{"Survey": {{"description": 3}}}}\n')
    found = validator.validate(bob)
    assert not found.is_valid
    assert any("sagemaker_step_type" in issue for issue in found.issues)
    write(checkout, f"#- {registry('bob')}\nWORKSPACE_STEPS = {{\n")
    assert not validator.validate(bob).is_valid


def test_a_folder_that_is_not_there_and_a_registry_that_does_not_parse(checkout):
    gone = checkout / WORKSPACES / "gone"
    for ask in (WorkspaceRegistryLoader().load, WorkspaceRegistryValidator().validate):
        with pytest.raises(WorkspaceRegistryError, match=r"gone: there is no such folder; name the folder"):
            ask(gone)
    write(checkout, f"#- {registry('bob')}\nWORKSPACE_STEPS = {{\n")
    with pytest.raises(RegistryLoadError, match=r"bob/.*workspace_registry.py:\d"):
        WorkspaceRegistryLoader().load(checkout / WORKSPACES / "bob")
    with pytest.raises(RegistryLoadError, match="no such folder"):
        WorkspaceComponentRegistry(checkout / "nowhere")
