"""Where a module that is loaded for its class finds what it imports: its workspace's source folder, the core, the rest.

Each workspace's modules have names of their own, `cursus_registry_loaded.<workspace>.<module>`, and import each other
under the names that stand in their texts. It must not know registries, nor what a module is loaded for.
"""

from __future__ import annotations

import builtins
import importlib.util
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    SourceFileLoader,
)
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

from cursus_registry.api.ambient import workspace_context
from cursus_registry.files.surroundings import real_path

PREFIX = "cursus_registry_loaded"
CORE = "core"

Visit = Callable[[str], AbstractContextManager[object]]


class Scope:
    """The modules of a workspace, or of the core. What it has not is looked for in the scope below, then anywhere.

    `packages` are folders of packages that are its own; whatever else stands beside them is too, unless it is `closed`.
    They are run in the context of `workspace`, so that the core's never take on what a workspace says.
    `visit` is entered with the scope's prefix for every import, so that modules find each other then and only then.
    """

    def __init__(
        self,
        workspace: str | None,
        packages: Sequence[str],
        visit: Visit,
        below: Scope | None = None,
        *,
        closed: bool = False,
    ) -> None:
        self.prefix = f"{PREFIX}.{_one_segment(workspace or CORE)}"
        self._workspace = workspace
        self.packages = tuple(packages)
        self._roots = tuple(dict.fromkeys(package.rpartition("/")[0] or "/" for package in packages))
        self._names = {package.rpartition("/")[2] for package in packages}
        self.below = below
        self._closed = closed
        self._visit = visit
        self._owns: dict[str, bool] = {}
        self._single: dict[str, str] = {}
        self._builtins = {**vars(builtins), "__import__": self.import_as_written}

    def holds(self, path: str) -> bool:
        """Whether a file is in one of the scope's own folders."""
        return any(path.startswith(f"{root.rstrip('/')}/") for root in self._roots)

    def module_of(self, path: str) -> str:
        """The name under which a file is loaded; one that is in no package of the scope stands for itself alone."""
        for root in self._roots:
            inside = PurePosixPath(path.removeprefix(f"{root.rstrip('/')}/")).with_suffix("")
            parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
            if self.holds(path) and self._owns_top(parts[0]) and not any("." in part for part in parts):
                return ".".join((self.prefix, *parts))
        name = f"{self.prefix}.file_{len(self._single)}_{_one_segment(PurePosixPath(path).stem)}"
        known = next((one for one, file in self._single.items() if file == path), None)
        self._single.setdefault(known or name, path)
        return known or name

    def find_spec(self, fullname: str, path: Iterable[str] | None) -> ModuleSpec | None:
        """Where a module of the scope stands; `path` are the folders of the package that it is in."""
        if fullname == self.prefix:
            return empty_package(fullname)
        if fullname in self._single:
            file = self._single[fullname]
            return importlib.util.spec_from_file_location(fullname, file, loader=self._loader(fullname, file))
        is_top = "." not in fullname.removeprefix(f"{self.prefix}.")
        return _search(fullname, self._roots if is_top else path or (), self._loader)

    def import_as_written(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - the names that `__import__` has
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """What `import` does in a module of the scope, also in a function that is called much later."""
        top = name.partition(".")[0]
        owner = None if level else self.owner(top)
        if owner is None and not level and top in sys.modules:
            return builtins.__import__(name, globals, locals, fromlist or ())
        with self._visit(self.prefix):
            if owner is None:
                return builtins.__import__(name, globals, locals, fromlist or (), level)
            module = importlib.import_module(f"{owner.prefix}.{name}")
            if not fromlist:
                return sys.modules[f"{owner.prefix}.{top}"]
            return builtins.__import__(module.__name__, globals, locals, fromlist, 0)

    def owner(self, top: str) -> Scope | None:
        """The scope that has a module of the outermost level; None if it is imported as everywhere."""
        if self._owns_top(top):
            return self
        return self.below.owner(top) if self.below is not None else None

    def _owns_top(self, top: str) -> bool:
        if top not in self._owns:
            self._owns[top] = top in self._names or (not self._closed and self._finds_top(top))
        return self._owns[top]

    def _finds_top(self, top: str) -> bool:
        if top in sys.stdlib_module_names or not top:
            return False
        spec = _search(f"{self.prefix}.{top}", self._roots, self._loader)
        if spec is None or spec.loader is not None:
            return spec is not None
        return ordinary_spec(top) is None  # a mere folder counts only if nothing else has the name

    def _loader(self, fullname: str, path: str) -> SourceFileLoader:
        return _ScopedLoader(fullname, path, self._builtins, self._workspace)


class _ScopedLoader(SourceFileLoader):
    """Runs a file with the imports of its scope, and writes no bytecode."""

    def __init__(self, fullname: str, path: str, names: dict[str, Any], workspace: str | None) -> None:
        super().__init__(fullname, path)
        self._names = names
        self._workspace = workspace

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = self._names
        with workspace_context(self._workspace):
            super().exec_module(module)

    def set_data(self, path: str, data: Any, *, _mode: int = 0) -> None:
        """The one thing that is written is the bytecode; it is not."""


def workspace_of(module: str) -> str | None:
    """The workspace that a module was loaded for, by the module's name; None for the core's, and for all others."""
    parts = module.split(".")
    if len(parts) < 2 or parts[0] != PREFIX or parts[1] == CORE:
        return None
    return parts[1].replace("%2E", ".").replace("%25", "%")


def empty_package(fullname: str) -> ModuleSpec:
    """A package without any folder."""
    return ModuleSpec(fullname, None, is_package=True)


def ordinary_spec(top: str) -> ModuleSpec | None:
    """Where this interpreter has a module of the outermost level by itself; nothing is run to find out."""
    loaded = sys.modules.get(top)
    if loaded is not None:
        return getattr(loaded, "__spec__", None)
    try:
        return importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None


def is_ordinary(package: str) -> bool:
    """Whether this interpreter imports a package from that very folder by itself."""
    spec = ordinary_spec(package.rpartition("/")[2])
    folders = spec.submodule_search_locations if spec is not None else None
    return any(real_path(folder) == real_path(package) for folder in folders or ())


def _search(fullname: str, folders: Iterable[str], loader: Callable[[str, str], SourceFileLoader]) -> ModuleSpec | None:
    """A module, a package, or what a mere folder is; of several folders the first that has more than a mere one."""
    portions: list[str] = []
    for folder in folders:
        kinds: list[Any] = [(loader, SOURCE_SUFFIXES), (ExtensionFileLoader, EXTENSION_SUFFIXES)]
        finder = FileFinder(folder, *kinds)
        spec = finder.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            return spec
        portions += spec.submodule_search_locations or () if spec is not None else ()
    if not portions:
        return None
    package = empty_package(fullname)
    package.submodule_search_locations = portions
    return package


def _one_segment(name: str) -> str:
    """A name without dots, different for different names."""
    return name.replace("%", "%25").replace(".", "%2E")
