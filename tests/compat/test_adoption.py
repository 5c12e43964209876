"""A checkout that has adopted the engine: what older code imports, and what it does with it, runs as it stands.

Each piece of code runs in a process of its own in which `cursus` is the package of that checkout.
"""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
HEALTHY = ROOT / "fixtures" / "healthy"
FUNCTIONS = [
    "get_config_class_name",
    "get_builder_step_name",
    "get_spec_step_type",
    "get_spec_step_type_with_job_type",
    "get_step_name_from_spec_type",
    "get_all_step_names",
    "validate_step_name",
    "validate_spec_type",
    "get_step_description",
    "list_all_step_info",
    "get_sagemaker_step_type",
    "get_steps_by_sagemaker_type",
    "get_all_sagemaker_step_types",
    "validate_sagemaker_step_type",
    "get_sagemaker_step_type_mapping",
    "get_canonical_name_from_file_name",
    "validate_file_name",
]
TABLES = ["STEP_NAMES", "CONFIG_STEP_REGISTRY", "BUILDER_STEP_NAMES", "SPEC_STEP_TYPES"]
CONTEXT = ["set_workspace_context", "get_workspace_context", "clear_workspace_context", "workspace_context"]
LATER = [
    "get_step_names",
    "get_builder_step_names",
    "get_config_step_registry",
    "get_spec_step_types",
    "get_valid_sagemaker_step_types",
    "list_available_workspaces",
    "get_workspace_step_count",
    "has_workspace_conflicts",
    "validate_step_definition_data",
    "get_step_validation_suggestions",
    "auto_correct_step_data",
    "check_step_name_compliance",
    "add_new_step_with_validation",
    "get_validation_status",
    "is_hybrid_active",
    "get_registry_health",
    "refresh_registry",
]
HYPERPARAMETERS = [
    "HYPERPARAMETER_REGISTRY",
    "get_all_hyperparameter_classes",
    "get_hyperparameter_class_by_model_type",
    "get_module_path",
    "get_all_hyperparameter_info",
    "validate_hyperparameter_class",
]
DEFINITIONS = [
    "StepDefinition",
    "NamespacedStepDefinition",
    "ResolutionContext",
    "StepResolutionResult",
    "RegistryValidationResult",
    "ConflictAnalysis",
    "DistributedRegistryValidationResult",
    "RegistryValidationModel",
    "StepComponentResolution",
]
MANAGERS = [
    "UnifiedRegistryManager",
    "DistributedRegistryManager",
    "EnhancedDistributedRegistryManager",
    "HybridRegistryManager",
    "LocalStepRegistry",
    "CoreStepRegistry",
    "WorkspaceStepRegistry",
    "get_global_registry_manager",
]
LAYERS = [
    "BackwardCompatibilityLayer",
    "EnhancedBackwardCompatibilityLayer",
    "BackwardCompatibilityAdapter",
    "get_enhanced_compatibility",
]
SINGLE = [
    "load_registry_module",
    "validate_registry_file",
    "from_legacy_format",
    "to_legacy_format",
    "format_step_not_found_error",
    "format_registry_load_error",
    "format_validation_error",
    "get_step_field",
    "RegistryValidationModel",
]
ERRORS = [
    "RegistryError",
    "RegistryLoadError",
    "RegistryValidationError",
    "RegistryConflictError",
    "WorkspaceRegistryError",
]
IMPORTS = {
    "cursus.registry": ["RegistryError", *TABLES, *FUNCTIONS, *CONTEXT, *HYPERPARAMETERS],
    "cursus.registry.step_names": [*TABLES, *FUNCTIONS, *CONTEXT, *LATER],
    "cursus.registry.hyperparameter_registry": [*HYPERPARAMETERS, "WorkspaceAwareHyperparameterRegistry"],
    "cursus.registry.exceptions": ERRORS,
    "cursus.registry.distributed": [
        *MANAGERS,
        *DEFINITIONS,
        *LAYERS,
        *SINGLE,
        *ERRORS,
        *CONTEXT,
        "get_step_names",
        "get_steps_by_sagemaker_type",
    ],
    "cursus.registry.hybrid": [*MANAGERS, *DEFINITIONS],
    "cursus.registry.hybrid.manager": MANAGERS,
    "cursus.registry.hybrid.models": DEFINITIONS,
    "cursus.registry.hybrid.resolver": ["RegistryConflictResolver"],
    "cursus.registry.hybrid.compatibility": LAYERS,
    "cursus.registry.hybrid.utils": SINGLE,
    "cursus.steps.registry": ["RegistryError", *TABLES, *FUNCTIONS, *HYPERPARAMETERS],
    "cursus.steps.registry.step_names": [*TABLES, *FUNCTIONS],
    "cursus.steps.registry.hyperparameter_registry": HYPERPARAMETERS,
}


def run(code, folder=HEALTHY, **variables):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CURSUS_")}
    environment["PYTHONPATH"] = os.pathsep.join([str(HEALTHY / "src"), str(ROOT / "server")])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", dedent(code)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**environment, **variables},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_import_works():
    lines = [f"from {module} import {', '.join(names)}" for module, names in IMPORTS.items()]
    assert run("\n".join([*lines, "print('all there')"])) == ["all there"]


def test_one_object_stands_behind_every_way_to_it():
    assert run(
        """
        import cursus.registry, cursus.registry.step_names, cursus.steps.registry, cursus.steps.registry.step_names
        modules = [cursus.registry, cursus.registry.step_names, cursus.steps.registry, cursus.steps.registry.step_names]
        print(len({id(module.STEP_NAMES) for module in modules}), len({module.get_step_names for module in modules}))
        """
    ) == ["1 1"]


def test_what_older_code_did_with_the_tables():
    assert run(
        """
        from cursus.steps.registry.step_names import (
            BUILDER_STEP_NAMES, CONFIG_STEP_REGISTRY, SPEC_STEP_TYPES, STEP_NAMES, get_canonical_name_from_file_name,
        )
        from cursus.steps.registry.hyperparameter_registry import HYPERPARAMETER_REGISTRY
        import json

        print(len(STEP_NAMES), STEP_NAMES["XGBoostTraining"]["sagemaker_step_type"])
        print(CONFIG_STEP_REGISTRY["XGBoostTrainingConfig"], BUILDER_STEP_NAMES["Package"], SPEC_STEP_TYPES["Payload"])
        print(json.loads(json.dumps(STEP_NAMES)) == dict(STEP_NAMES) == {**STEP_NAMES})
        print(get_canonical_name_from_file_name("model_evaluation_xgb"), list(HYPERPARAMETER_REGISTRY))
        """
    ) == [
        "18 Training",
        "XGBoostTraining PackageStepBuilder Payload",
        "True",
        "XGBoostModelEval ['ModelHyperparameters', 'XGBoostHyperparameters']",
    ]


def test_definitions_with_and_without_a_workspace():
    assert run(
        """
        from cursus.registry.distributed import DistributedRegistryManager

        manager = DistributedRegistryManager()
        print(manager.get_step_definition("XGBoostTraining").sagemaker_step_type)
        print(manager.get_step_definition("HouseholdLinkage", workspace_id="bob").workspace_id)
        print(manager.get_step_definition("HouseholdLinkage"))
        """
    ) == ["Training", "bob", "None"]


def test_the_registry_of_a_workspace():
    assert run(
        """
        from cursus.registry.distributed import CoreStepRegistry, StepDefinition, WorkspaceStepRegistry

        registry = WorkspaceStepRegistry("developer_workspaces/developers/alice", CoreStepRegistry())
        summary = registry.get_registry_summary()
        print(summary["workspace_steps"], summary["overridden_steps"])
        step = StepDefinition(
            name="LinkPrediction",
            registry_type="workspace",
            sagemaker_step_type="Processing",
            builder_step_name="LinkPredictionStepBuilder",
            description="Guesses edges that are not there yet",
        )
        print(registry.register_workspace_step(step), registry.get_registry_summary()["workspace_steps"])
        print(registry.get_step_definition("LinkPrediction").config_class)
        """
    ) == ["2 1", "True 3", "LinkPredictionConfig"]
    assert run("from cursus.registry import STEP_NAMES; print(len(STEP_NAMES))", CURSUS_WORKSPACE_ID="alice") == ["20"]


def test_the_old_functions_follow_the_context():
    assert run(
        """
        from cursus.registry.distributed import get_step_names, get_steps_by_sagemaker_type, set_workspace_context

        STEP_NAMES = get_step_names()
        print(len(list(STEP_NAMES.keys())), get_steps_by_sagemaker_type("Training"))
        set_workspace_context("bob")
        print(sorted(set(get_step_names()) - set(STEP_NAMES)))
        """
    ) == [
        "18 ['PyTorchTraining', 'XGBoostTraining']",
        "['AddressGeocoding', 'HouseholdLinkage']",
    ]


def test_a_whole_project_is_validated():
    assert run(
        """
        from cursus.registry.distributed import DistributedRegistryManager

        manager = DistributedRegistryManager()
        found = manager.validate_distributed_registry()
        print(found.is_valid, found.core_validation.is_valid, manager.get_step_conflicts())
        totals = manager.get_registry_statistics()["system_totals"]
        print(totals["total_workspaces"], totals["total_workspace_steps"])
        """
    ) == ["True True {}", "4 7"]


def test_resolution_across_workspaces():
    assert run(
        """
        from cursus.registry.distributed import EnhancedDistributedRegistryManager, ResolutionContext

        manager = EnhancedDistributedRegistryManager()
        context = ResolutionContext(workspace_id="alice", resolution_mode="automatic")
        found = manager.resolve_step_with_context("XGBoostTraining", context)
        print(found.resolved, found.selected_definition.namespace, bool(found.reason), bool(found.resolution_strategy))
        context = ResolutionContext(workspace_id="carol", preferred_framework="pandas", resolution_mode="automatic")
        print(manager.resolve_step_with_context("TabularPreprocessing", context).selected_definition.namespace)
        context = ResolutionContext(workspace_id="dana", environment_tags=["staging"], resolution_mode="automatic")
        print(manager.resolve_step_with_context("Payload", context).selected_definition.qualified_name)
        for name, analysis in manager.get_all_step_conflicts_detailed().items():
            summary = analysis.get_conflict_summary()
            print(name, analysis.conflict_type, summary["involved_namespaces"], len(analysis.resolution_recommendations) > 0)
        step = manager.get_step_definition_with_resolution(
            step_name="XGBoostTraining", workspace_id="alice", preferred_framework="xgboost", environment_tags=["gpu"]
        )
        print(step.name, step.workspace_id or "core", bool(step.description))
        """
    ) == [
        "True alice True True",
        "bob",
        "dana.Payload",
        "ModelCalibration override_conflict ['core', 'dana'] True",
        "Payload override_conflict ['core', 'dana'] True",
        "Registration override_conflict ['core', 'carol'] True",
        "TabularPreprocessing override_conflict ['core', 'bob'] True",
        "XGBoostTraining override_conflict ['core', 'alice'] True",
        "XGBoostTraining alice True",
    ]


def test_a_layer_in_the_place_of_the_tables():
    assert run(
        """
        from cursus.registry.hybrid.compatibility import get_enhanced_compatibility
        from cursus.registry.hybrid.manager import UnifiedRegistryManager
        from cursus.registry.distributed import BackwardCompatibilityLayer, workspace_context

        layer = get_enhanced_compatibility()
        print(layer.get_builder_step_names("dana")["ModelCalibration"])
        print(layer.get_config_step_registry()["PackageConfig"], layer.get_spec_step_types()["Package"])
        with workspace_context("dana"):
            print(layer.get_builder_step_names()["ModelCalibration"])
        print(len(BackwardCompatibilityLayer(UnifiedRegistryManager()).get_step_names()))
        """
    ) == ["IsotonicModelCalibrationStepBuilder", "Package Package", "IsotonicModelCalibrationStepBuilder", "18"]


def test_the_pipelines_of_the_checkout_run():
    code = """
        from pipelines import credit_scoring, fraud_training
        print(fraud_training.TRAINING_CONFIG, fraud_training.PREPROCESSING_TYPE, fraud_training.PACKAGE_BUILDER)
        print(credit_scoring.RUNS_AS_LAMBDA, credit_scoring.CONFIG_CLASSES)
    """
    assert run(code) == [
        "XGBoostTrainingConfig TabularPreprocessing_Training PackageStepBuilder",
        "True ['PyTorchTrainingConfig', 'PyTorchModelConfig', 'BatchTransformStepConfig']",
    ]


def test_the_folder_of_a_workspace_and_a_variable_decide(tmp_path):
    code = "from cursus.registry import STEP_NAMES; print('HouseholdLinkage' in STEP_NAMES)"
    assert run(code, HEALTHY / "developer_workspaces/developers/bob/src") == ["True"]
    assert run(code, HEALTHY / "pipelines") == ["False"]
    assert run(code, tmp_path, CURSUS_PROJECT_ROOT=str(HEALTHY), CURSUS_WORKSPACE_ID="bob") == ["True"]


def test_a_package_can_be_imported_anywhere_and_says_what_it_lacks(tmp_path):
    assert run(
        """
        import cursus.registry
        try:
            len(cursus.registry.STEP_NAMES)
        except cursus.registry.RegistryError as error:
            print("CURSUS_PROJECT_ROOT" in str(error))
        """,
        tmp_path,
    ) == ["True"]
