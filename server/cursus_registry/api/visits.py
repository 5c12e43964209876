"""Running the user's modules without leaving traces: what the interpreter has before it has afterwards, no more.

One lock for the whole process, since what is guarded is the process's own. It must not know registries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType

from cursus_registry.api.scopes import PREFIX, Scope, empty_package
from cursus_registry.files.surroundings import real_path
from cursus_registry.layout import SKIPPED_FOLDERS

LOCK = RLock()
"""Held while a module is loaded, by any loader of the process."""


class ModuleTable:
    """The modules that were loaded below one folder, which only they see, and only while one of them imports.

    Ordinary modules, which this interpreter imports by itself (the standard library, what is installed), stay where
    they belong: those written in C do not bear a second import. All else goes again: a module of the folder that was
    found by a path added on the way, and what was put into `sys.modules` by hand.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._scopes: dict[str, Scope] = {}
        self._modules: dict[str, ModuleType] = {}
        self._strays: dict[str, dict[str, ModuleType]] = {}
        self._depth = 0

    def add(self, scope: Scope) -> None:
        """From here on modules of this scope can be imported; those of the one before it are forgotten."""
        self._scopes[scope.prefix] = scope
        for name in [name for name in self._modules if _is_at_or_below(name, scope.prefix)]:
            del self._modules[name]
        self._strays.pop(scope.prefix, None)

    def forget(self) -> None:
        """Forget all modules."""
        with LOCK:
            self._scopes.clear()
            self._modules.clear()
            self._strays.clear()

    @contextmanager
    def visit(self, prefix: str) -> Iterator[None]:
        """The modules are there, for a scope by its prefix, until the end of the block; then all is as before."""
        with LOCK:
            if self._depth:
                yield
                return
            before = _Interpreter()
            self._depth += 1
            self._enter(prefix)
            try:
                yield
            finally:
                self._depth -= 1
                self._leave(prefix, before)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What a finder on `sys.meta_path` is asked."""
        del target
        if not _is_at_or_below(fullname, PREFIX):
            return None
        if fullname == PREFIX:
            return empty_package(fullname)
        scope = self._scopes.get(".".join(fullname.split(".")[:2]))
        return scope.find_spec(fullname, path) if scope is not None else None

    def _enter(self, prefix: str) -> None:
        for name in [name for name in sys.modules if _is_at_or_below(name, PREFIX)]:
            del sys.modules[name]  # another table's, in whose visit this one takes place
        sys.modules.update(self._modules)
        for name, module in self._strays.get(prefix, {}).items():
            sys.modules.setdefault(name, module)
        sys.meta_path.insert(0, self)
        sys.dont_write_bytecode = True

    def _leave(self, prefix: str, before: _Interpreter) -> None:
        new = {name: module for name, module in sys.modules.items() if name not in before.modules}
        own = {name: module for name, module in new.items() if _is_at_or_below(name, PREFIX)}
        strays = self._find_strays({name: module for name, module in new.items() if name not in own}, before)
        self._modules = own
        self._strays.setdefault(prefix, {}).update(strays)
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]
        before.restore((*own, *strays))

    def _find_strays(self, new: dict[str, ModuleType], before: _Interpreter) -> dict[str, ModuleType]:
        tops = {name.partition(".")[0] for name in new}
        stray = {top for top in tops if top in new and self._is_stray(new[top], before)}
        return {name: module for name, module in new.items() if name.partition(".")[0] in stray}

    def _is_stray(self, module: ModuleType, before: _Interpreter) -> bool:
        spec = getattr(module, "__spec__", None)
        if spec is None:
            return True
        folders = list(spec.submodule_search_locations or ())
        places = [real_path(place) for place in folders or ([spec.origin] if spec.has_location else [])]
        return any(self._is_inside(place) and place.rpartition("/")[0] not in before.folders for place in places)

    def _is_inside(self, path: str) -> bool:
        root = f"{real_path(self._root).rstrip('/')}/"
        return path.startswith(root) and SKIPPED_FOLDERS.isdisjoint(path.removeprefix(root).split("/"))


class _Interpreter:
    """The state of the interpreter that loading a module can change."""

    def __init__(self) -> None:
        self.modules = dict(sys.modules)
        self._path = sys.path
        self._entries = list(sys.path)
        self._writes_none = sys.dont_write_bytecode

    @cached_property
    def folders(self) -> set[str]:
        """The folders that modules are found in."""
        return {real_path(entry) for entry in self._entries if isinstance(entry, str)}

    def restore(self, gone: Iterable[str]) -> None:
        """As it was, without some modules that are new."""
        for name in gone:
            sys.modules.pop(name, None)
        for name, module in self.modules.items():
            if sys.modules.get(name) is not module and not _is_being_imported(module):
                sys.modules[name] = module
        sys.path = self._path
        sys.path[:] = self._entries
        sys.dont_write_bytecode = self._writes_none


def _is_being_imported(module: ModuleType) -> bool:
    """Whether another thread was at it; if it has gone since, that import has failed."""
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def _is_at_or_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")
