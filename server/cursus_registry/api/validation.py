"""What the rules find in a registry, as messages. The whole project is read: some rules look beyond registries."""

from __future__ import annotations

from collections.abc import Iterable

from cursus_registry.api.definitions import RegistryTypeName
from cursus_registry.api.results import RegistryValidationResult
from cursus_registry.api.state import State
from cursus_registry.checks.model import Severity
from cursus_registry.project import Snapshot


def validate_core(state: State) -> RegistryValidationResult:
    """What is found in the sources of the core and of the packs."""
    snapshot = read_whole(state)
    index = snapshot.view.index
    return _result(snapshot, [*index.core, *index.packs], "core", len(snapshot.view.base.steps))


def validate_workspace(state: State, workspace: str) -> RegistryValidationResult:
    """What is found in the registry of a workspace; nothing if it has none. Raises WorkspaceRegistryError."""
    if not state.has(workspace):
        state.workspace(workspace)
    snapshot = read_whole(state)
    path = snapshot.view.index.workspaces.get(workspace)
    own = snapshot.view.own(workspace)
    return _result(snapshot, [path] if path else [], "workspace", len(own.steps) + len(own.overrides))


def read_whole(state: State) -> Snapshot:
    """The state of the whole project, as it is now."""
    with state.held() as registries:
        for _ in registries.project.follow():
            pass
        return registries.project.snapshot


def _result(snapshot: Snapshot, paths: Iterable[str], kind: RegistryTypeName, count: int) -> RegistryValidationResult:
    issues: list[str] = []
    warnings: list[str] = []
    for path in paths:
        for finding in snapshot.check(path):
            (issues if finding.severity is Severity.ERROR else warnings).append(finding.message)
    return RegistryValidationResult(
        is_valid=not issues, issues=issues, warnings=warnings, registry_type=kind, step_count=count
    )
