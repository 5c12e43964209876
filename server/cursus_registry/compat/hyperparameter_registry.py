"""The module `hyperparameter_registry` of the old registry: its table, live, and its functions.

The core's classes, with those of the workspace that counts laid over them. Read from the files, never run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.api.errors import RegistryError
from cursus_registry.compat import tables

HYPERPARAMETER_REGISTRY: dict[str, dict[str, Any]]

__all__ = [
    "HYPERPARAMETER_REGISTRY",
    "WorkspaceAwareHyperparameterRegistry",
    "get_all_hyperparameter_classes",
    "get_all_hyperparameter_info",
    "get_hyperparameter_class_by_model_type",
    "get_module_path",
    "validate_hyperparameter_class",
]


def __getattr__(name: str) -> Any:
    if name == tables.HYPERPARAMETERS:
        return tables.live(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class WorkspaceAwareHyperparameterRegistry:
    """The classes of the core, and of each workspace."""

    @property
    def core_registry(self) -> dict[str, dict[str, Any]]:
        """The core's classes; the caller's own."""
        return tables.hyperparameters_of(None).copy()

    @property
    def workspace_registries(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What each workspace sees, by id; one whose registry cannot be read is left out."""
        found = {}
        for workspace in tables.manager().list_workspaces():
            try:
                found[workspace] = tables.hyperparameters_of(workspace).copy()
            except RegistryError:
                continue  # whoever asks for that one is told
        return found

    def get_hyperparameter_registry(self, workspace_id: str | None = None) -> dict[str, dict[str, Any]]:
        """The classes that a workspace can use, else those in force here; the caller's own."""
        return tables.content_of(tables.HYPERPARAMETERS, workspace_id).copy()


def get_all_hyperparameter_classes(workspace_id: str | None = None) -> list[str]:
    """The names of all classes."""
    return list(_registry(workspace_id))


def get_hyperparameter_class_by_model_type(model_type: str, workspace_id: str | None = None) -> str | None:
    """The first class for a type of model; None if there is none."""
    classes = (name for name, info in _registry(workspace_id).items() if info.get("model_type") == model_type)
    return next(classes, None)


def get_module_path(class_name: str, workspace_id: str | None = None) -> str | None:
    """The module that a class is in; None for a class that is not registered."""
    path: str | None = _registry(workspace_id).get(class_name, {}).get("module_path")
    return path


def get_all_hyperparameter_info(workspace_id: str | None = None) -> dict[str, dict[str, Any]]:
    """Every class with its entry; the caller's own."""
    return tables.content_of(tables.HYPERPARAMETERS, workspace_id).copy()


def validate_hyperparameter_class(class_name: str, workspace_id: str | None = None) -> bool:
    """Whether a class is registered."""
    return class_name in _registry(workspace_id)


def _registry(workspace_id: str | None) -> Mapping[str, dict[str, Any]]:
    return tables.content_of(tables.HYPERPARAMETERS, workspace_id).table
