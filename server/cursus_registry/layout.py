"""Which file is what, by its path alone: the default layout of a Cursus checkout.

Watch patterns and the walk over a project come from here. It must not open a file.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class FileKind(Enum):
    """What a path stands for in a project."""

    CORE = "core"
    WORKSPACE = "workspace"
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
COMPONENT_FOLDERS = ("builders", "configs", "specs", "contracts", "scripts")
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
_COMPONENT = re.compile(
    rf"(?:{CORE_SOURCE}|{WORKSPACES}/[^/]+/{WORKSPACE_SOURCE})/steps/(?:{'|'.join(COMPONENT_FOLDERS)})/"
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
