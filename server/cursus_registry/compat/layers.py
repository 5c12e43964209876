"""The old tables of any manager, as objects: the layers that stood between the managers and the old module.

A layer's context is its own, and that of the thread or task which sets it. The layer of the default manager has the
one context that the functions have, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from itertools import count
from typing import Any

from cursus_registry.api.ambient import get_workspace_context
from cursus_registry.api.context import get_global_registry_manager
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.compat import tables, workspaces

__all__ = [
    "BackwardCompatibilityAdapter",
    "BackwardCompatibilityLayer",
    "EnhancedBackwardCompatibilityLayer",
    "get_enhanced_compatibility",
    "get_global_registry_manager",
]

_contexts: ContextVar[Mapping[int, str]] = ContextVar("cursus_registry_layers", default={})  # noqa: B039 - never changed
_numbers = count()


class BackwardCompatibilityLayer:
    """The old functions over one manager. Without a context of the layer's own, the one that counts here decides."""

    def __init__(self, registry_manager: UnifiedRegistryManager) -> None:
        self.registry_manager = registry_manager
        self._number = next(_numbers)

    @property
    def _current_workspace_context(self) -> str | None:
        return _contexts.get().get(self._number)

    def set_workspace_context(self, workspace_id: str) -> None:
        """From here on this thread, or task, sees a workspace through this layer."""
        _contexts.set({**_contexts.get(), self._number: workspace_id})

    def clear_workspace_context(self) -> None:
        """From here on this layer has no context of its own."""
        _contexts.set({number: workspace for number, workspace in _contexts.get().items() if number != self._number})

    def get_step_names(self, workspace_id: str | None = None) -> dict[str, dict[str, Any]]:
        """Every step with its entry; the caller's own. Raises WorkspaceRegistryError."""
        return self._table(tables.STEPS, workspace_id)

    def get_steps_by_sagemaker_type(self, sagemaker_step_type: str, workspace_id: str | None = None) -> list[str]:
        """The steps of a SageMaker type."""
        steps = self.get_step_names(workspace_id).items()
        return [name for name, entry in steps if entry.get("sagemaker_step_type") == sagemaker_step_type]

    def _table(self, name: str, workspace_id: str | None) -> dict[str, Any]:
        workspace = workspace_id or self._current_workspace_context
        return tables.content_of(name, workspace, self.registry_manager).copy()


class EnhancedBackwardCompatibilityLayer(BackwardCompatibilityLayer):
    """The same, with the tables that are derived from the first."""

    def get_builder_step_names(self, workspace_id: str | None = None) -> dict[str, str]:
        """The builder class of each step."""
        return self._table("BUILDER_STEP_NAMES", workspace_id)

    def get_config_step_registry(self, workspace_id: str | None = None) -> dict[str, str]:
        """The step of each configuration class; of several the last."""
        return self._table("CONFIG_STEP_REGISTRY", workspace_id)

    def get_spec_step_types(self, workspace_id: str | None = None) -> dict[str, str]:
        """The type that each step has in its specification."""
        return self._table("SPEC_STEP_TYPES", workspace_id)


BackwardCompatibilityAdapter = EnhancedBackwardCompatibilityLayer
"""The one class that later took the place of both layers."""


class _DefaultLayer(EnhancedBackwardCompatibilityLayer):
    """The layer of the default manager: its context is that of the functions."""

    @property
    def _current_workspace_context(self) -> str | None:
        return get_workspace_context()

    def set_workspace_context(self, workspace_id: str) -> None:
        workspaces.set_workspace_context(workspace_id)

    def clear_workspace_context(self) -> None:
        workspaces.clear_workspace_context()


def get_enhanced_compatibility() -> EnhancedBackwardCompatibilityLayer:
    """The layer of the default manager. Raises RegistryLoadError if there is no project here."""
    return _DefaultLayer(get_global_registry_manager())
