"""Why a name means what it means, and how well all registries are. What is wrong is reported, never raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cursus_registry.api.definitions import StepDefinition
from cursus_registry.api.errors import RegistryError, RegistryLoadError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.results import RegistryValidationResult
from cursus_registry.api.validation import validate_core, validate_workspace
from cursus_registry.resolution.names import near_names

HEALTHY = "HEALTHY"
UNHEALTHY = "UNHEALTHY"
ERROR = "ERROR"
UNKNOWN = "UNKNOWN"


@dataclass(slots=True)
class _Diagnosis:
    """What was found of a name so far."""

    path: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    def add(self, error: RegistryError) -> None:
        """Report what cannot be read, or is not there."""
        self.issues.append(str(error))
        self.advice.append(error.advice)


class RegistryDiagnostics:
    """Diagnoses the registries of a manager."""

    def __init__(self, registry_manager: UnifiedRegistryManager) -> None:
        self.registry_manager = registry_manager

    def diagnose_step_resolution(self, step_name: str, workspace_id: str | None = None) -> dict[str, Any]:
        """Where a name was found (`resolution_path`), what is in the way (`issues`), what to do (`recommendations`).

        A workspace that is not there, and a registry that does not parse, are issues.
        """
        diagnosis = _Diagnosis()
        self._look_in_core(step_name, diagnosis)
        if workspace_id is not None:
            self._look_in_workspace(step_name, workspace_id, diagnosis)
        if not diagnosis.path:
            self._suggest(step_name, workspace_id, diagnosis)
        return {
            "step_name": step_name,
            "workspace_id": workspace_id,
            "resolution_path": diagnosis.path,
            "issues": list(dict.fromkeys(diagnosis.issues)),
            "recommendations": [advice for advice in dict.fromkeys(diagnosis.advice) if advice],
        }

    def diagnose_registry_health(self) -> dict[str, Any]:
        """The state of the core and of each workspace, in the words `HEALTHY`, `UNHEALTHY`, `ERROR` and `UNKNOWN`.

        `UNHEALTHY` has errors, `ERROR` cannot be read, of `UNKNOWN` only running it could tell. The whole project is
        read.
        """
        core = self._health_of_core()
        fault = core["issues"][0] if core["status"] == ERROR else None
        problems: list[str] = []
        workspaces = {workspace: self._health_of(workspace, fault) for workspace in self._ids(fault, problems)}
        conflicts = self._conflicts(fault, problems)
        parts = (core, *workspaces.values())
        is_sound = not problems and all(part["status"] in {HEALTHY, UNKNOWN} for part in parts)
        return {
            "overall_status": HEALTHY if is_sound else UNHEALTHY,
            "core_registry": core,
            "workspace_registries": workspaces,
            "system_issues": problems,
            "recommendations": _recommendations({part["status"] for part in parts}, conflicts),
        }

    def _look_in_core(self, step: str, diagnosis: _Diagnosis) -> None:
        try:
            found = self.registry_manager.get_step_definition(step)
        except RegistryError as error:
            diagnosis.add(error)
            return
        if found is None:
            diagnosis.issues.append("not found in the core registry")
        else:
            diagnosis.path.append(f"found in the core registry: {_described(found)}")

    def _look_in_workspace(self, step: str, workspace: str, diagnosis: _Diagnosis) -> None:
        try:
            found = self.registry_manager.get_step_definition(step, workspace)
        except RegistryError as error:
            diagnosis.add(error)
            return
        if found is None:
            diagnosis.issues.append(f"not found in the workspace {workspace}")
        else:
            diagnosis.path.append(f"found in the workspace {workspace}: {_described(found)}")

    def _suggest(self, step: str, workspace: str | None, diagnosis: _Diagnosis) -> None:
        """The nearest names that can be used, and the workspaces that have this very one."""
        diagnosis.advice.append("look how the step is spelt, and what the registries declare")
        try:
            view = self.registry_manager.state.everything().view
        except RegistryError as error:
            diagnosis.add(error)
            return
        near = near_names(step, view.visible_names(workspace), limit=3)
        if near:
            diagnosis.advice.append(f"did you mean {', '.join(near)}?")
        others = [row.namespace for row in view.elsewhere(step, workspace)]
        if others:
            diagnosis.advice.append(f"{', '.join(others)} declares it: copy the entry, or ask for it there")

    def _ids(self, core_fault: str | None, problems: list[str]) -> list[str]:
        try:
            return self.registry_manager.list_workspaces()
        except RegistryError as error:
            _note(error, core_fault, problems)
            return []

    def _conflicts(self, core_fault: str | None, problems: list[str]) -> list[str]:
        try:
            found = self.registry_manager.get_step_conflicts()
        except RegistryError as error:
            _note(error, core_fault, problems)
            return []
        if found:
            problems.append(f"several workspaces declare a step of the name {', '.join(found)}")
        return list(found)

    def _health_of_core(self) -> dict[str, Any]:
        state = self.registry_manager.state
        try:
            is_complete = state.core().view.base.complete
            return _health(validate_core(state), is_complete=is_complete)
        except RegistryError as error:
            return {"status": ERROR, "issues": [str(error)]}

    def _health_of(self, workspace: str, core_fault: str | None) -> dict[str, Any]:
        """The state of a workspace; a fault of the core is told of the core alone."""
        state = self.registry_manager.state
        try:
            state.workspace(workspace)
        except RegistryLoadError as error:
            if str(error) != core_fault:
                return {"status": ERROR, "issues": [str(error)]}
        except RegistryError as error:
            return {"status": ERROR, "issues": [str(error)]}
        try:
            found = validate_workspace(state, workspace)
        except RegistryError as error:  # it has gone meanwhile
            return {"status": ERROR, "issues": [str(error)]}
        with state.held() as registries:
            is_complete = registries.project.snapshot.view.own(workspace).complete
        return _health(found, is_complete=is_complete)


def _health(found: RegistryValidationResult, *, is_complete: bool) -> dict[str, Any]:
    if not found.is_valid:
        return {"status": UNHEALTHY, "issues": found.issues}
    return {"status": HEALTHY if is_complete else UNKNOWN, "issues": []}


def _note(error: RegistryError, core_fault: str | None, problems: list[str]) -> None:
    if str(error) != core_fault:
        problems.append(str(error))


def _described(found: StepDefinition) -> str:
    place = f" ({found.path}:{found.line})" if found.path else ""
    return f"{found.registry_type}{place}"


def _recommendations(statuses: set[str], conflicts: list[str]) -> list[str]:
    found: list[str] = []
    if statuses & {UNHEALTHY, ERROR}:
        found.append("Mend what is named in the issues; `cursus-registry check` shows the lines")
    if conflicts:
        found.append("Settle the names that several workspaces declare: rename, pin one, or state a strategy")
    if UNKNOWN in statuses:
        found.append("Write tables as plain dictionaries where only running the file could tell what they hold")
    return found
