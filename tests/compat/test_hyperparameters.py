"""Classes of hyperparameters: the core's, with those of a workspace over them, from the files."""

import pytest

from compat.conftest import WORKSPACE, write
from cursus_registry.api.context import get_global_registry_manager
from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.compat import hyperparameter_registry as registry
from cursus_registry.compat.step_names import refresh_registry, workspace_context

pytestmark = pytest.mark.usefixtures("project")
OF_BOB = WORKSPACE.format("bob").replace("workspace_registry", "hyperparameter_registry")


def test_the_core_has_its_own():
    assert registry.get_all_hyperparameter_classes() == ["Base", "Trees"]
    assert registry.get_hyperparameter_class_by_model_type("xgboost") == "Trees"
    assert registry.get_hyperparameter_class_by_model_type("geo") is None
    assert registry.get_module_path("Trees") == "cursus.trees"
    assert registry.get_module_path("Maps") is None
    assert registry.validate_hyperparameter_class("Trees") is True
    assert registry.validate_hyperparameter_class("Maps") is False
    assert registry.get_all_hyperparameter_info()["Base"]["model_type"] is None
    assert registry.HYPERPARAMETER_REGISTRY["Base"]["class_name"] == "Base"


@pytest.mark.parametrize("workspace", ["bob", None])
def test_a_workspace_sees_its_own_too(workspace):
    with workspace_context(None if workspace else "bob"):
        assert registry.get_all_hyperparameter_classes(workspace) == ["Base", "Trees", "Maps"]
        assert registry.get_hyperparameter_class_by_model_type("geo", workspace) == "Maps"
        assert registry.get_module_path("Maps", workspace) == "bob.maps"
        assert registry.validate_hyperparameter_class("Maps", workspace) is True
        assert list(registry.get_all_hyperparameter_info(workspace)) == ["Base", "Trees", "Maps"]
        assert registry.get_all_hyperparameter_classes("alice") == ["Base", "Trees"]


def test_the_class_of_the_registry():
    found = registry.WorkspaceAwareHyperparameterRegistry()
    assert list(found.core_registry) == ["Base", "Trees"]
    assert {name: list(classes) for name, classes in found.workspace_registries.items()} == {
        "alice": ["Base", "Trees"],
        "bob": ["Base", "Trees", "Maps"],
    }
    assert list(found.get_hyperparameter_registry()) == ["Base", "Trees"]
    with workspace_context("bob"):
        assert list(found.get_hyperparameter_registry()) == ["Base", "Trees", "Maps"]
        assert list(found.core_registry) == ["Base", "Trees"]
    found.get_hyperparameter_registry("bob")["Maps"]["model_type"] = "changed"
    assert found.get_hyperparameter_registry("bob")["Maps"]["model_type"] == "geo"


def test_changed_files_are_followed(project):
    assert registry.get_all_hyperparameter_classes("alice") == ["Base", "Trees"]
    text = 'HYPERPARAMETER_REGISTRY = {"Trees": {"class_name": "Trees", "module_path": compute(), "model_type": "gbm"}}'
    write(project, OF_BOB.replace("bob", "alice"), text)
    refresh_registry()
    assert registry.get_hyperparameter_class_by_model_type("gbm", "alice") == "Trees"
    assert registry.get_module_path("Trees", "alice") is None
    assert registry.get_module_path("Trees", "bob") == "cursus.trees"
    (project / OF_BOB.replace("bob", "alice")).unlink()
    refresh_registry()
    assert registry.get_module_path("Trees", "alice") == "cursus.trees"


def test_what_cannot_be_read_is_told_to_whom_it_concerns(project):
    write(project, OF_BOB, "HYPERPARAMETER_REGISTRY = {'Maps'\n")
    with pytest.raises(RegistryLoadError, match=r"hyperparameter_registry\.py:1: "):
        registry.get_all_hyperparameter_classes("bob")
    assert registry.get_all_hyperparameter_classes("alice") == ["Base", "Trees"]
    assert list(registry.WorkspaceAwareHyperparameterRegistry().workspace_registries) == ["alice"]
    with pytest.raises(WorkspaceRegistryError):
        registry.get_all_hyperparameter_classes("nobody")


def test_nothing_of_it_is_read_before_it_is_asked_for():
    manager = get_global_registry_manager()
    manager.get_step_definition("Package", "bob")
    assert not [path for path in manager.state.workspace("bob").view.index.files if path.endswith(OF_BOB)]
    registry.get_all_hyperparameter_classes("bob")
    assert [path for path in manager.state.workspace("bob").view.index.files if path.endswith(OF_BOB)]
