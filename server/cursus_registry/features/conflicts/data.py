"""A conflict as plain data, as far as everybody is told the same of it. It must not know who asks."""

from __future__ import annotations

from typing import Any

from cursus_registry.features.conflicts.find import ShownConflict
from cursus_registry.resolution.strategies import Decision

MOST_NAMED = 10
"""So many of very many workspaces are named."""


def conflict_json(shown: ShownConflict) -> dict[str, Any]:
    """What is in conflict, how grave that is, and what to do; its definitions are placed by whoever asks."""
    conflict = shown.conflict
    return {
        "name": conflict.name,
        "type": conflict.type.value,
        "plain": conflict.plain,
        "severity": shown.severity,
        "pin": conflict.pin,
        "recommendations": list(conflict.recommendations),
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """Which definition a strategy chooses, by whose word it is the strategy, and why."""
    return {
        "strategy": decision.strategy,
        "stated": decision.stated.name.lower(),
        "outcome": decision.outcome.value,
        "namespace": decision.chosen.row.namespace if decision.chosen else None,
        "reason": decision.reason,
    }


def counted_json(workspaces: tuple[str, ...]) -> dict[str, Any]:
    """How many workspaces, and the first of them."""
    return {"count": len(workspaces), "first": list(workspaces[:MOST_NAMED])}
