"""Steps by what they become in SageMaker."""

from __future__ import annotations

from collections import defaultdict

from cursus_registry.compat import tables


def get_steps_by_sagemaker_type(sagemaker_type: str, workspace_id: str | None = None) -> list[str]:
    """The steps of a type."""
    return get_sagemaker_step_type_mapping(workspace_id).get(sagemaker_type, [])


def get_all_sagemaker_step_types(workspace_id: str | None = None) -> list[str]:
    """The types that steps have, in the order of the steps."""
    return list(get_sagemaker_step_type_mapping(workspace_id))


def get_sagemaker_step_type_mapping(workspace_id: str | None = None) -> dict[str, list[str]]:
    """The steps of each type."""
    mapping: dict[str, list[str]] = defaultdict(list)
    for name, entry in tables.steps(workspace_id).items():
        step_type = entry.get("sagemaker_step_type")
        if isinstance(step_type, str):
            mapping[step_type].append(name)
    return dict(mapping)


def get_valid_sagemaker_step_types(workspace_id: str | None = None) -> set[str]:
    """The types that a step may have: SageMaker's own, those that the core coins, and those of the settings."""
    return tables.known_step_types(workspace_id)


def validate_sagemaker_step_type(sagemaker_type: str, workspace_id: str | None = None) -> bool:
    """Whether a step may have that type."""
    return sagemaker_type in get_valid_sagemaker_step_types(workspace_id)
