"""Which file is what, by its path alone: the default layout of a Cursus checkout.

Watch patterns and the walk over a project come from here. It must not open a file.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from cursus_registry.text import folded


class FileKind(Enum):
    """What a path stands for in a project."""

    CORE = "core"
    INTERFACE = "interface"
    EXTRAS = "extras"
    PACK = "pack"
    WORKSPACE = "workspace"
    HYPERPARAMETERS = "hyperparameters"
    COMPONENT = "component"
    PYTHON = "python"
    SETTINGS = "settings"
    OTHER = "other"


class Place(NamedTuple):
    """The meaning of a path: its kind, and the id of the workspace whose folder it is in."""

    kind: FileKind
    workspace: str | None = None


CORE_PATHS = (
    "src/cursus/registry/step_names.py",
    "src/cursus/registry/step_names_original.py",
    "src/cursus/registry/step_names_base.py",
    "src/cursus/steps/registry/step_names.py",
)
WORKSPACES = "developer_workspaces/developers"
WORKSPACE_REGISTRY = "src/cursus_dev/registry/workspace_registry.py"
CORE_SOURCE = "src/cursus"
WORKSPACE_SOURCE = "src/cursus_dev"
SETTINGS_FILES = ("cursus-registry.toml", "pyproject.toml")
SKIPPED_FOLDERS = frozenset(
    {".venv", "venv", "site-packages", "node_modules", ".git", ".hg", ".svn", "__pycache__"}
    | {
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".tox",
        ".nox",
        ".hypothesis",
        ".eggs",
        ".ipynb_checkpoints",
    }
)
WATCH_PATTERNS = (
    "**/*.py",
    "**/cursus-registry.toml",
    "**/pyproject.toml",
    "**/developer_workspaces/developers/*",
    "**/src/cursus",
    "**/src/cursus/registry",
)
RESERVED_NAMESPACES = frozenset({"core", "pack"})

_WORKSPACE = re.compile(rf"{WORKSPACES}/(?P<id>[^/]+)/(?P<rest>.+)\Z")
_COMPONENT_FILES = {
    "builders": ("builder", "builder_", "_step"),
    "configs": ("config", "config_", "_step"),
    "specs": ("spec", "", "_spec"),
    "contracts": ("contract", "", "_contract"),
    "scripts": ("script", "", ""),
}
COMPONENT_KINDS = tuple(kind for kind, _, _ in _COMPONENT_FILES.values())
_COMPONENT = re.compile(
    rf"(?:{CORE_SOURCE}|{WORKSPACES}/[^/]+/{WORKSPACE_SOURCE})/steps/(?P<folder>{'|'.join(_COMPONENT_FILES)})/"
)
MARKERS = (*CORE_PATHS, f"{WORKSPACES}/")


def place_of(relative: str) -> Place:
    """What a path below the project's root stands for; `relative` uses `/`."""
    match = _WORKSPACE.match(relative)
    workspace = match["id"] if match else None
    if match and match["rest"] == WORKSPACE_REGISTRY:
        return Place(FileKind.WORKSPACE, workspace)
    if relative in CORE_PATHS:
        return Place(FileKind.CORE)
    if relative in SETTINGS_FILES:
        return Place(FileKind.SETTINGS)
    if not relative.endswith(".py"):
        return Place(FileKind.OTHER, workspace)
    if _COMPONENT.match(relative):
        return Place(FileKind.COMPONENT, workspace)
    return Place(FileKind.PYTHON, workspace)


def module_name(relative: str) -> str:
    """The dotted name of a Python file as an import would spell it, from the folder that holds its packages."""
    stem = relative.removesuffix(".py").removesuffix("/__init__")
    match = _WORKSPACE.match(f"{stem}/")
    inside = match["rest"].rstrip("/") if match else stem
    return inside.removeprefix("src/").replace("/", ".")


def component_key(relative: str) -> str | None:
    """Which step's component a file is by its name: workspace, kind and folded step name; None if it is none.

    File names are compared without case and separators, never built from lists of acronyms.
    """
    match = _COMPONENT.match(relative)
    stem = relative[match.end() :].removesuffix(".py") if match else ""
    if match is None or not stem or "/" in stem:
        return None
    kind, before, after = _COMPONENT_FILES[match["folder"]]
    if not stem.startswith(before) or not stem.endswith(after):
        return None
    return key_of_component(place_of(relative).workspace, kind, stem.removeprefix(before).removesuffix(after))


def key_of_component(workspace: str | None, kind: str, step: str) -> str:
    """The key under which a step's component of a kind is kept."""
    return f"{workspace or ''}/{kind}/{folded(step)}"
