"""What can be done about the findings at a place: their fixes, all safe fixes of a file, what silences them.

Nothing is changed here: an action says what would change in which file, with the text that this holds for.
"""

from cursus_registry.features.code_actions.fixes import (
    fixing_all,
    has_safe_fix,
    quick_fixes,
    touches,
    trying_fix,
)
from cursus_registry.features.code_actions.model import QuickFix

__all__ = ["QuickFix", "fixing_all", "has_safe_fix", "quick_fixes", "touches", "trying_fix"]
