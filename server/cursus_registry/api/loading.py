"""Loading the class of a builder, the one thing in the library that runs the user's code.

Whoever calls this says so in the docstring. What goes wrong in a module is an error about that module alone.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from traceback import walk_tb
from typing import NamedTuple

from cursus_registry.api.errors import BuilderLoadError
from cursus_registry.api.scopes import PREFIX, Scope, is_ordinary
from cursus_registry.api.visits import LOCK, ModuleTable
from cursus_registry.files.surroundings import absolute_path
from cursus_registry.layout import SKIPPED_FOLDERS

Packages = Mapping[str | None, tuple[str, ...]]
"""The folders of the packages of workspaces by id, and under None of the core."""

_ADVICE = (
    (SystemExit, 'a module must not end the program when it is imported; do that below `if __name__ == "__main__":`'),
    (ImportError, "install what it imports, or mend the import"),
    (SyntaxError, "mend the file; `cursus-registry check` shows all of it"),
    (BaseException, "mend the module, so that it can be imported"),
)
_OWN_NAME = re.compile(rf"\b{PREFIX}\.[^.\s]+\.")


class BuilderClass(NamedTuple):
    """What is to be loaded: the step and the workspace (None: the core) that want a class, and where it stands."""

    step: str
    workspace: str | None
    path: str
    name: str


class BuilderLoader:
    """Loads classes below the root of a project. A module is run once, until it is forgotten."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._table = ModuleTable(root)
        self._scopes: dict[str | None, Scope] = {}

    def load(self, wanted: BuilderClass, packages: Packages) -> type:
        """The class: **this runs the module that it is in**, and whatever that imports.

        Raises BuilderLoadError if the module fails, ends the program, or has no such class.
        """
        with LOCK:
            core = self._scope(None, packages)
            scope = core if wanted.workspace is None else self._scope(wanted.workspace, packages)
            owner = scope if scope.holds(wanted.path) else core
            module = _ordinary_name(wanted.path, packages.get(None, ())) or owner.module_of(wanted.path)
            value = self._run(wanted, module, owner.prefix, packages)
        if not isinstance(value, type):
            raise _missing(wanted, value)
        return value

    def forget(self) -> None:
        """Forget all modules: they are run again when they are wanted again."""
        with LOCK:
            self._scopes.clear()
            self._table.forget()

    def _run(self, wanted: BuilderClass, module: str, prefix: str, packages: Packages) -> object:
        with self._table.visit(prefix):
            try:
                return getattr(importlib.import_module(module), wanted.name, None)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # `sys.exit`, and whatever else the user's code raises
                folders = [folder for found in packages.values() for folder in found]
                raise _failure(wanted, error, [self._root, *folders]) from error

    def _scope(self, workspace: str | None, packages: Packages) -> Scope:
        """The modules of a workspace, or of the core; new ones if they are in other folders than before."""
        below = None if workspace is None else self._scope(None, packages)
        own = packages.get(workspace, ())
        if workspace is None:
            own = tuple(package for package in own if not is_ordinary(package))
        known = self._scopes.get(workspace)
        if known is not None and known.packages == own and known.below is below:
            return known
        is_closed = workspace is None and not all(_is_inside(package, [self._root]) for package in own)
        scope = Scope(workspace, own, self._table.visit, below, closed=is_closed)
        self._scopes[workspace] = scope
        self._table.add(scope)
        return scope


def _ordinary_name(path: str, packages: Iterable[str]) -> str | None:
    """The name by which this interpreter imports a file of the core by itself; None if it does not."""
    for package in packages:
        if path.startswith(f"{package}/") and is_ordinary(package):
            inside = PurePosixPath(path.removeprefix(f"{package.rpartition('/')[0]}/")).with_suffix("")
            return ".".join(inside.parts).removesuffix(".__init__")
    return None


def _failure(wanted: BuilderClass, error: BaseException, folders: list[str]) -> BuilderLoadError:
    path, line = _place_of(error, folders)
    said = _OWN_NAME.sub("", f"{type(error).__name__}: {error}".rstrip(": "))
    return BuilderLoadError(
        f"the builder of {wanted.step!r} cannot be loaded: {said}",
        wanted.step,
        wanted.workspace,
        path=path or wanted.path,
        line=line,
        advice=next(advice for kind, advice in _ADVICE if isinstance(error, kind)),
    )


def _missing(wanted: BuilderClass, value: object) -> BuilderLoadError:
    what = "there is no" if value is None else "there is something else than a"
    return BuilderLoadError(
        f"the builder of {wanted.step!r} cannot be loaded: {what} class {wanted.name!r} in the module",
        wanted.step,
        wanted.workspace,
        path=wanted.path,
        advice="name the class in the registry as the module does, or define it there",
    )


def _place_of(error: BaseException, folders: list[str]) -> tuple[str | None, int | None]:
    """The innermost place in the user's own files that an exception passed through."""
    if isinstance(error, SyntaxError) and error.filename and _is_inside(absolute_path(error.filename), folders):
        return absolute_path(error.filename), error.lineno
    places = [(absolute_path(frame.f_code.co_filename), line) for frame, line in walk_tb(error.__traceback__)]
    return next(((path, line) for path, line in reversed(places) if _is_inside(path, folders)), (None, None))


def _is_inside(path: str, folders: list[str]) -> bool:
    """Whether a path is in one of some folders, and not among what is installed there."""
    roots = (f"{folder.rstrip('/')}/" for folder in folders)
    rests = (path.removeprefix(root) for root in roots if path.startswith(root))
    return any(SKIPPED_FOLDERS.isdisjoint(rest.split("/")) for rest in rests)
