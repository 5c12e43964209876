"""The old registry's names over the engine: code written for the central tables runs unchanged, for every workspace.

Importing this package reads nothing, and imports nothing of what is exported here before somebody asks for it.
"""

from cursus_registry.api.exports import exporting

__getattr__, __all__ = exporting(
    __name__,
    {
        "cursus_registry.compat.builder_registry": (
            "StepBuilderRegistry",
            "WorkspaceAwareStepBuilderRegistry",
            "get_global_registry",
            "list_global_step_types",
            "register_global_builder",
        ),
        "cursus_registry.compat.component_registry": ("WorkspaceComponentRegistry",),
        "cursus_registry.compat.exceptions": (
            "RegistryConflictError",
            "RegistryError",
            "RegistryLoadError",
            "RegistryValidationError",
            "WorkspaceRegistryError",
        ),
        "cursus_registry.compat.hyperparameter_registry": (
            "HYPERPARAMETER_REGISTRY",
            "WorkspaceAwareHyperparameterRegistry",
            "get_all_hyperparameter_classes",
            "get_all_hyperparameter_info",
            "get_hyperparameter_class_by_model_type",
            "get_module_path",
            "validate_hyperparameter_class",
        ),
        "cursus_registry.compat.layers": (
            "BackwardCompatibilityAdapter",
            "BackwardCompatibilityLayer",
            "EnhancedBackwardCompatibilityLayer",
            "get_enhanced_compatibility",
            "get_global_registry_manager",
        ),
        "cursus_registry.compat.mixins": ("WorkspaceAwareBuilderMixin", "WorkspaceAwareConfigMixin"),
        "cursus_registry.compat.step_names": (
            "BUILDER_STEP_NAMES",
            "CONFIG_STEP_REGISTRY",
            "SPEC_STEP_TYPES",
            "STEP_NAMES",
            "clear_workspace_context",
            "get_all_sagemaker_step_types",
            "get_all_step_names",
            "get_builder_step_name",
            "get_builder_step_names",
            "get_canonical_name_from_file_name",
            "get_config_class_name",
            "get_config_step_registry",
            "get_sagemaker_step_type",
            "get_sagemaker_step_type_mapping",
            "get_spec_step_type",
            "get_spec_step_type_with_job_type",
            "get_spec_step_types",
            "get_step_description",
            "get_step_name_from_spec_type",
            "get_step_names",
            "get_steps_by_sagemaker_type",
            "get_workspace_context",
            "get_workspace_step_count",
            "has_workspace_conflicts",
            "list_all_step_info",
            "list_available_workspaces",
            "set_workspace_context",
            "validate_file_name",
            "validate_sagemaker_step_type",
            "validate_spec_type",
            "validate_step_name",
            "workspace_context",
        ),
        "cursus_registry.compat.workspaces": ("get_registry_info", "switch_to_core", "switch_to_workspace"),
    },
)
