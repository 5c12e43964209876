"""The registry as a library: definitions, managers, resolution, discovery, validation. Thin over the engine.

Nothing of a registry is run: files are read as in the editor and in the terminal. Only `discover_step_builders` and
`find_builder_class` import code, and say so. It must not know the protocol, nor any command.

Importing this package reads nothing, and imports nothing of what is exported here before somebody asks for it.
"""

from cursus_registry.api.exports import exporting

EXPORTS = {
    "cursus_registry.api.aliases": (
        "DistributedRegistryManager",
        "EnhancedDistributedRegistryManager",
        "HybridRegistryManager",
        "LocalStepRegistry",
    ),
    "cursus_registry.api.context": (
        "clear_workspace_context",
        "current_workspace",
        "get_global_registry_manager",
        "get_workspace_context",
        "reset_global_registry_manager",
        "set_workspace_context",
        "workspace_context",
    ),
    "cursus_registry.api.definitions": (
        "NamespacedStepDefinition",
        "ResolutionContext",
        "StepDefinition",
    ),
    "cursus_registry.api.diagnostics": ("RegistryDiagnostics",),
    "cursus_registry.api.discovery": ("RegistryDiscoveryService",),
    "cursus_registry.api.errors": (
        "RegistryConflictError",
        "RegistryError",
        "RegistryLoadError",
        "RegistryValidationError",
        "WorkspaceRegistryError",
    ),
    "cursus_registry.api.functions": (
        "format_registry_load_error",
        "format_step_not_found_error",
        "format_validation_error",
        "get_step_field",
        "load_registry_module",
        "validate_registry_file",
    ),
    "cursus_registry.api.legacy": ("from_legacy_format", "to_legacy_format"),
    "cursus_registry.api.manager": ("UnifiedRegistryManager",),
    "cursus_registry.api.resolver": ("Chooser", "RegistryConflictResolver"),
    "cursus_registry.api.results": (
        "ConflictAnalysis",
        "DistributedRegistryValidationResult",
        "RegistryValidationModel",
        "RegistryValidationResult",
        "StepComponentResolution",
        "StepResolutionResult",
    ),
    "cursus_registry.api.views": ("CoreStepRegistry", "WorkspaceStepRegistry"),
    "cursus_registry.api.workspaces": (
        "WorkspaceComponentRegistry",
        "WorkspaceRegistryLoader",
        "WorkspaceRegistryValidator",
    ),
}
"""What is exported, by the module that defines it. The stubs beside and above are written from it."""

__getattr__, __all__ = exporting(__name__, EXPORTS)
