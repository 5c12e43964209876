"""The names that `cursus.registry.distributed` and `cursus.registry.hybrid` have: managers, definitions, functions.

They are those of the library, and where the old registry's own mean something else (its contexts, its functions without
a manager), these. Each is imported from where it is when somebody asks for it.
"""

from cursus_registry.api import EXPORTS
from cursus_registry.api.exports import exporting

__getattr__, __all__ = exporting(
    __name__,
    {
        **EXPORTS,
        "cursus_registry.compat.builder_registry": ("WorkspaceAwareStepBuilderRegistry",),
        "cursus_registry.compat.component_registry": ("WorkspaceComponentRegistry",),
        "cursus_registry.compat.hyperparameter_registry": ("WorkspaceAwareHyperparameterRegistry",),
        "cursus_registry.compat.layers": (
            "BackwardCompatibilityAdapter",
            "BackwardCompatibilityLayer",
            "EnhancedBackwardCompatibilityLayer",
            "get_enhanced_compatibility",
        ),
        "cursus_registry.compat.mixins": ("WorkspaceAwareBuilderMixin", "WorkspaceAwareConfigMixin"),
        "cursus_registry.compat.step_names": (
            "clear_workspace_context",
            "get_builder_step_names",
            "get_config_step_registry",
            "get_spec_step_types",
            "get_step_names",
            "get_steps_by_sagemaker_type",
            "set_workspace_context",
            "workspace_context",
        ),
    },
)
