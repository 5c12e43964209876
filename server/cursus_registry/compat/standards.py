"""New steps, held to the habits of the registry before they are registered: names, classes, SageMaker types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cursus_registry.compat import tables
from cursus_registry.compat.step_types import get_valid_sagemaker_step_types
from cursus_registry.resolution.names import PASCAL_CASE, near_names, pascal_case

MODES = ("warn", "strict", "auto_correct")
_ABSTRACT = frozenset({"Base", "Processing"})
_SUFFIXES = {"config_class": "Config", "builder_step_name": "StepBuilder"}
_WHAT = {"config_class": "configuration class", "builder_step_name": "builder"}
_EXAMPLES = {
    "name": "names look like 'CradleDataLoading', 'XGBoostTraining', 'PyTorchModel'",
    "config_class": "configuration classes look like 'XGBoostTrainingConfig'",
    "builder_step_name": "builders look like 'XGBoostTrainingStepBuilder'",
    "sagemaker_step_type": "the settings can name more types: `sagemaker-step-types`",
}


def validate_step_definition_data(step_name: str, step_data: Mapping[str, Any]) -> list[str]:
    """What in a step's entry is against the habits, a message each; none if all is well."""
    return list(_faults(step_name, step_data).values())


def get_step_validation_suggestions(step_name: str, step_data: Mapping[str, Any]) -> list[str]:
    """The same, followed by examples of what was expected."""
    faults = _faults(step_name, step_data)
    return [*faults.values(), *(_EXAMPLES[field] for field in faults)]


def auto_correct_step_data(step_name: str, step_data: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with its classes named as the step's name in PascalCase has it, where they are against the habits."""
    base = _corrected(step_name)
    wrong = _faults(step_name, step_data)
    return {
        field: f"{base}{_SUFFIXES[field]}" if field in wrong and field in _SUFFIXES else value
        for field, value in step_data.items()
    }


def check_step_name_compliance(step_name: str, workspace_id: str | None = None) -> bool:  # noqa: ARG001 - the signature is the old one's
    """Whether a name is in PascalCase; that is the same in every workspace."""
    return bool(PASCAL_CASE.match(step_name))


def add_new_step_with_validation(
    step_name: str,
    config_class: str,
    builder_name: str,
    sagemaker_type: str,
    description: str = "",
    validation_mode: str = "warn",
    workspace_id: str | None = None,
) -> list[str]:
    """Register a step, in memory, in the workspace that counts, else in the core; what there is to say of it.

    `warn` tells what is against the habits, `auto_correct` mends it first, `strict` raises ValueError instead. A step
    that is there already, or that the registry cannot take, is not registered: ValueError if `strict`, else told.
    """
    if validation_mode not in MODES:
        raise ValueError(f"unknown validation mode {validation_mode!r}; known are {', '.join(MODES)}")
    data = {
        "config_class": config_class,
        "builder_step_name": builder_name,
        "spec_type": step_name,
        "sagemaker_step_type": sagemaker_type,
        "description": description or step_name,
    }
    told = validate_step_definition_data(step_name, data)
    if told and validation_mode == "auto_correct":
        data = auto_correct_step_data(step_name, data)
        step_name = data["spec_type"] = _corrected(step_name)
        left = validate_step_definition_data(step_name, data)
        told = [*(f"corrected: {message}" for message in told if message not in left), *left]
    elif told and validation_mode == "strict":
        raise ValueError(f"the step {step_name!r} cannot be added: {'; '.join(told)}")
    refused = tables.register(step_name, data, workspace_id)
    if refused and validation_mode == "strict":
        raise ValueError(refused)
    return [*told, refused] if refused else told


def get_validation_status() -> dict[str, Any]:
    """What new steps are held to, and how that can be asked for."""
    functions: list[Callable[..., Any]] = [
        validate_step_definition_data,
        auto_correct_step_data,
        get_step_validation_suggestions,
        add_new_step_with_validation,
    ]
    return {
        "validation_available": True,
        "validation_functions": [function.__name__ for function in functions],
        "supported_modes": list(MODES),
        "implementation_approach": "rules_of_the_registry",
    }


def _faults(step_name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """By the field that is at fault. The abstract steps have classes of other names."""
    found: dict[str, str] = {}
    if not step_name:
        found["name"] = "a step needs a name"
    elif not PASCAL_CASE.match(step_name):
        found["name"] = f"the name {step_name!r} is not in PascalCase; write {_corrected(step_name)!r}"
    for field, suffix in _SUFFIXES.items():
        name = data.get(field)
        if not isinstance(name, str) or not name or step_name in _ABSTRACT:
            continue
        if not name.endswith(suffix):
            found[field] = f"the {_WHAT[field]} {name!r} does not end in {suffix!r}; write {_name(step_name, suffix)!r}"
        elif not PASCAL_CASE.match(name):
            found[field] = f"the {_WHAT[field]} {name!r} is not in PascalCase; write {_name(step_name, suffix)!r}"
    step_type = data.get("sagemaker_step_type")
    if isinstance(step_type, str) and step_type and step_type not in (known := get_valid_sagemaker_step_types()):
        near = near_names(step_type, known) or sorted(known)
        found["sagemaker_step_type"] = f"{step_type!r} is no SageMaker step type; known: {', '.join(near)}"
    return found


def _name(step_name: str, suffix: str) -> str:
    return f"{_corrected(step_name)}{suffix}"


def _corrected(step_name: str) -> str:
    return step_name if PASCAL_CASE.match(step_name) else pascal_case(step_name, tables.steps())
