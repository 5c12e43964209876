"""Which files of a project are worth reading before all others: with them most questions can be answered.

Found without a walk over the project, by the places where the layout has them.
"""

from __future__ import annotations

from collections.abc import Iterable

from cursus_registry.files import FileSystem
from cursus_registry.layout import READ, Layout, Place
from cursus_registry.project.installed import find_core_at, interface_files
from cursus_registry.project.sources import absolute_path, is_outside


def find_first(files: FileSystem, root: str, layout: Layout, opened: Iterable[str]) -> dict[str, Place]:
    """The project's own core and packs, the opened files, and the registries of the workspaces that these belong to."""
    base = root.rstrip("/")
    inside = [path for path in layout.core if not is_outside(path, root)]
    core = {path for folder in inside for path in find_core_at(files, absolute_path(folder, root))}
    packs = (absolute_path(folder, root) for folder in layout.packs)
    steps = {f"{folder}/{name}" for folder in packs for name in interface_files(files, folder)}
    places = {path: layout.place_of(path.removeprefix(f"{base}/")) for path in {*core, *steps, *opened}}
    workspaces = {place.workspace for place in places.values() if place.workspace}
    registries = (f"{base}/{path}" for workspace in workspaces for path in layout.registries_of(workspace))
    places |= {path: layout.place_of(path.removeprefix(f"{base}/")) for path in registries if files.is_file(path)}
    return {path: place for path, place in places.items() if place.kind in READ}
