"""What the framework's base classes take the tables from: for each object the tables of its own workspace.

Nothing is kept: an object whose configuration, or whose context, names another workspace sees that one's steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cursus_registry.compat import tables

__all__ = ["WorkspaceAwareBuilderMixin", "WorkspaceAwareConfigMixin"]


class WorkspaceAwareBuilderMixin:
    """For a base class of step builders: `config.workspace_id` names the workspace, else the context does."""

    @property
    def STEP_NAMES(self) -> dict[str, str]:  # noqa: N802 - the name that the framework uses
        """The builder class of each step. Raises WorkspaceRegistryError."""
        return tables.content_of("BUILDER_STEP_NAMES", self._get_workspace_context()).copy()

    def _get_workspace_context(self) -> str | None:
        return _workspace_of(getattr(self, "config", None))


class _OfClassOrObject:
    """A method that is called on a class or on one of its objects, and is given whichever it was."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __get__(self, instance: object, owner: type) -> Callable[[], Any]:
        return lambda: self.function(owner if instance is None else instance)


class WorkspaceAwareConfigMixin:
    """For a base class of configurations: an object's `workspace_id` counts, else the context; of a class the context.

    A `workspace_id` that is a plain attribute of the class counts for the class, too.
    """

    @_OfClassOrObject
    def get_step_registry(self) -> dict[str, str]:
        """The step of each configuration class. Raises WorkspaceRegistryError."""
        return tables.content_of("CONFIG_STEP_REGISTRY", _workspace_of(self)).copy()

    @_OfClassOrObject
    def _get_workspace_context(self) -> str | None:
        return _workspace_of(self)


def _workspace_of(config: object) -> str | None:
    """The workspace that a configuration names, else the one that counts here."""
    stated = getattr(config, "workspace_id", None)
    return tables.in_force(tables.manager(), stated if isinstance(stated, str) else None)
