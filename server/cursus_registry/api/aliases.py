"""The names that the one manager had before, and still has for code written then."""

from cursus_registry.api.manager import UnifiedRegistryManager

DistributedRegistryManager = UnifiedRegistryManager
EnhancedDistributedRegistryManager = UnifiedRegistryManager
HybridRegistryManager = UnifiedRegistryManager
LocalStepRegistry = UnifiedRegistryManager
