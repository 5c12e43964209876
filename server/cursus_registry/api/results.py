"""What the library answers with: resolutions, conflicts, validations, components. Plain models, computed elsewhere.

The keys of the dictionaries, and the fixed words in them, are those of the registry that this replaces.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from cursus_registry.api.definitions import Model, NamespacedStepDefinition, RegistryTypeName, StepDefinition
from cursus_registry.api.names import check_name

ConflictTypeName = Literal["framework_conflict", "environment_conflict", "override_conflict", "implementation_conflict"]
"""In what the definitions of a name differ."""

COMPONENTS = ("builder", "config", "spec", "contract", "script")


class StepResolutionResult(Model):
    """Which of all definitions of a name is meant, and why.

    `resolution_strategy` is a strategy's name, `no_conflict`, `interactive` or `interactive_fallback`.
    `conflicting_definitions` are all candidates where there are several. `explanations` says of every candidate, by
    its qualified name, why it was or was not taken; `visible` whether the workspace sees the selected one by itself.
    """

    step_name: str = Field(min_length=1, description="The name that was asked for")
    resolved: bool = Field(description="Whether one definition was taken")
    selected_definition: NamespacedStepDefinition | None = Field(
        default=None, description="The definition that was taken"
    )
    resolution_strategy: str | None = Field(default=None, description="What decided")
    reason: str = Field(default="", description="Why it was taken, or why none was")
    conflicting_definitions: list[NamespacedStepDefinition] = Field(
        default_factory=list, description="All candidates where there are several"
    )
    explanations: dict[str, str] = Field(default_factory=dict, description="Of every candidate, why or why not")
    visible: bool = Field(
        default=False, description="Whether the workspace that asks sees the selected definition by itself"
    )
    suggestions: list[str] = Field(default_factory=list, description="The nearest names, if there is no candidate")
    resolution_metadata: dict[str, Any] = Field(default_factory=dict, description="Scores, and the like")

    def get_resolution_summary(self) -> dict[str, Any]:
        """The result in six words."""
        return {
            "step_name": self.step_name,
            "resolved": self.resolved,
            "strategy": self.resolution_strategy,
            "selected_namespace": self.selected_definition.namespace if self.selected_definition else None,
            "conflict_count": len(self.conflicting_definitions),
            "reason": self.reason,
        }


class ConflictAnalysis(Model):
    """One name with several definitions, in what they differ, and what could be done."""

    step_name: str = Field(min_length=1, description="The name")
    conflicting_definitions: list[NamespacedStepDefinition] = Field(description="All its definitions")
    conflict_type: ConflictTypeName = Field(description="In what they differ")
    resolution_recommendations: list[str] = Field(default_factory=list, description="What could be done")

    def get_conflict_summary(self) -> dict[str, Any]:
        """The analysis in numbers."""
        frameworks = (found.framework for found in self.conflicting_definitions if found.framework)
        return {
            "step_name": self.step_name,
            "conflict_type": self.conflict_type,
            "definition_count": len(self.conflicting_definitions),
            "involved_namespaces": [found.namespace for found in self.conflicting_definitions],
            "frameworks": list(dict.fromkeys(frameworks)),
            "recommendation_count": len(self.resolution_recommendations),
        }


class RegistryValidationResult(Model):
    """What is wrong in one registry. `is_valid` is false for findings of severity error; `issues` are their messages.

    `warnings` are the messages of all lesser findings.
    """

    is_valid: bool = Field(default=True, description="Whether there is no error")
    issues: list[str] = Field(default_factory=list, description="The errors")
    warnings: list[str] = Field(default_factory=list, description="Everything else that was found")
    registry_type: RegistryTypeName = Field(default="core", description="Which kind of registry it is")
    step_count: int = Field(default=0, ge=0, description="How many steps and overrides it declares")

    def get_validation_summary(self) -> dict[str, Any]:
        """The result in numbers."""
        return {
            "valid": self.is_valid,
            "issue_count": len(self.issues),
            "registry_type": self.registry_type,
            "step_count": self.step_count,
        }


class DistributedRegistryValidationResult(Model):
    """What is wrong in all registries together. `conflicts` are the names that two workspaces declare as a step."""

    is_valid: bool = Field(default=False, description="Whether all registries are valid and no names collide")
    core_validation: RegistryValidationResult | None = Field(default=None, description="The core's")
    workspace_validations: dict[str, RegistryValidationResult] = Field(
        default_factory=dict, description="Each workspace's, by id"
    )
    conflicts: dict[str, list[StepDefinition]] = Field(default_factory=dict, description="Colliding steps, by name")

    def get_validation_summary(self) -> dict[str, Any]:
        """The result in numbers."""
        return {
            "overall_valid": self.is_valid,
            "core_valid": self.core_validation.is_valid if self.core_validation else False,
            "workspace_count": len(self.workspace_validations),
            "valid_workspaces": sum(1 for found in self.workspace_validations.values() if found.is_valid),
            "conflict_count": len(self.conflicts),
            "conflicted_steps": list(self.conflicts),
        }


class RegistryValidationModel(Model):
    """A step name and whose it is to be, checked."""

    registry_type: RegistryTypeName = Field(description="The kind of table")
    step_name: str = Field(min_length=1, description="The name")
    workspace_id: str | None = Field(default=None, description="The workspace")

    @field_validator("step_name", "workspace_id")
    @classmethod
    def _plain_name(cls, value: str | None) -> str | None:
        return value if value is None else check_name(value)


class StepComponentResolution(Model):
    """The parts of a step: the file of each, None where there is none."""

    step_name: str = Field(min_length=1, description="The step")
    found: bool = Field(description="Whether there is such a step")
    definition: StepDefinition | None = Field(default=None, description="Its definition")
    workspace_id: str | None = Field(default=None, description="The workspace that asks")
    builder_path: str | None = Field(default=None, description="The builder's file")
    config_path: str | None = Field(default=None, description="The configuration's file")
    spec_path: str | None = Field(default=None, description="The specification's file")
    contract_path: str | None = Field(default=None, description="The contract's file")
    script_path: str | None = Field(default=None, description="The script's file")
    synthesised: bool = Field(default=False, description="Whether the framework makes the builder of an interface file")

    def get_available_components(self) -> list[str]:
        """The kinds of parts that there are."""
        return [kind for kind in COMPONENTS if getattr(self, f"{kind}_path")]

    def is_complete(self) -> bool:
        """Whether the step can be built: it has a builder, or the framework makes one of its interface file."""
        return self.builder_path is not None or self.synthesised
