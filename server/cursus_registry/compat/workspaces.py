"""The workspaces behind the old tables: which one counts, which there are, and in what state the registries are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cursus_registry.api import ambient as context
from cursus_registry.api.ambient import get_workspace_context
from cursus_registry.api.errors import RegistryError
from cursus_registry.compat import tables

__all__ = [
    "clear_workspace_context",
    "get_registry_health",
    "get_registry_info",
    "get_workspace_context",
    "get_workspace_step_count",
    "has_workspace_conflicts",
    "is_hybrid_active",
    "list_available_workspaces",
    "refresh_registry",
    "set_workspace_context",
    "switch_to_core",
    "switch_to_workspace",
    "workspace_context",
]


def set_workspace_context(workspace_id: str) -> None:
    """From here on this thread, or task, is in a workspace. Whether there is one of that id is told by a look-up."""
    context.set_workspace_context(workspace_id)
    tables.follow()


def clear_workspace_context() -> None:
    """From here on no workspace is set."""
    context.clear_workspace_context()
    tables.follow()


@contextmanager
def workspace_context(workspace_id: str | None) -> Iterator[None]:
    """In a workspace to the end of the block, then as before."""
    with context.workspace_context(workspace_id):
        tables.follow()
        yield
    tables.follow()


switch_to_workspace = set_workspace_context
switch_to_core = clear_workspace_context


def list_available_workspaces() -> list[str]:
    """The ids of all workspaces, sorted."""
    return tables.manager().list_workspaces()


def get_workspace_step_count(workspace_id: str) -> int:
    """How many steps can be used in a workspace. Raises WorkspaceRegistryError if there is none of that id."""
    return len(tables.steps(workspace_id))


def has_workspace_conflicts() -> bool:
    """Whether two workspaces declare a step of one name."""
    return bool(tables.manager().get_step_conflicts())


def get_registry_info(workspace_id: str | None = None) -> dict[str, Any]:
    """What there is in the workspace that counts, in numbers and names."""
    workspace = tables.in_force(tables.manager(), workspace_id)
    steps = tables.steps(workspace_id)
    types = (entry.get("sagemaker_step_type") for entry in steps.values())
    found = {
        "workspace_id": workspace,
        "step_count": len(steps),
        "available_steps": sorted(steps),
        "sagemaker_types": list(dict.fromkeys(one for one in types if isinstance(one, str))),
        "has_conflicts": workspace is not None and has_workspace_conflicts(),
    }
    if workspace is None:
        return found
    return {**found, "workspace_step_count": len(steps), "available_workspaces": list_available_workspaces()}


def is_hybrid_active() -> bool:
    """Whether steps of workspaces can be looked up: the registries could be read."""
    return get_registry_health()["init_error"] is None


def get_registry_health() -> dict[str, Any]:
    """Whether the registries can be read, what stands against it, and which pack steps hide one of the core."""
    try:
        collisions = tables.pack_collisions()
    except RegistryError as error:
        return {"hybrid_active": False, "init_error": str(error), "pack_collisions": {}}
    return {"hybrid_active": True, "init_error": None, "pack_collisions": collisions}


def refresh_registry(pack_interfaces_dir: str | None = None) -> dict[str, str]:
    """Read again what has changed; with a folder of interface files, their steps are added as a pack's.

    They stay in memory, for as long as this program runs. The answer has each pack step that hides one of the core.
    Raises RegistryLoadError for a folder that is not there, or a file in it that does not parse.
    """
    if pack_interfaces_dir is not None:
        tables.add_pack(pack_interfaces_dir)
    tables.manager().refresh()
    tables.follow()
    return tables.pack_collisions()
