"""The module `step_names` of the old registry: its tables, live, and its functions, for the workspace that counts.

`from cursus_registry.compat.step_names import *` at the end of a checkout's own `step_names.py` is all that it takes to
use the engine in its place. Each function takes a `workspace_id` last; without one the context decides, then
`CURSUS_WORKSPACE_ID`, then the working directory, and the core is what is left. Whatever is not known raises ValueError
with the nearest names; a workspace that is not there raises WorkspaceRegistryError.
"""

from __future__ import annotations

from typing import Any

from cursus_registry.compat import tables
from cursus_registry.compat.file_names import canonical_name
from cursus_registry.compat.standards import (
    add_new_step_with_validation,
    auto_correct_step_data,
    check_step_name_compliance,
    get_step_validation_suggestions,
    get_validation_status,
    validate_step_definition_data,
)
from cursus_registry.compat.step_types import (
    get_all_sagemaker_step_types,
    get_sagemaker_step_type_mapping,
    get_steps_by_sagemaker_type,
    get_valid_sagemaker_step_types,
    validate_sagemaker_step_type,
)
from cursus_registry.compat.workspaces import (
    clear_workspace_context,
    get_registry_health,
    get_workspace_context,
    get_workspace_step_count,
    has_workspace_conflicts,
    is_hybrid_active,
    list_available_workspaces,
    refresh_registry,
    set_workspace_context,
    workspace_context,
)
from cursus_registry.resolution.names import split_suffix

STEP_NAMES: dict[str, dict[str, Any]]
CONFIG_STEP_REGISTRY: dict[str, str]
BUILDER_STEP_NAMES: dict[str, str]
SPEC_STEP_TYPES: dict[str, str]

__all__ = [
    "BUILDER_STEP_NAMES",
    "CONFIG_STEP_REGISTRY",
    "SPEC_STEP_TYPES",
    "STEP_NAMES",
    "add_new_step_with_validation",
    "auto_correct_step_data",
    "check_step_name_compliance",
    "clear_workspace_context",
    "get_all_sagemaker_step_types",
    "get_all_step_names",
    "get_builder_step_name",
    "get_builder_step_names",
    "get_canonical_name_from_file_name",
    "get_config_class_name",
    "get_config_step_registry",
    "get_registry_health",
    "get_sagemaker_step_type",
    "get_sagemaker_step_type_mapping",
    "get_spec_step_type",
    "get_spec_step_type_with_job_type",
    "get_spec_step_types",
    "get_step_description",
    "get_step_name_from_spec_type",
    "get_step_names",
    "get_step_validation_suggestions",
    "get_steps_by_sagemaker_type",
    "get_valid_sagemaker_step_types",
    "get_validation_status",
    "get_workspace_context",
    "get_workspace_step_count",
    "has_workspace_conflicts",
    "is_hybrid_active",
    "list_all_step_info",
    "list_available_workspaces",
    "refresh_registry",
    "set_workspace_context",
    "validate_file_name",
    "validate_sagemaker_step_type",
    "validate_spec_type",
    "validate_step_definition_data",
    "validate_step_name",
    "workspace_context",
]


def __getattr__(name: str) -> Any:
    if name in tables.STEP_TABLES:
        return tables.live(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def get_step_names(workspace_id: str | None = None) -> dict[str, dict[str, Any]]:
    """Every step with its entry, as they are now; the caller's own."""
    return tables.content_of(tables.STEPS, workspace_id).copy()


def get_config_step_registry(workspace_id: str | None = None) -> dict[str, str]:
    """The step of each configuration class; of several the last."""
    return tables.content_of("CONFIG_STEP_REGISTRY", workspace_id).copy()


def get_builder_step_names(workspace_id: str | None = None) -> dict[str, str]:
    """The builder class of each step."""
    return tables.content_of("BUILDER_STEP_NAMES", workspace_id).copy()


def get_spec_step_types(workspace_id: str | None = None) -> dict[str, str]:
    """The type that each step has in its specification."""
    return tables.content_of("SPEC_STEP_TYPES", workspace_id).copy()


def get_config_class_name(step_name: str, workspace_id: str | None = None) -> str:
    """The configuration class of a step."""
    return tables.field(step_name, "config_class", workspace_id)


def get_builder_step_name(step_name: str, workspace_id: str | None = None) -> str:
    """The builder class of a step."""
    return tables.field(step_name, "builder_step_name", workspace_id)


def get_spec_step_type(step_name: str, workspace_id: str | None = None) -> str:
    """The type that a step has in its specification."""
    return tables.field(step_name, "spec_type", workspace_id)


def get_spec_step_type_with_job_type(
    step_name: str, job_type: str | None = None, workspace_id: str | None = None
) -> str:
    """The type in the specification, with the job type behind an underscore if there is one."""
    spec_type = get_spec_step_type(step_name, workspace_id)
    return f"{spec_type}_{job_type.capitalize()}" if job_type else spec_type


def get_step_description(step_name: str, workspace_id: str | None = None) -> str:
    """What a step does."""
    return tables.field(step_name, "description", workspace_id)


def get_sagemaker_step_type(step_name: str, workspace_id: str | None = None) -> str:
    """What a step becomes in SageMaker."""
    return tables.field(step_name, "sagemaker_step_type", workspace_id)


def get_step_name_from_spec_type(spec_type: str, workspace_id: str | None = None) -> str:
    """The step of a type in a specification, a job type behind it or not; the type itself if it is no step's."""
    steps = _steps_of_spec_types(workspace_id)
    return steps.get(split_suffix(spec_type, steps.__contains__)[0], spec_type)


def get_canonical_name_from_file_name(file_name: str, workspace_id: str | None = None) -> str:
    """The step that a file's name stands for (see `file_names`). Raises ValueError if it could be none or any."""
    where = tables.described(workspace_id)
    return canonical_name(file_name, tables.steps(workspace_id), where)


def validate_step_name(step_name: str, workspace_id: str | None = None) -> bool:
    """Whether there is a step of that name."""
    return step_name in tables.steps(workspace_id)


def validate_spec_type(spec_type: str, workspace_id: str | None = None) -> bool:
    """Whether a step has that type in its specification, a job type behind it or not."""
    steps = _steps_of_spec_types(workspace_id)
    return split_suffix(spec_type, steps.__contains__)[0] in steps


def validate_file_name(file_name: str, workspace_id: str | None = None) -> bool:
    """Whether a file's name stands for a step."""
    try:
        get_canonical_name_from_file_name(file_name, workspace_id)
    except ValueError:
        return False
    return True


def get_all_step_names(workspace_id: str | None = None) -> list[str]:
    """The names of all steps: the core's in their order, then the workspace's."""
    return list(tables.steps(workspace_id))


def list_all_step_info(workspace_id: str | None = None) -> dict[str, dict[str, Any]]:
    """Every step with its entry."""
    return get_step_names(workspace_id)


def _steps_of_spec_types(workspace_id: str | None) -> dict[str, str]:
    return {spec_type: step for step, spec_type in tables.content_of("SPEC_STEP_TYPES", workspace_id).table.items()}
