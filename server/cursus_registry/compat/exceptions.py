"""The module `exceptions` of the old registry, and the errors that came with workspaces."""

from cursus_registry.api.errors import (
    RegistryConflictError,
    RegistryError,
    RegistryLoadError,
    RegistryValidationError,
    WorkspaceRegistryError,
)

__all__ = [
    "RegistryConflictError",
    "RegistryError",
    "RegistryLoadError",
    "RegistryValidationError",
    "WorkspaceRegistryError",
]
