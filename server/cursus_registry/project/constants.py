"""The values of names that registries import from other files of the project, read when a registry needs them.

It must not know registries, nor who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.link import follow
from cursus_registry.facts.module_names import ModuleNames
from cursus_registry.facts.read import MAX_PYTHON_BYTES
from cursus_registry.facts.values import UNKNOWN, Reference, Value
from cursus_registry.files import FileSystem
from cursus_registry.index.index import Index
from cursus_registry.syntax.python import is_too_deep, parse_python
from cursus_registry.text import UndecodableError, decode_python

MAX_FILES = 16
"""So many files are gone through for one name, by imports of imports."""


class Constants:
    """Remembers the files that were asked for; `forget` those that changed."""

    def __init__(self, files: FileSystem) -> None:
        self._files = files
        self._names: dict[str, ModuleNames | None] = {}

    def forget(self, paths: Iterable[str]) -> bool:
        """Read some files again when they are asked for next; whether any of them had been."""
        known = [path for path in paths if path in self._names]
        for path in known:
            del self._names[path]
        return bool(known)

    def resolve(self, index: Index, reference: Reference, workspace: str | None) -> Value:
        """What a reference in a file of a workspace leads to; unknown if it leads out of the project."""
        return self._resolve(index, reference, workspace, ())

    def _resolve(self, index: Index, reference: Reference, workspace: str | None, way: tuple[str, ...]) -> Value:
        for path in reference.paths:
            if path in way or len(way) >= MAX_FILES:
                continue
            value = self._at(index, path, workspace)
            if value is not UNKNOWN:
                return follow(value, lambda inner: self._resolve(index, inner, workspace, (*way, path)))  # noqa: B023
        return UNKNOWN

    def _at(self, index: Index, path: str, workspace: str | None) -> Value:
        parts = path.removeprefix("src.").split(".")
        for length in range(len(parts) - 1, 0, -1):
            file = _file_of(index, ".".join(parts[:length]), workspace)
            if file is not None:
                names = self._names_of(index, file)
                return UNKNOWN if names is None else names.value(".".join(parts[length:]))
        return UNKNOWN

    def _names_of(self, index: Index, path: str) -> ModuleNames | None:
        if path not in self._names:
            self._names[path] = self._read(index, path)
        return self._names[path]

    def _read(self, index: Index, path: str) -> ModuleNames | None:
        try:
            content = self._files.read(path, MAX_PYTHON_BYTES)
            data = content.data if content.from_buffer else decode_python(content.data).data
        except (OSError, UndecodableError):
            return None  # whoever refers to it is told that its value is unknown
        if is_too_deep(data):
            return None
        parsed = parse_python(data)
        place = index.files[path].place
        return None if parsed.has_error else ModuleNames(parsed.root, FileNames(data, place.module, place.is_package))


def _file_of(index: Index, module: str, workspace: str | None) -> str | None:
    """The one file of that name that a workspace would import: its own, else one outside all workspaces."""
    by_workspace: Mapping[str | None, list[str]] = {workspace: [], None: []}
    for path in index.modules.get(module, ()):
        by_workspace.get(index.files[path].place.workspace, []).append(path)
    for paths in by_workspace.values():
        if paths:
            return paths[0] if len(paths) == 1 else None
    return None
