"""Definitions and the dictionaries of the old registry, there and back without loss, the order of keys included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.api.definitions import ENTRY_FIELDS, RegistryTypeName, StepDefinition
from cursus_registry.resolution.definitions import Strategy

_TEXTS = frozenset(
    {
        "sagemaker_step_type",
        "builder_step_name",
        "config_class",
        "spec_type",
        "description",
        "framework",
        "framework_version",
    }
)
_LISTS = frozenset({"job_types", "compatibility_tags", "environment_tags"})
_STRATEGIES = frozenset(strategy.value for strategy in Strategy)


def from_legacy_format(
    step_name: str,
    step_info: Mapping[str, Any],
    registry_type: RegistryTypeName = "core",
    workspace_id: str | None = None,
) -> StepDefinition:
    """A definition of an entry of `STEP_NAMES`.

    A field of a wrong type counts as not stated (registry semantics, "Entry fields"); it is kept in `metadata`, as is
    every field that a definition has no attribute for. Raises pydantic's ValidationError for a blank name or an
    unknown kind of registry.
    """
    return StepDefinition(**definition_data(step_name, step_info, registry_type, workspace_id)).remember(step_info)


def to_legacy_format(definition: StepDefinition) -> dict[str, Any]:
    """The entry of a definition, as `STEP_NAMES` has it."""
    return definition.to_legacy_format()


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
        if name in ENTRY_FIELDS and _fits(name, value):
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
