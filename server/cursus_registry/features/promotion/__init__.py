"""A step taken into the core, or over to another workspace: what would change, checked first. It writes nothing."""

from cursus_registry.features.promotion.plan import Transfer, copying, plan_copy, plan_promotion, promoting
from cursus_registry.features.promotion.refusal import CannotMoveError

__all__ = ["CannotMoveError", "Transfer", "copying", "plan_copy", "plan_promotion", "promoting"]
