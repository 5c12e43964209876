"""What the library answers with: the dictionaries in their old shape, the models as strict as the definitions."""

import pytest
from pydantic import BaseModel, ValidationError

import cursus_registry
from cursus_registry import (
    ConflictAnalysis,
    DistributedRegistryManager,
    DistributedRegistryValidationResult,
    EnhancedDistributedRegistryManager,
    HybridRegistryManager,
    LocalStepRegistry,
    NamespacedStepDefinition,
    RegistryConflictResolver,
    RegistryError,
    RegistryValidationError,
    RegistryValidationResult,
    ResolutionContext,
    StepComponentResolution,
    StepDefinition,
    StepResolutionResult,
    UnifiedRegistryManager,
    WorkspaceRegistryError,
)
from cursus_registry.files import Memory
from support.checks import CORE, classes, registry
from support.fixture import parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "Sample": {{"sagemaker_step_type": "Processing", "description": "hers", "framework": "dgl", "framework_version": "1.0", {classes("Sample")}}},
}}
#- {BOB}
WORKSPACE_STEPS = {{
    "Sample": {{"sagemaker_step_type": "Processing", "description": "his", "framework": "spark", {classes("Sample")}}},
    "Broken": {{"sagemaker_step_type": 1, "description": "d", {classes("Broken")}}},
}}
"""
MODELS = [
    found
    for name in cursus_registry.api.__all__
    if isinstance(found := getattr(cursus_registry, name), type) and issubclass(found, BaseModel)
]


@pytest.fixture
def manager():
    return UnifiedRegistryManager(project="/", files=Memory(parse_fixture(PROJECT).files))


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_strict_and_describes_itself(model):
    config = model.model_config
    assert config["validate_assignment"]
    assert config["str_strip_whitespace"]
    assert config["extra"] == "forbid"
    schema = model.model_json_schema()
    assert all(field["description"] for field in schema["properties"].values())
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate({"no_such_field": 1})


def test_there_are_models():
    assert len(MODELS) == 9


def test_the_one_manager_has_all_its_names():
    aliases = {DistributedRegistryManager, EnhancedDistributedRegistryManager, HybridRegistryManager, LocalStepRegistry}
    assert aliases == {UnifiedRegistryManager}


def test_a_resolver_is_its_managers(manager):
    assert isinstance(manager.conflict_resolver, RegistryConflictResolver)
    assert manager.conflict_resolver.registry_manager is manager
    alone = RegistryConflictResolver(manager, chooser=lambda name, shown: shown[-1].namespace)
    found = alone.resolve_step_conflict("Sample", ResolutionContext(resolution_mode="interactive"))
    assert (found.resolved, found.selected_definition.namespace) == (True, "bob")
    assert (found.resolution_strategy, found.selected_definition.framework_version) == ("interactive", None)


def test_a_chooser_that_names_no_candidate(manager):
    resolver = RegistryConflictResolver(manager, chooser=lambda *_: "carol")
    with pytest.raises(RegistryError, match="carol"):
        resolver.resolve_step_conflict("Sample", ResolutionContext(resolution_mode="interactive"))


def test_a_resolution_in_short(manager):
    found = manager.resolve_step_with_context("Sample", ResolutionContext(preferred_framework="dgl"))
    assert isinstance(found, StepResolutionResult)
    assert found.selected_definition.framework_version == "1.0"
    assert found.get_resolution_summary() == {
        "step_name": "Sample",
        "resolved": True,
        "strategy": "framework_match",
        "selected_namespace": "alice",
        "conflict_count": 2,
        "reason": found.reason,
    }
    assert dict(found.resolution_metadata["all_scores"]) == {"alice.Sample": 50, "bob.Sample": 100}


def test_a_resolution_without_a_candidate_in_short(manager):
    found = manager.resolve_step_with_context("Sampel", ResolutionContext())
    assert found.get_resolution_summary() == {
        "step_name": "Sampel",
        "resolved": False,
        "strategy": found.resolution_strategy,
        "selected_namespace": None,
        "conflict_count": 0,
        "reason": found.reason,
    }
    assert found.suggestions == ["Sample"]


def test_a_conflict_in_short(manager):
    found = manager.get_all_step_conflicts_detailed()["Sample"]
    assert isinstance(found, ConflictAnalysis)
    assert found.get_conflict_summary() == {
        "step_name": "Sample",
        "conflict_type": "framework_conflict",
        "definition_count": 2,
        "involved_namespaces": ["alice", "bob"],
        "frameworks": ["dgl", "spark"],
        "recommendation_count": len(found.resolution_recommendations),
    }


def test_a_validation_in_short(manager):
    found = manager.validate_distributed_registry()
    assert isinstance(found, DistributedRegistryValidationResult)
    assert found.get_validation_summary() == {
        "overall_valid": False,
        "core_valid": True,
        "workspace_count": 2,
        "valid_workspaces": 1,
        "conflict_count": 1,
        "conflicted_steps": ["Sample"],
    }
    assert list(found.conflicts) == ["Sample"]
    assert found.core_validation == RegistryValidationResult(registry_type="core", step_count=2)
    bob = found.workspace_validations["bob"]
    assert bob.get_validation_summary() == {
        "valid": False,
        "issue_count": 1,
        "registry_type": "workspace",
        "step_count": 2,
    }


def test_a_validation_without_a_core_is_not_valid():
    summary = DistributedRegistryValidationResult(is_valid=True).get_validation_summary()
    assert summary["core_valid"] is False


@pytest.mark.parametrize(
    ("paths", "synthesised", "kinds", "complete"),
    [
        ({}, False, [], False),
        ({"script_path": "s.py", "builder_path": "b.py"}, False, ["builder", "script"], True),
        (
            {"config_path": "c.py", "spec_path": "s.py", "contract_path": "k.py"},
            False,
            ["config", "spec", "contract"],
            False,
        ),
        ({"spec_path": "s.py"}, True, ["spec"], True),
    ],
)
def test_the_parts_of_a_step(paths, synthesised, kinds, complete):
    definition = StepDefinition(name="Train", registry_type="core")
    found = StepComponentResolution(
        step_name="Train", found=True, definition=definition, synthesised=synthesised, **paths
    )
    assert found.get_available_components() == kinds
    assert found.is_complete() is complete


def test_a_view_knows_its_folder(manager):
    view = manager.workspace_registry("alice")
    assert view.workspace_path == manager.workspaces_root / "alice"
    with pytest.raises(WorkspaceRegistryError, match="alcie"):
        manager.workspace_registry("alcie")


def test_every_error_is_one_of_ours_and_says_where(manager):
    wrong = NamespacedStepDefinition(
        name="Other", namespace="alice", registry_type="workspace", sagemaker_step_type="Prcessing"
    )
    with pytest.raises(RegistryValidationError) as caught:
        manager.register_step(wrong, "alice")
    assert isinstance(caught.value, RegistryError)
    assert caught.value.path == ALICE
    assert str(caught.value).startswith(f"{ALICE}: ")
    assert caught.value.issues
