"""The fields of entries and of the metadata, and their types (registry semantics, "Entry fields"); judges nothing."""

from __future__ import annotations

from typing import TypeGuard

from cursus_registry.facts.values import UNKNOWN, ListValue, Value
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.effective import derived_values

STRING_FIELDS = (
    *("sagemaker_step_type", "builder_step_name", "config_class", "spec_type", "description"),
    *("framework", "framework_version", "conflict_resolution_strategy"),
)
LIST_FIELDS = ("job_types", "compatibility_tags", "environment_tags")
INTEGER_FIELDS = ("priority",)
KNOWN_FIELDS = (*STRING_FIELDS, *LIST_FIELDS, *INTEGER_FIELDS)
HYPERPARAMETER_FIELDS = ("class_name", "module_path", "model_type", "description")
REQUIRED_OF_HYPERPARAMETERS = ("class_name", "module_path")
METADATA_KEYS = (
    *("developer_id", "version", "description", "dependencies", "default_resolution_strategy"),
    *("preferred_frameworks", "environment_preferences", "conflict_tolerance"),
)
METADATA_LISTS = ("dependencies", "preferred_frameworks", "environment_preferences")
STRATEGIES = (
    *(
        "workspace_priority",
        "framework_match",
        "environment_match",
        "manual",
        "highest_priority",
        "core_fallback",
    ),
)
TOLERANCES = ("low", "medium", "high")
REQUIRED_BESIDE_DERIVED = ("sagemaker_step_type", "description")
REQUIRED = {
    RegistryType.CORE: (
        "sagemaker_step_type",
        "builder_step_name",
        "config_class",
        "spec_type",
        "description",
    ),
    RegistryType.PACK: REQUIRED_BESIDE_DERIVED,
    RegistryType.WORKSPACE: REQUIRED_BESIDE_DERIVED,
    RegistryType.OVERRIDE: (),
}
# Their classes are `StepBuilderBase`, `BasePipelineConfig`, `ProcessingStepConfigBase`: no rule for names is for them.
ABSTRACT_STEPS = frozenset({"Base", "Processing"})
FIELD_DOCS = {
    "sagemaker_step_type": "The kind of SageMaker step that the builder makes, such as `Processing` or `Training`.",
    "builder_step_name": "The builder class. In a workspace step `<Name>StepBuilder` if left out.",
    "config_class": "The configuration class. In a workspace step `<Name>Config` if left out.",
    "spec_type": "The name of the step's specification. In a workspace step the step's own name if left out.",
    "description": "One sentence for people: what the step does.",
    "framework": "The framework that the step is built on; collisions can be settled by it.",
    "job_types": "The job types that the step runs as; each can follow its name as `_<job type>`.",
    "priority": "An integer that settles collisions: the lower wins. 100 if left out.",
    "compatibility_tags": "Two definitions that both have some must share one to be compatible.",
    "environment_tags": "The environments that the step is meant for; none means all.",
    "framework_version": "The version of the framework (PEP 440).",
    "conflict_resolution_strategy": "How a collision of this name is settled when this workspace asks.",
    "developer_id": "The id of this workspace; it must equal the name of its folder.",
    "version": "The version of this workspace's registry.",
    "dependencies": "What the workspace's steps need to be installed (PEP 508).",
    "default_resolution_strategy": "The strategy for entries that state none.",
    "preferred_frameworks": "Frameworks by preference, for `framework_match`.",
    "environment_preferences": "Environments by preference, for `environment_match`.",
    "conflict_tolerance": "`low` makes a tie between definitions an error.",
}
METADATA_DOCS = {
    **{key: FIELD_DOCS[key] for key in METADATA_KEYS if key != "description"},
    "description": "One sentence for people: what this workspace is for.",
}


def is_of_type(field: str, value: Value) -> bool:
    """Whether a field of an entry can have a value; what is not known always fits."""
    if value is UNKNOWN:
        return True
    if field in STRING_FIELDS:
        return isinstance(value, str)
    if field in LIST_FIELDS:
        return is_list_of_strings(value)
    return field not in INTEGER_FIELDS or (isinstance(value, int) and not isinstance(value, bool))


def is_of_hyperparameter_type(field: str, value: Value) -> bool:
    """Whether a field of a hyperparameter class can have a value: `model_type` may be None."""
    if value is UNKNOWN or (field == "model_type" and value is None):
        return True
    return field not in HYPERPARAMETER_FIELDS or isinstance(value, str)


def is_of_metadata_type(key: str, value: Value) -> bool:
    """Whether a key of the metadata can have a value; what is not known always fits."""
    if value is UNKNOWN:
        return True
    return is_list_of_strings(value) if key in METADATA_LISTS else isinstance(value, str)


def is_list_of_strings(value: Value) -> bool:
    """Whether a value is a list or a tuple without anything that surely is no string."""
    return is_list(value) and all(isinstance(one, str) or one is UNKNOWN for one in value.items)


def is_list(value: Value) -> TypeGuard[ListValue]:
    """Whether a value is a list or a tuple."""
    return isinstance(value, ListValue) and value.kind != "set"


def derived_value(name: str, field: str) -> str | None:
    """The value that a workspace step has by convention where a field is left out; None if there is no such rule."""
    return {**derived_values(name), "class_name": name}.get(field)
