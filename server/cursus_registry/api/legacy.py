"""Definitions and the dictionaries of the old registry, there and back without loss, the order of keys included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.api.definitions import RegistryTypeName, StepDefinition
from cursus_registry.api.entry_data import definition_data


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
    return StepDefinition(**definition_data(step_name, step_info, registry_type, workspace_id)).remember(
        dict(step_info)
    )


def to_legacy_format(definition: StepDefinition) -> dict[str, Any]:
    """The entry of a definition, as `STEP_NAMES` has it."""
    return definition.to_legacy_format()
