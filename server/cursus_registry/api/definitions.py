"""A step as a Python object: what its entry says, which registry it is from, and where it stands.

`StepDefinition` has the fields of registry semantics, "Entry fields"; everything else an entry says is in `metadata`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from cursus_registry.api.entry_data import ENTRY_FIELDS, definition_data
from cursus_registry.resolution.definitions import DEFAULT_PRIORITY, are_compatible, resolution_score

RegistryTypeName = Literal["core", "workspace", "override", "pack"]
"""Which kind of table a step is declared in."""

StrategyName = Literal[
    "workspace_priority", "framework_match", "environment_match", "manual", "highest_priority", "core_fallback"
]
"""How one of several definitions of a name is chosen."""


class Model(BaseModel):
    """What all models of the library have in common: assignments are checked, unknown names refused, texts stripped."""

    model_config = ConfigDict(validate_assignment=True, extra="forbid", str_strip_whitespace=True)

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """What was pickled is checked like everything else. Raises pydantic's ValidationError."""
        type(self).model_validate(state["__dict__"])
        super().__setstate__(state)


class StepDefinition(Model):
    """One declaration of a step.

    `registry_type` and `workspace_id` tell whose it is, `override_source` who overrides; `path` and `line` (from 1)
    where it stands, both None for what was made in memory. `priority` is the lower the better.
    """

    name: str = Field(min_length=1, description="The step's name")
    registry_type: RegistryTypeName = Field(description="The kind of table that it is declared in")
    sagemaker_step_type: str | None = Field(default=None, description="What it becomes in SageMaker")
    builder_step_name: str | None = Field(default=None, description="The builder class")
    config_class: str | None = Field(default=None, description="The configuration class")
    spec_type: str | None = Field(default=None, description="The type in its specification")
    description: str | None = Field(default=None, description="What the step does")
    framework: str | None = Field(default=None, description="The framework that it uses")
    job_types: list[str] = Field(default_factory=list, description="The job types that it knows")
    workspace_id: str | None = Field(default=None, description="The workspace that declares it")
    override_source: str | None = Field(default=None, description="Where an override comes from")
    metadata: dict[str, Any] = Field(default_factory=dict, description="Whatever else the entry says")
    priority: int = Field(default=DEFAULT_PRIORITY, strict=True, description="Which definition goes first; the lower")
    compatibility_tags: list[str] = Field(default_factory=list, description="With what it goes together")
    environment_tags: list[str] = Field(default_factory=list, description="Where it can run")
    framework_version: str | None = Field(default=None, description="The version of the framework")
    conflict_resolution_strategy: StrategyName = Field(
        default="workspace_priority", description="How its workspace chooses among several definitions"
    )
    path: str | None = Field(default=None, description="The file that it stands in")
    line: int | None = Field(default=None, ge=1, description="The line of its name, from 1")

    _stated: Mapping[str, Any] | None = PrivateAttr(default=None)

    @field_validator("name", "builder_step_name")
    @classmethod
    def _not_blank(cls, value: str | None) -> str | None:
        if value is not None and not value:
            raise ValueError("must not be empty or blank")
        return value

    def to_legacy_format(self) -> dict[str, Any]:
        """The entry as a dictionary, as `STEP_NAMES` has it: what was stated in its order, then what was set since."""
        entry: dict[str, Any] = {}
        stated = self._stated or {}
        unchanged = StepDefinition(**definition_data("as_it_was", stated, "core", None))
        for name, raw in stated.items():
            if name in self.metadata:
                entry[name] = self.metadata[name]
            elif name in ENTRY_FIELDS:
                value = getattr(self, name)
                if value == getattr(unchanged, name):
                    entry[name] = raw
                elif value not in (None, []):
                    entry[name] = value
        for name in ENTRY_FIELDS:
            if name not in entry and name in self.model_fields_set and (value := getattr(self, name)):
                entry[name] = value
        entry.update((name, value) for name, value in self.metadata.items() if name not in entry)
        return {name: list(value) if isinstance(value, list) else value for name, value in entry.items()}

    def remember(self, entry: Mapping[str, Any]) -> Self:
        """Keep the entry that the definition was made of, so that it comes back as it was; nobody may change it."""
        self._stated = entry
        return self


class NamespacedStepDefinition(StepDefinition):
    """A definition as a candidate among others: with its namespace (a workspace's id, `core` or `pack`)."""

    namespace: str = Field(min_length=1, description="Whose it is: a workspace's id, `core` or `pack`")
    qualified_name: str = Field(default="", description="`namespace.name`")

    @model_validator(mode="after")
    def _qualify(self) -> NamespacedStepDefinition:
        if not self.qualified_name:
            self.__dict__["qualified_name"] = f"{self.namespace}.{self.name}"  # an assignment would come here again
        return self

    def is_compatible_with(self, other: NamespacedStepDefinition) -> bool:
        """Whether both can stand in one pipeline: no two frameworks, and tags in common where both have any."""
        return are_compatible(self, other)

    def get_resolution_score(self, context: ResolutionContext) -> int:
        """How well it suits, the lower the better (registry semantics, `highest_priority`)."""
        return resolution_score(
            self.priority,
            prefers_framework=bool(context.preferred_framework) and self.framework == context.preferred_framework,
            shared_tags=len(set(self.environment_tags).intersection(context.environment_tags)),
            is_own=bool(context.workspace_id) and self.workspace_id == context.workspace_id,
        )


class ResolutionContext(Model):
    """Who asks for a step, and what that one prefers. Without a strategy the workspace's own words decide."""

    workspace_id: str | None = Field(default=None, description="The workspace that asks")
    preferred_framework: str | None = Field(default=None, description="The framework that is preferred")
    environment_tags: list[str] = Field(default_factory=list, description="Where the step will run")
    resolution_mode: Literal["automatic", "interactive", "strict"] = Field(
        default="automatic",
        description="A strategy decides, a person is asked, or several definitions are never settled",
    )
    resolution_strategy: StrategyName | None = Field(
        default=None, description="The strategy, whatever registries state"
    )


NamespacedStepDefinition.model_rebuild()
