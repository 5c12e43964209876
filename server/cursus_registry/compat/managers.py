"""The managers under all the names that they have had: there is one class, and two thin views of it."""

from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.views import CoreStepRegistry, WorkspaceStepRegistry

__all__ = [
    "CoreStepRegistry",
    "DistributedRegistryManager",
    "EnhancedDistributedRegistryManager",
    "HybridRegistryManager",
    "LocalStepRegistry",
    "UnifiedRegistryManager",
    "WorkspaceStepRegistry",
]

DistributedRegistryManager = UnifiedRegistryManager
EnhancedDistributedRegistryManager = UnifiedRegistryManager
HybridRegistryManager = UnifiedRegistryManager
LocalStepRegistry = UnifiedRegistryManager
