"""A conflict as plain data, as far as everybody is told the same of it. It must not know who asks."""

from __future__ import annotations

from typing import Any

from cursus_registry.features.conflicts.find import ShownConflict


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
