"""Which file is what, by its path alone: the layout of a Cursus checkout, or another that the settings describe.

Watch patterns and the walk over a project come from here. It must not open a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
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
    DAG = "dag"
    CONFIG = "config"
    NOTEBOOK = "notebook"
    SETTINGS = "settings"
    OTHER = "other"


CORE_SOURCES = frozenset({FileKind.CORE, FileKind.INTERFACE, FileKind.EXTRAS})
"""The kinds of files that core is the union of."""
REGISTRIES = CORE_SOURCES | {FileKind.PACK, FileKind.WORKSPACE, FileKind.HYPERPARAMETERS}
"""The kinds of files that declare something."""
USERS = frozenset({FileKind.PYTHON, FileKind.DAG, FileKind.CONFIG, FileKind.NOTEBOOK})
"""The kinds of files that can use steps, wherever they stand; those that git ignores are left out."""
READ = REGISTRIES | USERS | {FileKind.COMPONENT}
"""The kinds of files that are read for the index."""


class Place(NamedTuple):
    """The meaning of a path: its kind, and the id of the workspace whose folder it is in.

    `inside` is the path from the folder that holds the file's packages, so that it spells the module. `external` is
    a file of an installed core, which is read and never judged.
    """

    kind: FileKind
    workspace: str | None = None
    inside: str = ""
    external: bool = False

    @property
    def module(self) -> str:
        """The dotted name of a Python file as an import would spell it."""
        return self.inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_package(self) -> bool:
        """Whether a Python file is the package itself, to which its relative imports count from."""
        return self.inside.rpartition("/")[2] == "__init__.py"

    @property
    def is_framework(self) -> bool:
        """Whether a file is part of the framework's own code that reads registries, in this checkout."""
        return self.inside.startswith("cursus/registry/") and self.workspace is None and not self.external

    @property
    def component_folder(self) -> str | None:
        """Which workspace's (or the core's) folder of builders, configurations and so on a file is in, at any depth."""
        match = _COMPONENT.match(self.inside)
        return None if match is None else key_of_folder(self.workspace, _COMPONENT_FILES[match["folder"]][0])

    @property
    def component(self) -> str | None:
        """Which step's component a file is by its name: workspace, kind and folded step name; None if it is none.

        File names are compared without case and separators, never built from lists of acronyms.
        """
        match = _COMPONENT.match(self.inside)
        stem = self.inside[match.end() :].removesuffix(".py") if match else ""
        if match is None or not stem or "/" in stem:
            return None
        kind, before, after = _COMPONENT_FILES[match["folder"]]
        if not stem.startswith(before) or not stem.endswith(after):
            return None
        return key_of_component(self.workspace, kind, stem.removeprefix(before).removesuffix(after))


CORE_FILES = (
    "registry/step_names.py",
    "registry/step_names_original.py",
    "registry/step_names_base.py",
    "steps/registry/step_names.py",
)
EXTRAS_FILE = "registry/interface_registry_loader.py"
INTERFACES = "steps/interfaces"
INTERFACE_SUFFIX = ".step.yaml"
DAG_SUFFIX = ".dag.json"
NOTEBOOK_SUFFIX = ".ipynb"
HYPERPARAMETER_FILE = "hyperparameter_registry.py"
CORE_SOURCE = "src/cursus"
CORE_PATHS = tuple(f"{CORE_SOURCE}/{path}" for path in CORE_FILES)
PACKS = "step_pack/interfaces"
WORKSPACES = "developer_workspaces/developers"
WORKSPACE_SOURCE = "src/cursus_dev"
WORKSPACE_REGISTRY = f"{WORKSPACE_SOURCE}/registry/workspace_registry.py"
ID = "{id}"
SETTINGS_FILES = ("cursus-registry.toml", "pyproject.toml")
SKIPPED_FOLDERS = frozenset(
    {".venv", "venv", "site-packages", "node_modules", ".git", ".hg", ".svn", "__pycache__", ".cursus-registry"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox", ".hypothesis", ".eggs", ".ipynb_checkpoints"}
)
WATCH_PATTERNS = (
    "**/*.py",
    f"**/*{INTERFACE_SUFFIX}",
    "**/*.json",
    f"**/*{NOTEBOOK_SUFFIX}",
    "**/cursus-registry.toml",
    "**/pyproject.toml",
    f"**/{WORKSPACES}/*",
    f"**/{CORE_SOURCE}",
    f"**/{CORE_SOURCE}/registry",
    f"**/{CORE_SOURCE}/{INTERFACES}",
    f"**/{PACKS}",
    # of a folder that is put there whole nothing else may be told
    *(f"**/{folder.partition('/')[0]}" for folder in (WORKSPACES, CORE_SOURCE, PACKS)),
)
RESERVED_NAMESPACES = frozenset({"core", "pack"})

_SUFFIXES = ((DAG_SUFFIX, FileKind.DAG), (".json", FileKind.CONFIG), (NOTEBOOK_SUFFIX, FileKind.NOTEBOOK))
_COMPONENT_FILES = {
    "builders": ("builder", "builder_", "_step"),
    "configs": ("config", "config_", "_step"),
    "specs": ("spec", "", "_spec"),
    "contracts": ("contract", "", "_contract"),
    "scripts": ("script", "", ""),
}
COMPONENT_KINDS = tuple(kind for kind, _, _ in _COMPONENT_FILES.values())
COMPONENT_FOLDERS = {kind: folder for folder, (kind, _, _) in _COMPONENT_FILES.items()}
STEPS = "steps"
"""The folder of a package that has the folders of components."""
_COMPONENT = re.compile(rf"cursus(?:_dev)?/steps/(?P<folder>{'|'.join(_COMPONENT_FILES)})/")
_PACKAGE = re.compile(r"\A(?:src/)?(?:cursus/)?")


class _Workspaces(NamedTuple):
    """Where workspaces are: the pattern of a workspace's folder, and its registry from there."""

    folder: re.Pattern[str]
    registry: str


@dataclass(frozen=True)
class Layout:
    """Where a project has its registries, all paths relative to its root with `/`.

    `core`: Python files, folders of interface files, or folders that hold the package `cursus` or are it.
    `workspaces`: folders with `{id}`, or the paths of registry files.
    """

    core: tuple[str, ...] = (CORE_SOURCE,)
    packs: tuple[str, ...] = (PACKS,)
    workspaces: tuple[str, ...] = (f"{WORKSPACES}/{ID}",)

    def place_of(self, relative: str) -> Place:
        """What a path below the project's root stands for."""
        if relative in SETTINGS_FILES:
            return Place(FileKind.SETTINGS)
        for folder in self.core:
            rest = _below(relative, folder)
            if rest == "" and relative.endswith(".py"):
                return Place(FileKind.CORE, None, relative.removeprefix("src/"))
            place = place_in_core(rest) if rest else None
            if place is not None:
                return place
        if relative.endswith(INTERFACE_SUFFIX) and relative.rpartition("/")[0] in self.packs:
            return Place(FileKind.PACK, None, relative)
        return self._place_in_workspace(relative) or _plain_place(None, relative)

    def registries_of(self, workspace: str) -> list[str]:
        """The paths at which the registry of a workspace can be."""
        split = (_split(pattern) for pattern in self.workspaces)
        return [f"{folder.replace(ID, workspace)}/{registry}".strip("/") for folder, registry in split]

    @cached_property
    def markers(self) -> tuple[str, ...]:
        """Files and folders by which a folder is known as a project's root: no `{id}` in them."""
        below_core = (*CORE_FILES, EXTRAS_FILE, INTERFACES)
        core = (f"{folder}/{path}" for folder in self.core for path in below_core)
        return (*self.workspace_folders, *core, *self.packs)

    @property
    def workspace_folder_patterns(self) -> tuple[str, ...]:
        """The folder of a workspace, with `{id}` in the place of its id."""
        return tuple(_split(pattern)[0] for pattern in self.workspaces)

    @cached_property
    def workspace_folders(self) -> tuple[str, ...]:
        """The folders that hold the workspaces, as far as they are the same for all of them."""
        return tuple(pattern.partition(ID)[0].rpartition("/")[0] for pattern in self.workspaces)

    @cached_property
    def _workspaces(self) -> tuple[_Workspaces, ...]:
        split = (_split(pattern) for pattern in self.workspaces)
        return tuple(_Workspaces(_pattern(folder), registry) for folder, registry in split)

    def _place_in_workspace(self, relative: str) -> Place | None:
        for folder, registry in self._workspaces:
            match = folder.match(relative)
            if match is None:
                continue
            workspace, rest = match["id"], relative[match.end() :]
            place = _plain_place(workspace, rest)
            if rest == registry:
                return place._replace(kind=FileKind.WORKSPACE)
            if rest == f"{registry.rpartition('/')[0]}/{HYPERPARAMETER_FILE}".lstrip("/"):
                return place._replace(kind=FileKind.HYPERPARAMETERS)
            return place
        return None


DEFAULT_LAYOUT = Layout()


def place_of(relative: str) -> Place:
    """What a path below the root of a project with the usual layout stands for."""
    return DEFAULT_LAYOUT.place_of(relative)


def place_in_core(rest: str) -> Place | None:
    """What a path below a core folder stands for, whether that is the package, holds it, or has interface files."""
    if rest.endswith(INTERFACE_SUFFIX) and "/" not in rest:
        return Place(FileKind.INTERFACE, None, rest)
    inner = _PACKAGE.sub("", rest, count=1)
    inside = f"cursus/{inner}"
    if inner in CORE_FILES:
        return Place(FileKind.CORE, None, inside)
    if inner == EXTRAS_FILE:
        return Place(FileKind.EXTRAS, None, inside)
    if inner == f"registry/{HYPERPARAMETER_FILE}":
        return Place(FileKind.HYPERPARAMETERS, None, inside)
    if inner.endswith(INTERFACE_SUFFIX) and inner.rpartition("/")[0] == INTERFACES:
        return Place(FileKind.INTERFACE, None, inside)
    return _plain_place(None, inside) if inner.endswith(".py") and _COMPONENT.match(inside) else None


def package_of(path: str) -> str | None:
    """The folder of the package that a source of the core stands in, by its usual place there; None elsewhere."""
    if path.endswith(INTERFACE_SUFFIX):
        folder = path.rpartition("/")[0]
        return folder.removesuffix(f"/{INTERFACES}") if folder.endswith(f"/{INTERFACES}") else None
    known = sorted((*CORE_FILES, EXTRAS_FILE), key=len, reverse=True)  # one of them ends like another
    return next((path.removesuffix(f"/{name}") for name in known if path.endswith(f"/{name}")), None)


def key_of_folder(workspace: str | None, kind: str) -> str:
    """The key under which the files of a folder of components are kept."""
    return f"{workspace or ''}/{kind}"


def key_of_component(workspace: str | None, kind: str, step: str) -> str:
    """The key under which a step's component of a kind is kept."""
    return f"{workspace or ''}/{kind}/{folded(step)}"


def core_order(place: Place) -> int:
    """Which core source wins where two declare a step: the higher. Copies of old tables are the lowest.

    The framework lays interface files over its extras; a literal table in its usual place is what it reads first.
    """
    order = ("step_names_original.py", "step_names_base.py", FileKind.EXTRAS, FileKind.INTERFACE)
    key = place.kind if place.kind is not FileKind.CORE else place.inside.rpartition("/")[2]
    return order.index(key) if key in order else len(order)


def _plain_place(workspace: str | None, rest: str) -> Place:
    inside = rest.removeprefix("src/")
    if not rest.endswith(".py"):
        kind = next((kind for suffix, kind in _SUFFIXES if rest.endswith(suffix)), FileKind.OTHER)
        return Place(kind, workspace, inside)
    is_component = _COMPONENT.match(inside) and inside.startswith("cursus_dev/") == (workspace is not None)
    return Place(FileKind.COMPONENT if is_component else FileKind.PYTHON, workspace, inside)


def _below(relative: str, folder: str) -> str | None:
    """The rest of a path below a folder; empty if it is the folder (or file) itself."""
    if relative == folder:
        return ""
    return relative[len(folder) + 1 :] if relative.startswith(f"{folder}/") else None


def _split(pattern: str) -> tuple[str, str]:
    """The folder of a workspace and its registry from there."""
    if not pattern.endswith(".py"):
        return pattern, WORKSPACE_REGISTRY
    before, _, after = pattern.partition(ID)
    segment, _, registry = after.partition("/")
    return f"{before}{ID}{segment}", registry


def _pattern(folder: str) -> re.Pattern[str]:
    before, _, after = folder.partition(ID)
    return re.compile(rf"{re.escape(before)}(?P<id>[^/]+){re.escape(after)}/(?=.)")
