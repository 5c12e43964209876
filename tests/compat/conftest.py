"""A small project that the default manager is about: a core of three steps, two workspaces, hyperparameters."""

from textwrap import dedent

import pytest

from cursus_registry.api.context import reset_global_registry_manager
from cursus_registry.compat.step_names import clear_workspace_context

CORE = "src/cursus/registry/step_names.py"
WORKSPACE = "developer_workspaces/developers/{}/src/cursus_dev/registry/workspace_registry.py"
FILES = {
    CORE: """
        STEP_NAMES = {
            "XGBoostTraining": {
                "config_class": "XGBoostTrainingConfig",
                "builder_step_name": "XGBoostTrainingStepBuilder",
                "spec_type": "XGBoostTraining",
                "sagemaker_step_type": "Training",
                "description": "Trains trees",
                "job_types": ["training"],
            },
            "XGBoostModelEval": {
                "config_class": "XGBoostModelEvalConfig",
                "builder_step_name": "XGBoostModelEvalStepBuilder",
                "spec_type": "XGBoostModelEval",
                "sagemaker_step_type": "Processing",
                "description": "Judges trees",
            },
            "Package": {
                "config_class": "PackageConfig",
                "builder_step_name": "PackageStepBuilder",
                "spec_type": "Package",
                "sagemaker_step_type": "CoinedByCore",
                "description": "Packs a model",
            },
        }
    """,
    "src/cursus/registry/hyperparameter_registry.py": """
        HYPERPARAMETER_REGISTRY = {
            "Base": {"class_name": "Base", "module_path": "cursus.base", "model_type": None},
            "Trees": {"class_name": "Trees", "module_path": "cursus.trees", "model_type": "xgboost"},
        }
    """,
    WORKSPACE.format("alice"): """
        WORKSPACE_STEPS = {
            "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
        }
        STEP_OVERRIDES = {"Package": {"description": "Packs a graph model", "builder_step_name": "AliceStepBuilder"}}
    """,
    WORKSPACE.format("bob"): """
        LOCAL_STEPS = {"Geocoding": {"sagemaker_step_type": "Transform", "description": "Finds places"}}
    """,
    WORKSPACE.format("bob").replace("workspace_registry", "hyperparameter_registry"): """
        HYPERPARAMETER_REGISTRY = {"Maps": {"class_name": "Maps", "module_path": "bob.maps", "model_type": "geo"}}
    """,
}


def write(root, path, text):
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(dedent(text).lstrip("\n"), encoding="utf-8")


@pytest.fixture
def project(tmp_path, monkeypatch):
    for path, text in FILES.items():
        write(tmp_path, path, text)
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(tmp_path))
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    monkeypatch.chdir(tmp_path)
    reset_global_registry_manager()
    clear_workspace_context()
    yield tmp_path
    clear_workspace_context()
    reset_global_registry_manager()
