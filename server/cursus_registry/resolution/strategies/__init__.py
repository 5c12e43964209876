"""Resolution across workspaces: one of several definitions by a strategy, a mode and a tolerance, explained.

For collisions, and for pulling a step out of another workspace; what runs inside a workspace is a plain look-up, which
never comes here. It must not read files, and stores no answer.
"""

from cursus_registry.resolution.definitions import Strategy
from cursus_registry.resolution.strategies.decide import Decision
from cursus_registry.resolution.strategies.model import (
    Chooser,
    Mode,
    Outcome,
    ResolutionContext,
    Stated,
    StrategyCandidate,
    StrategyResolution,
    UnknownChoiceError,
    UnknownWorkspaceError,
)
from cursus_registry.resolution.strategies.resolve import find_unsettled, is_settled, resolve_with_strategy

__all__ = [
    "Chooser",
    "Decision",
    "Mode",
    "Outcome",
    "ResolutionContext",
    "Stated",
    "Strategy",
    "StrategyCandidate",
    "StrategyResolution",
    "UnknownChoiceError",
    "UnknownWorkspaceError",
    "find_unsettled",
    "is_settled",
    "resolve_with_strategy",
]
