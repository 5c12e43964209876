"""What of an entry becomes a field of a definition, and what is only kept. It must not know the models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.resolution.definitions import Strategy

ENTRY_FIELDS = (
    "sagemaker_step_type",
    "builder_step_name",
    "config_class",
    "spec_type",
    "description",
    "framework",
    "job_types",
    "priority",
    "compatibility_tags",
    "environment_tags",
    "framework_version",
    "conflict_resolution_strategy",
)
"""The fields of an entry that a definition has attributes for."""

_TEXTS = frozenset(ENTRY_FIELDS[:6]) | {"framework_version"}
_LISTS = frozenset({"job_types", "compatibility_tags", "environment_tags"})
_STRATEGIES = frozenset(strategy.value for strategy in Strategy)


def definition_data(
    step_name: str, step_info: Mapping[str, Any], registry_type: str, workspace_id: str | None
) -> dict[str, Any]:
    """The arguments of a definition."""
    data: dict[str, Any] = {"name": step_name, "registry_type": registry_type}
    if workspace_id:
        data["workspace_id"] = workspace_id
    if registry_type == "override":
        data["override_source"] = "workspace"
    metadata = {}
    for name, value in step_info.items():
        if type(value) is str and name in _TEXTS and (name != "builder_step_name" or value.strip()):
            data[name] = value
        elif name in ENTRY_FIELDS and _fits(name, value):
            data[name] = list(value) if name in _LISTS else value
        else:
            metadata[name] = value
    if metadata:
        data["metadata"] = metadata
    return data


def _fits(name: str, value: Any) -> bool:
    if name in _TEXTS:
        return isinstance(value, str) and (name != "builder_step_name" or bool(value.strip()))
    if name in _LISTS:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if name == "priority":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and value in _STRATEGIES
