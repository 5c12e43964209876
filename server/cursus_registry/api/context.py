"""In which workspace a program is, and the one manager that is there without being made.

The context is a context variable: threads and tasks do not see each other's. It must not know any table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files.surroundings import working_directory, workspace_variable

_workspace: ContextVar[str | None] = ContextVar("cursus_registry_workspace", default=None)
_lock = Lock()
_default: UnifiedRegistryManager | None = None


def set_workspace_context(workspace_id: str) -> None:
    """From here on this thread, or task, is in a workspace."""
    _workspace.set(workspace_id)


def get_workspace_context() -> str | None:
    """The workspace that was set; None if none was."""
    return _workspace.get()


def clear_workspace_context() -> None:
    """From here on no workspace is set."""
    _workspace.set(None)


@contextmanager
def workspace_context(workspace_id: str | None) -> Iterator[None]:
    """In a workspace to the end of the block, then as before."""
    token = _workspace.set(workspace_id)
    try:
        yield
    finally:
        _workspace.reset(token)


def current_workspace(config: object = None, manager: UnifiedRegistryManager | None = None) -> str | None:
    """The workspace that counts: a configuration's `workspace_id`, the one that was set, `CURSUS_WORKSPACE_ID`, the
    one whose folder the process is in (registry semantics, "Which workspace am I in?"); None for the core.
    """
    stated = getattr(config, "workspace_id", None)
    if isinstance(stated, str) and stated:
        return stated
    return _workspace.get() or workspace_variable() or _workspace_here(manager or get_global_registry_manager())


def get_global_registry_manager() -> UnifiedRegistryManager:
    """The manager of the project that `CURSUS_PROJECT_ROOT`, else the working directory, is in; made at first use.

    Raises RegistryLoadError if there is none.
    """
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
    base = f"{manager.workspaces_root.as_posix()}/"
    if here is None or not here.startswith(base):
        return None
    return here.removeprefix(base).partition("/")[0]
