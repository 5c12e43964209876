"""Which parts a step has, and the classes of all builders. Finding reads files; only loading classes runs code."""

from __future__ import annotations

import logging
from typing import NamedTuple

from cursus_registry.api.context import manager_in_charge
from cursus_registry.api.convert import definition_of
from cursus_registry.api.errors import BuilderLoadError
from cursus_registry.api.loading import BuilderClass, Packages
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.parts import BUILDER, parts_of_all, parts_of_step, sources_of
from cursus_registry.api.results import StepComponentResolution
from cursus_registry.api.visits import LOCK
from cursus_registry.text import SourceText

_log = logging.getLogger(__name__)


class _Discovered(NamedTuple):
    """What was discovered of one state of the files."""

    revision: tuple[int, ...]
    sources: dict[str, SourceText]
    builders: dict[str, type]
    failures: list[BuilderLoadError]


class RegistryDiscoveryService:
    """The components of the steps of a manager, and the classes of their builders."""

    def __init__(self, registry_manager: UnifiedRegistryManager) -> None:
        self.registry_manager = registry_manager
        self._discovered: dict[str | None, _Discovered] = {}

    @property
    def failures(self) -> list[BuilderLoadError]:
        """The builders that could not be loaded when they were last discovered, in every workspace that was asked for.

        Each has `step_name`, `workspace_id`, the user's own file and line, and what to do.
        """
        return [failure for found in list(self._discovered.values()) for failure in found.failures]

    def discover_step_builders(self, workspace_id: str | None = None) -> dict[str, type]:
        """The builder classes of all steps of a workspace, else of the core, by step name.

        **This runs the user's code**: the modules of the builders, and what they import. Nothing else in the library
        does, but `WorkspaceComponentRegistry.find_builder_class`. The modules of two workspaces do not see each other;
        `sys.path`, and `sys.modules` but for what this interpreter can import by itself, are then as before. A module
        that fails is in `failures`, and a warning in the log; the others are loaded. A step without a builder's file,
        such as one whose builder the framework makes, is left out. A module is run once, until
        `clear_discovery_cache`. Raises WorkspaceRegistryError for an unknown workspace, RegistryLoadError for a
        registry that does not parse.
        """
        with LOCK:
            code = self.registry_manager.state.components(workspace_id)
            known = self._discovered.get(workspace_id)
            if known is None or known.revision != code.revision:
                known = self._discovered[workspace_id] = self._discover(workspace_id, known)
            return dict(known.builders)

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

    def clear_discovery_cache(self) -> None:
        """Forget the classes and the modules that they are in: the next discovery runs the modules again."""
        with LOCK:
            self._discovered.clear()
            self.registry_manager.state.loader.forget()

    def _discover(self, workspace: str | None, known: _Discovered | None) -> _Discovered:
        """What there is now; what was discovered before, if nothing that could matter has changed."""
        state = self.registry_manager.state
        found = parts_of_all(state, workspace)
        code = state.components(workspace)
        sources = sources_of(code, workspace)
        if known is not None and known.sources == sources:
            return known._replace(revision=code.revision)
        discovered = _Discovered(code.revision, sources, {}, [])
        packages = state.packages(workspace)
        for name, parts in found.items():
            if BUILDER not in parts.components:
                continue
            wanted = BuilderClass(name, workspace, parts.components[BUILDER].path, parts.builder_name)
            try:
                discovered.builders[name] = load_builder(self.registry_manager, wanted, packages)
            except BuilderLoadError as error:
                _log.warning("%s", error)
                discovered.failures.append(error)
        return discovered


def load_builder(manager: UnifiedRegistryManager, wanted: BuilderClass, packages: Packages) -> type:
    """Load a class, which **runs the user's code**; what that asks the default manager, this one answers.

    Raises BuilderLoadError.
    """
    with manager_in_charge(manager):
        return manager.state.loader.load(wanted, packages)
