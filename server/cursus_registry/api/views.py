"""The core alone, and one workspace over it: thin views of a manager, with the constructors of the old classes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cursus_registry.api.convert import definition_of
from cursus_registry.api.definitions import StepDefinition
from cursus_registry.api.results import RegistryValidationResult
from cursus_registry.api.sources import PathLike
from cursus_registry.api.validation import validate_core, validate_workspace
from cursus_registry.files.surroundings import absolute_path

if TYPE_CHECKING:
    from cursus_registry.api.manager import UnifiedRegistryManager


class CoreStepRegistry:
    """The steps of the core, which every workspace inherits.

    `registry_path` is the file, or the folder, that they are in; without it the project is found as a manager does.
    """

    def __init__(self, registry_path: PathLike | None = None) -> None:
        from cursus_registry.api.manager import UnifiedRegistryManager  # noqa: PLC0415 - each is made of the other

        self.manager = UnifiedRegistryManager(registry_path)

    @classmethod
    def of(cls, manager: UnifiedRegistryManager) -> Self:
        """The core of a manager."""
        view = cls.__new__(cls)
        view.manager = manager
        return view

    @property
    def registry_path(self) -> Path:
        """The source of the core that wins over the others."""
        snapshot = self.manager.state.core()
        return Path(snapshot.view.index.core[-1])

    def get_step_definition(self, step_name: str) -> StepDefinition | None:
        """A step of the core; None if it has none of that name."""
        return self.manager.get_step_definition(step_name)

    def get_all_step_definitions(self) -> dict[str, StepDefinition]:
        """All steps of the core."""
        return self.manager.get_all_step_definitions()

    def get_steps_by_type(self, sagemaker_step_type: str) -> list[StepDefinition]:
        """The steps of a SageMaker type."""
        return self.manager.get_steps_by_type(sagemaker_step_type)

    def register_step(self, step_definition: StepDefinition, *, save: bool = False) -> bool:
        """A step more; False if there is one of that name (see `UnifiedRegistryManager.register_step`)."""
        return self.manager.register_step(step_definition, save=save)

    def validate_registry(self) -> RegistryValidationResult:
        """What is wrong in it."""
        return validate_core(self.manager.state)


class WorkspaceStepRegistry:
    """The steps of one workspace over those of the core; other workspaces are never looked at.

    `workspace_path` is the workspace's folder, its name the id. Raises WorkspaceRegistryError if there is no such
    folder, RegistryLoadError if its registry does not parse.
    """

    def __init__(self, workspace_path: PathLike, core_registry: CoreStepRegistry) -> None:
        from cursus_registry.api.manager import UnifiedRegistryManager  # noqa: PLC0415 - each is made of the other

        path = Path(absolute_path(workspace_path))
        self.workspace_id = path.name
        manager = core_registry.manager
        if manager.workspaces_root != path.parent:
            manager = UnifiedRegistryManager(core_registry.registry_path, path.parent)
        self.manager = manager
        self.manager.state.workspace(self.workspace_id)

    @classmethod
    def of(cls, manager: UnifiedRegistryManager, workspace_id: str) -> Self:
        """A workspace of a manager."""
        view = cls.__new__(cls)
        view.manager, view.workspace_id = manager, workspace_id
        return view

    @property
    def workspace_path(self) -> Path:
        """The workspace's folder."""
        return self.manager.workspaces_root / self.workspace_id

    @property
    def core_registry(self) -> CoreStepRegistry:
        """The core below it."""
        return self.manager.core_registry

    def get_step_definition(self, step_name: str) -> StepDefinition | None:
        """What a name means here: the override, else the workspace's step, else the core's."""
        return self.manager.get_step_definition(step_name, self.workspace_id)

    def get_all_step_definitions(self) -> dict[str, StepDefinition]:
        """Every step that can be used here."""
        return self.manager.get_all_step_definitions(self.workspace_id)

    def get_workspace_only_definitions(self) -> dict[str, StepDefinition]:
        """What the workspace declares itself."""
        return self.manager.discover_workspace_steps(self.workspace_id)

    def register_workspace_step(self, step_definition: StepDefinition, *, save: bool = False) -> bool:
        """A step more, or another one in the place of that of its name (see `UnifiedRegistryManager.register_step`)."""
        return self.manager.register_step(step_definition, self.workspace_id, save=save)

    def override_core_step(self, step_name: str, step_definition: StepDefinition, *, save: bool = False) -> bool:
        """A core step as it is here; False if the core has none of that name."""
        return self.manager.override_step(step_name, step_definition, self.workspace_id, save=save)

    def validate_registry(self) -> RegistryValidationResult:
        """What is wrong in it."""
        return validate_workspace(self.manager.state, self.workspace_id)

    def get_registry_summary(self) -> dict[str, Any]:
        """What there is, in numbers and names."""
        snapshot = self.manager.state.workspace(self.workspace_id)
        own, base = snapshot.view.own(self.workspace_id), snapshot.view.base
        return {
            "workspace_id": self.workspace_id,
            "workspace_path": str(self.workspace_path),
            "core_steps": len(base.steps),
            "workspace_steps": len(own.steps),
            "overridden_steps": len(own.overrides),
            "total_available_steps": len({*base.steps, *own.names()}),
            "workspace_step_names": list(own.steps),
            "overridden_step_names": list(own.overrides),
        }

    def declared_step(self, step_name: str) -> StepDefinition | None:
        """The workspace's own step of a name, even if an override of its own hides it."""
        snapshot = self.manager.state.workspace(self.workspace_id)
        row = snapshot.view.own(self.workspace_id).steps.get(step_name)
        return definition_of(snapshot.view, row) if row else None
