"""What a field of an entry, or a key of the metadata, means, and the values that it can have."""

from __future__ import annotations

from cursus_registry.checks.fields import FIELD_DOCS, METADATA_DOCS, STRATEGIES, TOLERANCES
from cursus_registry.features.hover.markup import Line, escape, title
from cursus_registry.project import Snapshot
from cursus_registry.resolution.tables import known_step_types

_MOST_VALUES = 60


def field_blocks(snapshot: Snapshot, name: str, *, is_metadata: bool) -> list[list[Line]]:
    """The meaning of a field of ours and its allowed values; nothing for a field that is the user's own."""
    documentation = (METADATA_DOCS if is_metadata else FIELD_DOCS).get(name)
    if documentation is None:
        return []
    allowed = _allowed(snapshot, name)[:_MOST_VALUES]
    values: list[Line] = (
        [(f"One of {', '.join(map(escape, allowed))}.", f"One of {', '.join(allowed)}.")] if allowed else []
    )
    return [
        title(name, "metadata" if is_metadata else "field"),
        [(documentation, documentation.replace("`", ""))],
        values,
    ]


def _allowed(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    if name == "sagemaker_step_type":
        return known_step_types(snapshot.view.base, snapshot.settings.sagemaker_step_types)
    if name in {"conflict_resolution_strategy", "default_resolution_strategy"}:
        return STRATEGIES
    return TOLERANCES if name == "conflict_tolerance" else ()
