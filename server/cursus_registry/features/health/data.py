"""The health of a project as plain data."""

from __future__ import annotations

from typing import Any

from cursus_registry.features.health.gather import Counts, Health, Source
from cursus_registry.features.health.text import settings_path
from cursus_registry.project import Snapshot


def health_json(snapshot: Snapshot, health: Health) -> dict[str, Any]:
    """The same as the lines say, all of it."""
    return {
        "version": 1,
        "root": snapshot.root,
        "status": health.overall.value,
        "sources": {
            kind: [_json_source(snapshot, source) for source in health.sources if source.kind == kind]
            for kind in health.kinds
        },
        "settings_file": settings_path(snapshot),
        "unreadable": dict(health.unreadable),
        "silent_workspaces": None if health.silent is None else list(health.silent),
        "consequences": list(health.consequences),
        "counts": _json_counts(health.counts),
    }


def _json_source(snapshot: Snapshot, source: Source) -> dict[str, Any]:
    return {
        "path": snapshot.shown(source.path),
        "workspace": source.workspace,
        "status": source.status.name.lower(),
        "gaps": [{"line": gap.line, "code": gap.code, "message": gap.message} for gap in source.gaps],
        "steps": source.steps,
        "overrides": source.overrides,
    }


def _json_counts(counts: Counts) -> dict[str, Any]:
    return {
        "steps": dict(counts.steps),
        "overrides": counts.overrides,
        "workspaces": counts.workspaces,
        "conflicts": counts.conflicts,
        "all_conflicts": counts.all_conflicts,
        "findings": {severity.label: count for severity, count in counts.findings.items()},
        "mentions": counts.mentions,
        "mentioning_files": counts.mentioning_files,
        "files": dict(counts.files),
    }
