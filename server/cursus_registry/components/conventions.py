"""Where a class of an installed core stands by the names of its files, as the framework itself finds it.

No project need import it: an entry that names it is enough. It must not look into any file.
"""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.components.outside import Wanted
from cursus_registry.files import FileSystem
from cursus_registry.index.index import Index
from cursus_registry.layout import COMPONENT_FOLDERS, key_of_component, place_in_core

_CORE = "cursus"
_ENDINGS = (("config", "Config"), ("builder", "StepBuilder"), ("builder", "Builder"))
"""The kinds of components that are classes, and how their names end after that of the step."""


def ways_by_name(index: Index, files: FileSystem, name: str) -> Iterator[Wanted]:
    """The ways to a class of a core outside the project: the file that bears its step's name, else the package."""
    root = _root_of_installed_core(index)
    if root is None:
        return
    for kind, ending in _ENDINGS:
        step = name.removesuffix(ending)
        if step == name or not step:
            continue
        package = f"{_CORE}.steps.{COMPONENT_FOLDERS[kind]}"
        for module in _modules(files, root, kind, step):
            yield Wanted(f"{package}.{module}.{name}", (root,))
        yield Wanted(f"{package}.{name}", (root,))
        return


def _root_of_installed_core(index: Index) -> str | None:
    """The folder that holds the package of a core that is none of the project's own files."""
    for path in reversed(index.core):
        place = index.files[path].place
        if place.external and path.endswith(f"/{place.inside}"):
            return path.removesuffix(place.inside).rstrip("/") or "/"
    return None


def _modules(files: FileSystem, root: str, kind: str, step: str) -> Iterator[str]:
    folder = f"steps/{COMPONENT_FOLDERS[kind]}"
    try:
        names = [entry.name for entry in files.scan(f"{root.rstrip('/')}/{_CORE}/{folder}")]
    except OSError:
        return  # this core has no such folder
    for name in names:
        place = place_in_core(f"{folder}/{name}")
        if place is not None and place.component == key_of_component(None, kind, step):
            yield name.removesuffix(".py")
