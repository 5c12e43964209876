"""A new workspace from a template: what would be made, and that nothing is found in it. It must not write anything."""

from cursus_registry.features.scaffold.plan import TEMPLATES, CannotCreateError, Plan, plan_workspace

__all__ = ["TEMPLATES", "CannotCreateError", "Plan", "plan_workspace"]
