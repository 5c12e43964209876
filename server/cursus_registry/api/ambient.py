"""In which workspace a program says that it is: a context variable, so that threads and tasks do not see each other's.

It must not know any registry, so that it costs nothing to import.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_workspace: ContextVar[str | None] = ContextVar("cursus_registry_workspace", default=None)


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
