"""The components of workspaces beside the old tables of the same project. It must not know how either is made."""

from cursus_registry.api.workspaces import WorkspaceComponentRegistry as _ComponentRegistry
from cursus_registry.compat.layers import EnhancedBackwardCompatibilityLayer

__all__ = ["WorkspaceComponentRegistry"]


class WorkspaceComponentRegistry(_ComponentRegistry):
    """The components of the steps below one folder, as in `cursus_registry`, and that project's old tables."""

    @property
    def compatibility_layer(self) -> EnhancedBackwardCompatibilityLayer:
        """The old functions over this registry's own manager."""
        return EnhancedBackwardCompatibilityLayer(self.registry_manager)
