"""A conflict as JSON: enough to choose from, or all that a person needs to settle it. It must not ask anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cursus_registry.features.conflicts import (
    Meaning,
    ShownConflict,
    ShownDefinition,
    Winner,
    conflict_json,
    counted_json,
    decision_json,
    meanings,
)
from cursus_registry.features.refactor import refactorings
from cursus_registry.features.refactor.model import EXTRACT
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.lsp.commands.location import declaration_json
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

MOST = 20
"""So many definitions of a name are told in full: nobody looks at more of them side by side."""


def placed_json(server: Server, snapshot: Snapshot, shown: ShownConflict) -> dict[str, Any]:
    """The conflict, and where its definitions are."""
    rows = (one.definition.row for one in shown.definitions)
    return {**conflict_json(shown), "definitions": [declaration_json(server, snapshot, row) for row in rows]}


def detailed_json(server: Server, snapshot: Snapshot, shown: ShownConflict) -> dict[str, Any]:
    """The same with what the first definitions say, field by field, which one wins where, and what mends it."""
    return {
        **conflict_json(shown),
        "definitions": [_definition(server, snapshot, shown, one) for one in shown.definitions[:MOST]],
        "more": max(len(shown.definitions) - MOST, 0),
        "fields": list(_fields(shown)),
        "meanings": [_meaning(one) for one in meanings(snapshot, shown)],
        "winners": [_winner(one) for one in shown.winners],
    }


def _definition(server: Server, snapshot: Snapshot, shown: ShownConflict, one: ShownDefinition) -> dict[str, Any]:
    row = one.definition.row
    return {
        **declaration_json(server, snapshot, row),
        "path": snapshot.relative(one.path),
        "fixes": list(_fixes(snapshot, shown, row)),
    }


def _fields(shown: ShownConflict) -> Iterator[dict[str, Any]]:
    """The fields of all definitions; in `cells` what each of the first ones has, None for one without the field."""
    differing = {one.field for one in shown.differences}
    first = shown.definitions[:MOST]
    for field in dict.fromkeys(field for one in first for field in one.entry):
        cells = [
            {"value": one.entry[field], "origin": one.origins[field]} if field in one.entry else None for one in first
        ]
        yield {"field": field, "differs": field in differing, "cells": cells}


def _meaning(one: Meaning) -> dict[str, Any]:
    return {
        "workspaces": counted_json(one.workspaces),
        "qualifiedName": one.row.qualified_name if one.row else None,
        "reason": one.reason,
    }


def _winner(one: Winner) -> dict[str, Any]:
    return {
        "framework": one.context.preferred_framework,
        "environmentTags": list(one.context.environment_tags),
        **decision_json(one.decision),
    }


def _fixes(snapshot: Snapshot, shown: ShownConflict, row: Declaration) -> Iterator[dict[str, Any]]:
    """What mends the conflict at one definition. `refused` says why it cannot be had; a renaming is asked for there."""
    conflict = shown.conflict
    if row.registry_type is RegistryType.WORKSPACE:
        yield {"kind": "rename", "title": f"Rename '{row.name}' of {row.namespace}", "refused": None}
    pinned = "the settings pin it already" if conflict.pin == row.namespace else None
    yield {"kind": "pin", "title": f"Pin '{row.name}' to {row.namespace}", "refused": pinned}
    for one in refactorings(snapshot, row.path, snapshot.view.name_span(row)):
        if one.kind == EXTRACT:
            yield {"kind": "promote", "title": one.title, "refused": one.disabled or None}
