"""Which parts a step has, and the classes of all builders. Finding reads files; only loading classes runs code."""

from __future__ import annotations

from cursus_registry.api.convert import definition_of
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.parts import parts_of_step
from cursus_registry.api.results import StepComponentResolution


class RegistryDiscoveryService:
    """The components of the steps of a manager."""

    def __init__(self, registry_manager: UnifiedRegistryManager) -> None:
        self.registry_manager = registry_manager

    def resolve_step_components(self, step_name: str, workspace_id: str | None = None) -> StepComponentResolution:
        """The files of a step's builder, configuration, specification, contract and script. Nothing is run.

        A workspace's own step has those of the workspace, then the core's. Raises WorkspaceRegistryError for an unknown
        workspace, RegistryLoadError for a registry that does not parse.
        """
        view, parts = parts_of_step(self.registry_manager.state, step_name, workspace_id)
        if parts is None:
            return StepComponentResolution(step_name=step_name, found=False, workspace_id=workspace_id)
        return StepComponentResolution(
            step_name=step_name,
            found=True,
            definition=definition_of(view, parts.row),
            workspace_id=workspace_id,
            synthesised=parts.synthesised,
            **{f"{kind}_path": part.path for kind, part in parts.components.items()},
        )
