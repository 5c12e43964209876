"""Single workspaces by their folders: their registries, what is wrong in them, the builders of their steps."""

from __future__ import annotations

from pathlib import Path

from cursus_registry.api.discovery import load_builder
from cursus_registry.api.errors import RegistryError, WorkspaceRegistryError
from cursus_registry.api.loading import BuilderClass
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.parts import BUILDER, parts_of_step
from cursus_registry.api.results import RegistryValidationResult
from cursus_registry.api.sources import PathLike
from cursus_registry.api.validation import validate_workspace
from cursus_registry.api.views import WorkspaceStepRegistry
from cursus_registry.files import Disk
from cursus_registry.files.surroundings import absolute_path
from cursus_registry.layout import WORKSPACE_REGISTRY


class WorkspaceComponentRegistry:
    """The components of the steps below one folder: that of a project, or the one that holds its workspaces.

    `registry_manager` stands in for the one that would be made. Raises RegistryLoadError if no registry is there.
    """

    def __init__(self, workspace_root: PathLike, registry_manager: UnifiedRegistryManager | None = None) -> None:
        self.workspace_root = workspace_root
        self.registry_manager = registry_manager or _manager_at(absolute_path(workspace_root))

    def find_component_paths(self, step_name: str, developer_id: str | None = None) -> dict[str, str]:
        """The files of a step's parts by kind, in a workspace, else in the core; empty for an unknown step.

        Nothing is run. Raises WorkspaceRegistryError for an unknown workspace, RegistryLoadError for a registry that
        does not parse.
        """
        _, parts = parts_of_step(self.registry_manager.state, step_name, developer_id)
        return {} if parts is None else {kind: part.path for kind, part in parts.components.items()}

    def find_builder_class(self, step_name: str, developer_id: str | None = None) -> type | None:
        """The builder class of a step in a workspace, else in the core; None if there is no such step, or no builder.

        **This runs the user's code**: the builder's module, and what it imports. See
        `RegistryDiscoveryService.discover_step_builders`, the one other method that does. Raises BuilderLoadError if
        the module cannot be loaded, and like `find_component_paths`.
        """
        state = self.registry_manager.state
        _, parts = parts_of_step(state, step_name, developer_id)
        if parts is None or BUILDER not in parts.components:
            return None
        wanted = BuilderClass(parts.row.name, developer_id, parts.components[BUILDER].path, parts.builder_name)
        return load_builder(self.registry_manager, wanted, state.packages(developer_id))


class WorkspaceRegistryLoader:
    """Opens single workspaces by their folders; those that stand beside each other share one core."""

    def __init__(self) -> None:
        self._managers: dict[str, UnifiedRegistryManager] = {}

    def load(self, workspace_path: PathLike) -> WorkspaceStepRegistry:
        """The registry of a workspace, over the core of its project.

        Raises WorkspaceRegistryError if there is no such folder, RegistryLoadError if its registry, or the core, does
        not parse.
        """
        path = _folder_of_workspace(workspace_path)
        manager = self._managers.get(str(path.parent))
        if manager is None or manager.state.closed:
            manager = self._managers[str(path.parent)] = _manager_for(path)
        return manager.workspace_registry(path.name)


class WorkspaceRegistryValidator:
    """Tells what is wrong in single workspaces."""

    def validate(self, workspace_path: PathLike) -> RegistryValidationResult:
        """What the rules find in a workspace's registry; one that does not parse is not valid, and that is said.

        The whole project is read. Raises WorkspaceRegistryError if there is no such folder.
        """
        path = _folder_of_workspace(workspace_path)
        with _manager_for(path) as manager:
            return validate_workspace(manager.state, path.name)


def _folder_of_workspace(workspace_path: PathLike) -> Path:
    path = Path(absolute_path(workspace_path))
    if not Disk().is_dir(path.as_posix()):
        raise WorkspaceRegistryError(
            "there is no such folder", path=path.as_posix(), advice="name the folder of a workspace"
        )
    return path


def _manager_for(workspace: Path) -> UnifiedRegistryManager:
    """The project that a workspace is in, wherever its settings have the workspaces."""
    above = workspace.parent
    try:
        manager = UnifiedRegistryManager(project=above)
    except RegistryError:
        return UnifiedRegistryManager(workspaces_root=above, project=above)
    if manager.workspaces_root == above:
        return manager
    manager.close()
    return UnifiedRegistryManager(workspaces_root=above, project=above)


def _manager_at(folder: str) -> UnifiedRegistryManager:
    """The project of a folder; if that holds workspaces itself, these are the ones."""
    disk = Disk()
    if disk.is_dir(folder) and any(
        disk.is_file(f"{folder}/{entry.name}/{WORKSPACE_REGISTRY}") for entry in disk.scan(folder)
    ):
        return UnifiedRegistryManager(workspaces_root=folder, project=folder)
    return UnifiedRegistryManager(project=folder)
