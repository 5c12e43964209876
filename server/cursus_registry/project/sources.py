"""Where the settings of a project put its registries; knows paths alone."""

from __future__ import annotations

import posixpath

from cursus_registry.layout import DEFAULT_LAYOUT, Layout
from cursus_registry.settings import Settings


def layout_of(settings: Settings, root: str) -> Layout:
    """The layout that the settings describe; what they leave out is as usual."""
    inside = [absolute_path(path, root) for path in settings.core if not is_outside(path, root)]
    core = tuple(posixpath.relpath(path, root) for path in inside)
    return Layout(
        core=core if settings.core else DEFAULT_LAYOUT.core,
        packs=tuple(_plain(path) for path in settings.packs),
        workspaces=tuple(_plain(path) for path in settings.workspaces) or DEFAULT_LAYOUT.workspaces,
    )


def is_outside(path: str, root: str) -> bool:
    """Whether a path of the settings leads out of the project."""
    return not f"{absolute_path(path, root)}/".startswith(f"{root.rstrip('/')}/")


def absolute_path(path: str, root: str) -> str:
    """A path of the settings, which counts from the project's root."""
    return posixpath.normpath(posixpath.join(root, path.replace("\\", "/")))


def _plain(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/"))
