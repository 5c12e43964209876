"""What the builder registry asks the engine, in the workspace that counts: steps, builders, what cannot be loaded."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from cursus_registry.api.context import get_global_registry_manager, workspace_in_force
from cursus_registry.api.discovery import RegistryDiscoveryService
from cursus_registry.api.errors import BuilderLoadError, RegistryError
from cursus_registry.api.scopes import workspace_of
from cursus_registry.api.tables import Entry, legacy_table
from cursus_registry.api.visits import LOCK

SUFFIX = "StepBuilder"

_log = logging.getLogger(__name__)
_service: RegistryDiscoveryService | None = None


def discovery() -> RegistryDiscoveryService:
    """The discovery of the default manager, whichever that is now."""
    global _service  # noqa: PLW0603 - it goes with the default manager
    manager = get_global_registry_manager()
    with LOCK:
        if _service is None or _service.registry_manager is not manager:
            _service = RegistryDiscoveryService(manager)
        return _service


def steps() -> Mapping[str, Entry]:
    """The table of the steps, for readers only. Raises RegistryLoadError, WorkspaceRegistryError."""
    manager = get_global_registry_manager()
    return legacy_table(manager.state, workspace_in_force(manager)).entries


def failures() -> dict[str, BuilderLoadError]:
    """What could not be loaded in the workspace that counts, by step."""
    service = discovery()
    workspace = workspace_in_force(service.registry_manager)
    return {error.step_name: error for error in service.failures if error.workspace_id == workspace}


def synthesised(names: Iterable[str]) -> set[str]:
    """Those of some steps whose builder the framework makes."""
    service = discovery()
    workspace = workspace_in_force(service.registry_manager)
    return {step for step in names if service.resolve_step_components(step, workspace).synthesised}


def step_of(builder_class: type) -> str:
    """The step that names a class as its builder, in the workspace that the class was loaded for."""
    name = builder_class.__name__
    try:
        manager = get_global_registry_manager()
        workspace = workspace_in_force(manager, workspace_of(builder_class.__module__))
        entries = legacy_table(manager.state, workspace).entries
    except RegistryError as error:
        _log.warning("the steps cannot be read: %s", error)
        entries = {}
    named = {entry.get("builder_step_name"): step for step, entry in entries.items()}
    if name not in named:
        _log.warning("no step names %r as its builder; it is registered by its own name", name)
    return named.get(name) or name.removesuffix(SUFFIX) or name
