"""Which project a manager is about, and where its registries are. Raises what a person has to know."""

from __future__ import annotations

import os
import posixpath
from dataclasses import replace

from cursus_registry.api.errors import RegistryLoadError
from cursus_registry.files import Disk, FileSystem
from cursus_registry.files.surroundings import absolute_path, project_root
from cursus_registry.layout import ID
from cursus_registry.project import Project, find_root_above
from cursus_registry.project.registries import Registries
from cursus_registry.settings import Settings

PathLike = str | os.PathLike[str]


def open_registries(
    core_registry_path: PathLike | None,
    workspaces_root: PathLike | None,
    project: PathLike | None,
    files: FileSystem | None = None,
) -> Registries:
    """The registries of a project: found upward, else given by where the core's file and the workspaces are.

    Paths count from the project, else from the working directory. Raises RegistryLoadError if there is nothing.
    """
    disk = files or Disk()
    start = absolute_path(project) if project is not None else project_root()
    if project is not None and not disk.is_dir(start):
        raise RegistryLoadError("there is no such folder", path=start, advice="name the folder of a project")
    core = _joined(start, core_registry_path)
    workspaces = _joined(start, workspaces_root)
    if core is not None and not (disk.is_file(core) or disk.is_dir(core)):
        raise RegistryLoadError("there is no such file", path=core, advice="name the file with STEP_NAMES")
    root = find_root_above(disk, start)
    if core is None and workspaces is None:
        if root is None:
            raise _nothing(start)
        return Registries(Project(disk, root))
    return Registries(_given(disk, start if root is None else root, core, workspaces))


def _given(disk: FileSystem, root: str, core: str | None, workspaces: str | None) -> Project:
    places = [posixpath.dirname(core) if core else None, workspaces]
    if any(path is not None and not f"{path}/".startswith(f"{root.rstrip('/')}/") for path in places):
        root = posixpath.commonpath([path for path in places if path is not None])
    pattern = workspaces and f"{posixpath.relpath(workspaces, root)}/{ID}".removeprefix("./")

    def given(settings: Settings) -> Settings:
        if core is not None:
            settings = replace(settings, core=(core,))
        return replace(settings, workspaces=(pattern,)) if pattern else settings

    return Project(disk, root, given=given)


def _joined(start: str, path: PathLike | None) -> str | None:
    return None if path is None else absolute_path(posixpath.join(start, os.fspath(path)))


def _nothing(start: str) -> RegistryLoadError:
    return RegistryLoadError(
        "no registry was found here or above",
        path=start,
        advice="go to the folder of a checkout, set CURSUS_PROJECT_ROOT, or name the project",
    )
