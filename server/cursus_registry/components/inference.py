"""Classes outside the project by jedi, which is confined to reading: the one module that imports it.

jedi by itself imports compiled modules, keeps pickles on the disk, obeys what files say of `sys.path`, and looks
into archives. Here it finds modules by their paths alone, in the folders it is given, and imports nothing. It may
still crash or never end: it belongs into a process of its own (`worker`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from os.path import normpath, sep
from pathlib import Path
from typing import Any, NamedTuple

import jedi
from jedi.api.classes import Name
from jedi.api.environment import InterpreterEnvironment
from jedi.file_io import KnownContentFileIO
from jedi.inference.compiled.access import create_access_path
from jedi.inference.compiled.subprocess import InferenceStateSameProcess
from jedi.inference.compiled.subprocess.functions import ImplicitNSInfo
from parso import cache as parsed
from parso.grammar import Grammar

from cursus_registry.components.class_text import MODELS, base_names, read_class_at
from cursus_registry.components.outside import OutsideClass
from cursus_registry.facts.read import read_python
from cursus_registry.files import FileSystem
from cursus_registry.text import Encoding, Position, SourceText, Span

_MOST_BASES = 10
_MOST_PARSED = 200
_ANYWHERE = "/"
_ModuleInfo = tuple[KnownContentFileIO | ImplicitNSInfo | None, bool | None]
_NO_MODULE: _ModuleInfo = (None, None)
_parse = Grammar.parse


def confine_jedi() -> None:
    """Keep what is parsed in memory alone, and import no module for the sake of what it says."""
    jedi.settings.auto_import_modules = []
    jedi.settings.cache_directory = str(Path(sys.executable, "none"))  # below a file: nothing can be made there

    def parse(self: Grammar[Any], code: Any = None, *, cache: bool = False, **options: Any) -> Any:  # noqa: ARG001
        return _parse(self, code, cache=False, **options)

    Grammar.parse = parse  # type: ignore[method-assign]


class ClassFinder:
    """Finds classes in some folders, the first of which count first, as on Python's own path."""

    def __init__(self, files: FileSystem, roots: Sequence[str]) -> None:
        self._files = files
        self._roots = [root.rstrip("/") for root in roots]
        self._environment = _Environment(files, self._roots)
        self._project = jedi.Project(
            _ANYWHERE, sys_path=self._roots, smart_sys_path=False, load_unsafe_extensions=False
        )

    def find(self, path: str) -> list[OutsideClass]:
        """The class that a dotted path leads to, through whatever imports, and its bases: nearest first."""
        if sum(map(len, parsed.parser_cache.values())) > _MOST_PARSED:
            parsed.parser_cache.clear()
        module, _, name = path.rpartition(".")
        if not all(part.isidentifier() for part in path.split(".")) or not module:
            return []
        found: dict[tuple[str, int], OutsideClass] = {}
        waiting = list(self._infer(f"from {module} import {name}\n{name}\n", None, 2, 0))
        while waiting and len(found) < _MOST_BASES:
            name = waiting.pop(0)
            place = _place_of(name)
            source = read_python(self._files, place.path) if place and self._is_ours(place.path) else None
            if place is None or source is None or (place.path, place.line) in found:
                continue
            at = source.offset(Position(place.line - 1, place.column), Encoding.UTF32)
            one, bases = self._read(name.name, place.path, source, at)
            if one is not None:
                found[place.path, place.line] = one
                waiting += bases
        return list(found.values())

    def _read(self, name: str, file: str, source: SourceText, at: int) -> tuple[OutsideClass | None, list[Name]]:
        """The class whose name stands at an offset, and what its bases lead to."""
        head = source.data.rfind(b"class", 0, at)
        text = read_class_at(source.data, head) if head >= 0 else None
        if text is None:
            return None, []
        bases: list[Name] = []
        for base, span in base_names(source.data, head):
            if base not in MODELS:
                place = source.position(span.start, Encoding.UTF32)
                bases += self._infer(str(source), file, place.line + 1, place.character)
        return OutsideClass(name, file, Span(at, at + len(name.encode())), text), bases

    def _infer(self, code: str, path: str | None, line: int, column: int) -> Iterator[Name]:
        script = jedi.Script(code, path=path, project=self._project, environment=self._environment)
        return (found for found in script.infer(line, column) if found.type == "class")

    def _is_ours(self, path: str) -> bool:
        return any(path.startswith(f"{root}/") for root in self._roots)


class _Place(NamedTuple):
    """Where jedi has a name: lines from 1, columns in characters."""

    path: str
    line: int
    column: int


def _place_of(name: Name) -> _Place | None:
    """The place of a definition; None if it stands in no file."""
    path, line, column = name.module_path, name.line, name.column
    return None if path is None or line is None or column is None else _Place(path.as_posix(), line, column)


class _Environment(InterpreterEnvironment):
    """The Python that is taken for that of the files: this one, as far as grammar and built-in names go."""

    def __init__(self, files: FileSystem, roots: list[str]) -> None:
        super().__init__()
        self._files, self._roots = files, roots

    def get_inference_state_subprocess(self, inference_state: Any) -> InferenceStateSameProcess:
        return _Modules(inference_state, self._files, self._roots)

    def get_sys_path(self) -> list[str]:
        return list(self._roots)


class _Modules(InferenceStateSameProcess):
    """All that jedi asks of a running Python, answered by looking at folders."""

    def __init__(self, inference_state: Any, files: FileSystem, roots: list[str]) -> None:
        super().__init__(inference_state)
        self._files, self._roots = files, roots

    def get_module_info(
        self,
        *,
        string: str,
        is_global_search: bool,
        full_name: str = "",
        sys_path: Sequence[str] = (),
        path: Sequence[str] = (),
    ) -> _ModuleInfo:
        """A module's text, or the folders of a package that has none; nothing for what is compiled."""
        if is_global_search and string in sys.builtin_module_names:
            return None, False
        if not string.isidentifier():
            return _NO_MODULE
        folders: list[str] = []
        for folder in self._allowed(sys_path if is_global_search else path):
            base = f"{folder}/{string}"
            for file, is_package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
                source = read_python(self._files, file) if self._files.is_file(file) else None
                if source is not None:
                    return KnownContentFileIO(file, str(source)), is_package
            if self._files.is_dir(base):
                folders.append(base)
        return (ImplicitNSInfo(full_name or string, folders), True) if folders else _NO_MODULE

    def load_module(self, dotted_name: str, sys_path: object = None) -> Any:  # noqa: ARG002 - jedi's signature
        """One of the modules that are part of the interpreter itself; nothing else is ever imported."""
        if dotted_name not in sys.builtin_module_names:
            return None
        return create_access_path(self._inference_state_weakref(), import_module(dotted_name))

    def iter_module_names(self, paths: Sequence[str]) -> list[str]:
        """The modules and packages in some folders."""
        found: dict[str, None] = {}
        for path in self._allowed(paths):
            try:
                entries = self._files.scan(path)
            except OSError:
                continue  # no folder, or none that can be read: it holds no module
            names = (one.name if one.is_dir else one.name.removesuffix(".py") for one in entries)
            found |= dict.fromkeys(name for name in names if name.isidentifier() and name != "__init__")
        return list(found)

    def _allowed(self, folders: Sequence[str]) -> Iterator[str]:
        """Those of some folders that are ours to look into, as we write paths: a file can name any as its package."""
        for folder in folders:
            path = normpath(folder).replace(sep, "/").rstrip("/")
            if any(f"{path}/".startswith(f"{root}/") for root in self._roots):
                yield path
