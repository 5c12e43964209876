"""The names that `cursus.registry.distributed` and `cursus.registry.hybrid` have: managers, definitions, functions.

Each is imported from where it is when somebody asks for it.
"""

from cursus_registry.api.exports import exporting

__getattr__, __all__ = exporting(
    __name__,
    {
        "cursus_registry.api.aliases": (
            "DistributedRegistryManager",
            "EnhancedDistributedRegistryManager",
            "HybridRegistryManager",
            "LocalStepRegistry",
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
        "cursus_registry.api.resolver": ("RegistryConflictResolver",),
        "cursus_registry.api.results": (
            "ConflictAnalysis",
            "DistributedRegistryValidationResult",
            "RegistryValidationModel",
            "RegistryValidationResult",
            "StepComponentResolution",
            "StepResolutionResult",
        ),
        "cursus_registry.api.views": ("CoreStepRegistry", "WorkspaceStepRegistry"),
        "cursus_registry.api.workspaces": ("WorkspaceRegistryLoader", "WorkspaceRegistryValidator"),
        "cursus_registry.compat.builder_registry": ("WorkspaceAwareStepBuilderRegistry",),
        "cursus_registry.compat.component_registry": ("WorkspaceComponentRegistry",),
        "cursus_registry.compat.hyperparameter_registry": ("WorkspaceAwareHyperparameterRegistry",),
        "cursus_registry.compat.layers": (
            "BackwardCompatibilityAdapter",
            "BackwardCompatibilityLayer",
            "EnhancedBackwardCompatibilityLayer",
            "get_enhanced_compatibility",
            "get_global_registry_manager",
        ),
        "cursus_registry.compat.mixins": ("WorkspaceAwareBuilderMixin", "WorkspaceAwareConfigMixin"),
        "cursus_registry.compat.step_names": (
            "clear_workspace_context",
            "get_builder_step_names",
            "get_config_step_registry",
            "get_spec_step_types",
            "get_step_names",
            "get_steps_by_sagemaker_type",
            "get_workspace_context",
            "set_workspace_context",
            "workspace_context",
        ),
    },
)
