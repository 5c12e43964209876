"""A step pack from any folder, added to a project in memory: read like one of its own, gone with the manager."""

from __future__ import annotations

from cursus_registry.api.errors import RegistryError, RegistryLoadError
from cursus_registry.api.sources import PathLike
from cursus_registry.api.state import State, require_sound
from cursus_registry.facts.read import MAX_YAML_BYTES, read_file
from cursus_registry.files.surroundings import absolute_path
from cursus_registry.layout import INTERFACE_SUFFIX, FileKind, Place
from cursus_registry.project.installed import interface_files


def add_pack(state: State, folder: PathLike) -> None:
    """Lay the interface files of a folder over those of the project's packs; added again, they are read again.

    Raises RegistryLoadError if there is no such folder, or a file in it does not parse; then nothing is added.
    """
    path = absolute_path(folder)
    with state.held() as registries:
        project = registries.project
        disk = project.files.below
        if not disk.is_dir(path):
            raise RegistryLoadError("there is no such folder", path=path, advice="name a folder of interface files")
        packs = [f"{project.root.rstrip('/')}/{pack}" for pack in project.layout.packs]
        if path in packs:
            return  # it is read anyway
        if not packs:
            raise RegistryError("the settings leave no place for packs", advice="name a folder in `packs`")
        laid = {}
        for name in interface_files(disk, path):
            file = f"{path}/{name}"
            read = read_file(disk, file, Place(FileKind.PACK, None, file))
            if read is not None:
                require_sound(read.facts)
                stem = f"{path.strip('/').replace('/', '.')}.{name.removesuffix(INTERFACE_SUFFIX)}"
                laid[f"{packs[-1]}/{stem}{INTERFACE_SUFFIX}"] = disk.read(file, MAX_YAML_BYTES).data
        registries.core()
        for file, data in laid.items():
            project.files.lay(file, data)
        project.take(laid)
        state.forget()


def pack_collisions(state: State) -> dict[str, str]:
    """The names of pack steps that hide one of the core."""
    view = state.core().view
    rows = view.index.rows
    core = {row.name for path in view.index.core for row in rows.get(path, ())}
    packs = dict.fromkeys(row.name for path in view.index.packs for row in rows.get(path, ()))
    return {name: "collision" for name in packs if name in core}
