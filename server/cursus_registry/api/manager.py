"""The one manager of all registries of a project: what a step is, to whom, and what to do where names collide.

It asks the engine and turns its answers into definitions. It must not know how files are read or written.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cursus_registry.api.convert import definition_of, namespaced_of
from cursus_registry.api.definitions import ResolutionContext, StepDefinition
from cursus_registry.api.registration import Registrar
from cursus_registry.api.resolver import RegistryConflictResolver
from cursus_registry.api.results import ConflictAnalysis, DistributedRegistryValidationResult, StepResolutionResult
from cursus_registry.api.sources import PathLike, open_registries
from cursus_registry.api.state import State
from cursus_registry.api.tables import Entry, legacy_table, visible_rows
from cursus_registry.api.validation import validate_core, validate_workspace
from cursus_registry.files import FileSystem
from cursus_registry.resolution.conflicts import detailed_conflicts, plain_conflicts

if TYPE_CHECKING:
    from cursus_registry.api.views import CoreStepRegistry, WorkspaceStepRegistry


class UnifiedRegistryManager:
    """Core and workspaces of one project.

    Without arguments the project is found upward from `CURSUS_PROJECT_ROOT`, else from the working directory; `project`
    names another place to begin. `core_registry_path` and `workspaces_root` stand in for the usual places. Workspaces
    are read when they are asked for; files that have changed are read again (they are looked at every half second at
    most, or at `refresh`). May be used by several threads. Raises RegistryLoadError if there is nothing to read.
    """

    def __init__(
        self,
        core_registry_path: PathLike | None = None,
        workspaces_root: PathLike | None = None,
        project: PathLike | None = None,
        *,
        files: FileSystem | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        registries = open_registries(core_registry_path, workspaces_root, project, files)
        self.state = State(registries, clock)
        self.registrar = Registrar(self.state)
        self.conflict_resolver = RegistryConflictResolver(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def core_registry(self) -> CoreStepRegistry:
        """The core alone."""
        from cursus_registry.api.views import CoreStepRegistry  # noqa: PLC0415 - each is made of the other

        return CoreStepRegistry.of(self)

    @property
    def workspaces_root(self) -> Path:
        """The folder that holds the workspaces' folders."""
        project = self.state.registries.project
        return Path(project.root, project.layout.workspace_folders[0])

    @property
    def project_root(self) -> Path:
        """The folder of the project."""
        return Path(self.state.registries.project.root)

    def list_workspaces(self) -> list[str]:
        """The ids of all workspaces, sorted; one without a registry has what the core has."""
        with self.state.held() as registries:
            return registries.ids()

    def workspace_registry(self, workspace_id: str) -> WorkspaceStepRegistry:
        """One workspace over the core. Raises WorkspaceRegistryError if there is none of that id."""
        from cursus_registry.api.views import WorkspaceStepRegistry  # noqa: PLC0415 - each is made of the other

        self.state.workspace(workspace_id)
        return WorkspaceStepRegistry.of(self, workspace_id)

    # Look-ups: another workspace is never looked at

    def get_step_definition(self, step_name: str, workspace_id: str | None = None) -> StepDefinition | None:
        """What a name, with or without a job-type suffix, means in a workspace, else in the core; None if nothing."""
        snapshot = self.state.workspace(workspace_id)
        row = snapshot.view.look_up(step_name, workspace_id).declaration
        return definition_of(snapshot.view, row) if row else None

    def get_all_step_definitions(self, workspace_id: str | None = None) -> dict[str, StepDefinition]:
        """Every step of a workspace, else of the core: the core's in their order, then the workspace's own."""
        snapshot = self.state.workspace(workspace_id)
        rows = visible_rows(snapshot.view, workspace_id)
        return {name: definition_of(snapshot.view, row) for name, row in rows.items()}

    def get_steps_by_type(self, sagemaker_step_type: str, workspace_id: str | None = None) -> list[StepDefinition]:
        """The steps of a SageMaker type."""
        found = self.get_all_step_definitions(workspace_id).values()
        return [definition for definition in found if definition.sagemaker_step_type == sagemaker_step_type]

    def discover_workspace_steps(self, workspace_id: str) -> dict[str, StepDefinition]:
        """What a workspace declares itself, an override in the place of a step; none if there is no such workspace."""
        if not self.state.has(workspace_id):
            return {}
        snapshot = self.state.workspace(workspace_id)
        own = snapshot.view.own(workspace_id)
        return {name: definition_of(snapshot.view, own.overrides.get(name) or own.steps[name]) for name in own.names()}

    def create_legacy_step_names_dict(self, workspace_id: str | None = None) -> dict[str, Entry]:
        """The table `STEP_NAMES` of a workspace, else of the core; the caller's own."""
        return legacy_table(self.state, workspace_id).copy()

    # Across workspaces

    def resolve_step_with_context(self, step_name: str, context: ResolutionContext) -> StepResolutionResult:
        """One of all definitions of a name, the other workspaces' included, explained (see the resolver)."""
        return self.conflict_resolver.resolve_step_conflict(step_name, context)

    def get_step_definition_with_resolution(
        self,
        step_name: str,
        workspace_id: str | None = None,
        preferred_framework: str | None = None,
        environment_tags: Iterable[str] | None = None,
    ) -> StepDefinition | None:
        """The definition that a strategy takes; None if none is."""
        context = ResolutionContext(
            workspace_id=workspace_id,
            preferred_framework=preferred_framework,
            environment_tags=list(environment_tags or ()),
        )
        return self.resolve_step_with_context(step_name, context).selected_definition

    def get_step_conflicts(self) -> dict[str, list[StepDefinition]]:
        """The names that two workspaces declare as a step, with every definition of them."""
        snapshot = self.state.everything()
        return {
            conflict.name: [definition_of(snapshot.view, found.row) for found in conflict.definitions if found.is_step]
            for conflict in plain_conflicts(snapshot.view, snapshot.settings.pins)
        }

    def get_all_step_conflicts_detailed(self) -> dict[str, ConflictAnalysis]:
        """Every name with definitions in more than one namespace: in what they differ, what could be done."""
        snapshot = self.state.everything()
        return {
            conflict.name: ConflictAnalysis(
                step_name=conflict.name,
                conflicting_definitions=[namespaced_of(snapshot.view, found.row) for found in conflict.definitions],
                conflict_type=conflict.type.value,
                resolution_recommendations=list(conflict.recommendations),
            )
            for conflict in detailed_conflicts(snapshot.view, snapshot.settings.pins)
        }

    def validate_distributed_registry(self) -> DistributedRegistryValidationResult:
        """What is wrong in the core and in every workspace; valid without errors and without colliding steps."""
        core = validate_core(self.state)
        workspaces = {workspace: validate_workspace(self.state, workspace) for workspace in self.list_workspaces()}
        conflicts = self.get_step_conflicts()
        sound = core.is_valid and all(found.is_valid for found in workspaces.values())
        return DistributedRegistryValidationResult(
            is_valid=sound and not conflicts,
            core_validation=core,
            workspace_validations=workspaces,
            conflicts=conflicts,
        )

    def get_registry_statistics(self) -> dict[str, Any]:
        """How much there is of everything."""
        core = self.get_all_step_definitions()
        summaries = {
            workspace: self.workspace_registry(workspace).get_registry_summary() for workspace in self.list_workspaces()
        }
        return {
            "core_registry": {
                "total_steps": len(core),
                "step_types": dict(Counter(found.sagemaker_step_type or "Unknown" for found in core.values())),
            },
            "workspace_registries": summaries,
            "system_totals": {
                "total_workspaces": len(summaries),
                "total_workspace_steps": sum(found["workspace_steps"] for found in summaries.values()),
                "total_overrides": sum(found["overridden_steps"] for found in summaries.values()),
            },
        }

    # Registration

    def register_step(self, definition: StepDefinition, workspace_id: str | None = None, *, save: bool = False) -> bool:
        """A step more, in a workspace, else in the core; False if the core has it already.

        It stays in memory, unless `save` is true: then the registry's file is edited in its place. Raises
        RegistryValidationError for a definition that may not stand there, WorkspaceRegistryError, or RegistryError
        if the file cannot be written; then nothing has changed.
        """
        return self.registrar.register(definition, workspace_id, save=save)

    def override_step(
        self, step_name: str, definition: StepDefinition, workspace_id: str, *, save: bool = False
    ) -> bool:
        """A core step as a workspace has it; False if the core has no such step. Raises like `register_step`."""
        return self.registrar.override(step_name, definition, workspace_id, save=save)

    # Life

    def refresh(self) -> None:
        """Read again now what has changed on the disk."""
        self.state.refresh()

    def close(self) -> None:
        """Let go of everything that was read; nothing can be asked any more."""
        self.state.close()
