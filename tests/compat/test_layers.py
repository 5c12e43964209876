"""Layers over managers, and what the framework's base classes inherit: each sees its own workspace."""

import threading
from types import SimpleNamespace

import pytest
from pydantic import BaseModel

from cursus_registry import compat
from cursus_registry.api.context import reset_global_registry_manager
from cursus_registry.api.errors import WorkspaceRegistryError
from cursus_registry.compat import distributed
from cursus_registry.compat.distributed import DistributedRegistryManager, UnifiedRegistryManager
from cursus_registry.compat.layers import (
    BackwardCompatibilityAdapter,
    BackwardCompatibilityLayer,
    EnhancedBackwardCompatibilityLayer,
    get_enhanced_compatibility,
    get_global_registry_manager,
)
from cursus_registry.compat.mixins import WorkspaceAwareBuilderMixin, WorkspaceAwareConfigMixin
from cursus_registry.compat.step_names import get_step_names, get_workspace_context, workspace_context

LAYERS = [BackwardCompatibilityLayer, EnhancedBackwardCompatibilityLayer, BackwardCompatibilityAdapter]


@pytest.fixture
def manager(project):
    with DistributedRegistryManager(project=project) as found:
        yield found


@pytest.mark.parametrize("kind", LAYERS)
def test_a_layer_has_a_context_of_its_own(manager, kind):
    layer, other = kind(manager), kind(manager)
    assert list(layer.get_step_names()) == ["XGBoostTraining", "XGBoostModelEval", "Package"]
    layer.set_workspace_context("alice")
    other.set_workspace_context("bob")
    assert "GraphSampling" in layer.get_step_names()
    assert "Geocoding" in layer.get_step_names("bob")
    assert "GraphSampling" not in other.get_step_names()
    assert layer.get_steps_by_sagemaker_type("Processing") == ["XGBoostModelEval", "GraphSampling"]
    assert other.get_steps_by_sagemaker_type("Transform") == ["Geocoding"]
    assert get_workspace_context() is None
    layer.clear_workspace_context()
    assert "GraphSampling" not in layer.get_step_names()
    assert "Geocoding" in other.get_step_names()
    other.clear_workspace_context()
    with workspace_context("alice"):
        assert "GraphSampling" in other.get_step_names()


def test_the_context_of_a_layer_is_that_of_a_thread(manager):
    layer, seen = BackwardCompatibilityLayer(manager), []
    layer.set_workspace_context("alice")
    thread = threading.Thread(target=lambda: seen.extend(layer.get_step_names()))
    thread.start()
    thread.join()
    assert "GraphSampling" not in seen
    assert "GraphSampling" in layer.get_step_names()
    layer.set_workspace_context("nobody")
    with pytest.raises(WorkspaceRegistryError):
        layer.get_step_names()


def test_the_tables_of_a_layer(manager):
    layer = EnhancedBackwardCompatibilityLayer(manager)
    layer.set_workspace_context("alice")
    assert layer.get_builder_step_names()["Package"] == "AliceStepBuilder"
    assert layer.get_builder_step_names("bob")["Package"] == "PackageStepBuilder"
    assert layer.get_config_step_registry()["GraphSamplingConfig"] == "GraphSampling"
    assert layer.get_spec_step_types("bob")["Geocoding"] == "Geocoding"


def test_components_and_builders_have_the_layer_of_their_manager(project, manager):
    components = distributed.WorkspaceComponentRegistry(project, manager)
    assert components.compatibility_layer.registry_manager is manager
    assert "Geocoding" in components.compatibility_layer.get_step_names("bob")
    builders = distributed.WorkspaceAwareStepBuilderRegistry()
    assert builders.distributed_registry is get_global_registry_manager()
    with workspace_context("alice"):
        assert builders.compatibility_layer.get_builder_step_names()["Package"] == "AliceStepBuilder"


@pytest.mark.usefixtures("project")
def test_the_layer_of_the_default_manager_has_the_one_context():
    layer = get_enhanced_compatibility()
    assert layer.registry_manager is get_global_registry_manager()
    layer.set_workspace_context("alice")
    assert get_workspace_context() == "alice"
    assert "GraphSampling" in get_step_names()
    assert "GraphSampling" in get_enhanced_compatibility().get_step_names()
    with workspace_context("bob"):
        assert "Geocoding" in layer.get_step_names()
    layer.clear_workspace_context()
    assert get_workspace_context() is None
    reset_global_registry_manager()
    assert "Package" in get_enhanced_compatibility().get_step_names()


class Builder(WorkspaceAwareBuilderMixin):
    def __init__(self, workspace_id=None):
        self.config = SimpleNamespace(workspace_id=workspace_id)


@pytest.mark.usefixtures("project")
def test_a_builder_sees_the_workspace_of_its_configuration():
    mine, yours, nobodys, bare = Builder("alice"), Builder("bob"), Builder(), WorkspaceAwareBuilderMixin()
    assert mine.STEP_NAMES["Package"] == "AliceStepBuilder"
    assert "Geocoding" in yours.STEP_NAMES
    assert "Geocoding" not in nobodys.STEP_NAMES
    with workspace_context("bob"):
        assert mine.STEP_NAMES["Package"] == "AliceStepBuilder"
        assert "Geocoding" in nobodys.STEP_NAMES
        assert "Geocoding" in bare.STEP_NAMES
        assert (mine._get_workspace_context(), nobodys._get_workspace_context()) == ("alice", "bob")
    assert "Geocoding" not in nobodys.STEP_NAMES
    assert nobodys._get_workspace_context() is None
    mine.config.workspace_id = "bob"
    assert "Geocoding" in mine.STEP_NAMES
    with pytest.raises(WorkspaceRegistryError):
        Builder("nobody").STEP_NAMES  # noqa: B018


class Config(WorkspaceAwareConfigMixin, BaseModel):
    workspace_id: str | None = None


class Special(Config):
    pass


@pytest.mark.usefixtures("project")
def test_a_configuration_sees_its_workspace():
    assert "GraphSamplingConfig" not in Config.get_step_registry()
    assert Config(workspace_id="alice").get_step_registry()["GraphSamplingConfig"] == "GraphSampling"
    with workspace_context("alice"):
        assert "GraphSamplingConfig" in Config.get_step_registry()
        assert "GraphSamplingConfig" in Special().get_step_registry()
        assert "GeocodingConfig" in Special(workspace_id="bob").get_step_registry()
        assert Special(workspace_id="bob")._get_workspace_context() == "bob"
    assert "GraphSamplingConfig" not in Special.get_step_registry()
    assert Config._get_workspace_context() is None


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("package", [compat, distributed])
def test_every_exported_name_is_there(package):
    assert len(package.__all__) == len(set(package.__all__)) > 30
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="Nothing"):
        package.Nothing  # noqa: B018


def test_there_is_one_manager_under_many_names():
    managers = {
        getattr(distributed, name)
        for name in distributed.__all__
        if name.endswith("RegistryManager") and not name.startswith("get")
    }
    assert managers == {UnifiedRegistryManager}


@pytest.mark.usefixtures("project")
def test_what_there_is_in_a_workspace():
    assert compat.get_registry_info()["workspace_id"] is None
    compat.switch_to_workspace("alice")
    info = compat.get_registry_info()
    assert (info["workspace_id"], info["step_count"], info["has_conflicts"]) == ("alice", 4, False)
    assert info["available_workspaces"] == ["alice", "bob"]
    compat.switch_to_core()
    assert compat.get_registry_info("bob")["sagemaker_types"] == ["Training", "Processing", "CoinedByCore", "Transform"]
