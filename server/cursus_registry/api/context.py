"""In which workspace a program is, and the one manager that is there without being made. It must not know any table."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from cursus_registry.api.ambient import (
    clear_workspace_context,
    get_workspace_context,
    set_workspace_context,
    workspace_context,
)
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files.surroundings import WORKSPACE_VARIABLE, working_directory, workspace_variable

__all__ = [
    "clear_workspace_context",
    "current_workspace",
    "get_global_registry_manager",
    "get_workspace_context",
    "manager_in_charge",
    "reset_global_registry_manager",
    "set_workspace_context",
    "workspace_context",
    "workspace_in_force",
]

_lock = Lock()
_default: UnifiedRegistryManager | None = None
_in_charge: ContextVar[UnifiedRegistryManager | None] = ContextVar("cursus_registry_manager", default=None)
_stale: set[str] = set()


def current_workspace(config: object = None, manager: UnifiedRegistryManager | None = None) -> str | None:
    """The workspace that counts: a configuration's `workspace_id`, the one that was set, `CURSUS_WORKSPACE_ID`, the
    one whose folder the process is in (registry semantics, "Which workspace am I in?"); None for the core.
    """
    stated = getattr(config, "workspace_id", None)
    if isinstance(stated, str) and stated:
        return stated
    return get_workspace_context() or workspace_variable() or _workspace_here(manager or get_global_registry_manager())


def workspace_in_force(manager: UnifiedRegistryManager, workspace_id: str | None = None) -> str | None:
    """The workspace that the old tables are about: the one that is given, else the one that counts; None for the core.

    What is given or was set stands, be there such a workspace or not: looking it up tells. A place or a variable of
    the environment that names none is passed over, and the variable is warned of, once.
    """
    stated = workspace_id or get_workspace_context()
    if stated:
        return stated
    found = current_workspace(manager=manager)
    if found is None or manager.state.has(found):
        return found
    if found == workspace_variable() and found not in _stale:
        _stale.add(found)
        message = f"{WORKSPACE_VARIABLE} names the workspace {found!r}, which is not there; the core's steps are used"
        warnings.warn(message, stacklevel=2)
    return None


@contextmanager
def manager_in_charge(manager: UnifiedRegistryManager) -> Iterator[None]:
    """To the end of the block a manager stands for the default one, for this thread or task.

    The modules of builders ask the project that they are loaded for, wherever the process is.
    """
    token = _in_charge.set(manager)
    try:
        yield
    finally:
        _in_charge.reset(token)


def get_global_registry_manager() -> UnifiedRegistryManager:
    """The manager of the project that `CURSUS_PROJECT_ROOT`, else the working directory, is in; made at first use.

    Raises RegistryLoadError if there is none.
    """
    in_charge = _in_charge.get()
    if in_charge is not None:
        return in_charge
    global _default  # noqa: PLW0603 - the one thing that is kept for the whole process
    with _lock:
        if _default is None or _default.state.closed:
            _default = UnifiedRegistryManager()
        return _default


def reset_global_registry_manager() -> None:
    """Forget the manager; the next one is made where the process is then."""
    global _default  # noqa: PLW0603 - see above
    with _lock:
        if _default is not None:
            _default.close()
        _default = None


def _workspace_here(manager: UnifiedRegistryManager) -> str | None:
    here = working_directory()
    project = manager.state.registries.project
    base = f"{project.root.rstrip('/')}/{project.layout.workspace_folders[0]}".rstrip("/") + "/"
    if here is None or not here.startswith(base):
        return None
    return here.removeprefix(base).partition("/")[0]
