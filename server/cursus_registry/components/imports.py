"""Where the names of a file come from by its imports alone, and with that the classes to look for outside.

Only the import statements are parsed. It must not look outside itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from cursus_registry.components.class_text import MODELS, last_name
from cursus_registry.components.conventions import ways_by_name
from cursus_registry.components.find import may_use
from cursus_registry.components.outside import Outside, OutsideClass, Wanted
from cursus_registry.facts.bindings import Imported, read_bindings
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_python
from cursus_registry.files import FileSystem
from cursus_registry.index.index import Index
from cursus_registry.layout import Place
from cursus_registry.syntax.python import parse_python

_MOST_IMPORTS = 2_000
_MOST_WAYS = 4
_MOST_FILES = 4
_IMPORT = re.compile(
    rb"^[ \t]*(?P<statement>(?:from[ \t.]+[\w.]*[ \t]*import\b[ \t]*(?:\([^()]*\)|(?:\\\r?\n|[^\r\n(\\])*)"
    rb"|import[ \t]+(?:\\\r?\n|[^\r\n\\])+))",
    re.MULTILINE,
)


def wanted_base(index: Index, facts: FileFacts, base: str) -> list[Wanted]:
    """The ways in which a base of a class in a file can lead outside: most names have one, some none.

    What every model and every class of the standard library has says nothing of this one.
    """
    if last_name(base) in MODELS:
        return []
    return _wanted(index, facts.path, facts.place, facts.source.data, base.partition("[")[0])


def find_class_outside(
    index: Index, files: FileSystem, name: str, workspace: str | None, outside: Outside
) -> tuple[OutsideClass, ...]:
    """A class that a workspace would get from outside, with its bases; nothing if none is known."""
    ways = wanted_class(index, files, name, workspace)
    return next((found for way in ways if (found := outside.find(way))), ())


def wanted_class(index: Index, files: FileSystem, name: str, workspace: str | None) -> list[Wanted]:
    """The ways to a class that component files only import, the workspace's own first, or to one of the core's."""
    found: dict[Wanted, None] = {}
    paths = [path for path in index.bound.get(name, ()) if may_use(index.files[path], workspace)]
    for path in sorted(paths, key=lambda path: (index.files[path].place.workspace != workspace, path))[:_MOST_FILES]:
        source = read_python(files, path)
        data = source.data if source else b""
        found |= dict.fromkeys(_wanted(index, path, index.files[path].place, data, name))
    found |= dict.fromkeys(ways_by_name(index, files, name))
    return list(found)[:_MOST_WAYS]


def _wanted(index: Index, path: str, place: Place, data: bytes, dotted: str) -> list[Wanted]:
    roots = tuple(dict.fromkeys(_roots(index, path, place)))
    return [Wanted(way, roots) for way in dict.fromkeys(_ways(data, place, dotted)) if _may_lead_outside(way)][
        :_MOST_WAYS
    ]


def _ways(data: bytes, place: Place, dotted: str) -> Iterator[str]:
    """The absolute paths that a name can stand for."""
    name, _, rest = dotted.partition(".")
    statements = b"\n".join(
        match["statement"] for _, match in zip(range(_MOST_IMPORTS), _IMPORT.finditer(data), strict=False)
    )
    bound = read_bindings(parse_python(statements).root, FileNames(statements, place.module, place.is_package))
    for binding in bound.names.get(name, ()):
        if isinstance(binding, Imported):
            yield f"{binding.path}.{rest}" if rest else binding.path
    if name not in bound.names:
        yield from (f"{star}.{dotted}" for star in bound.stars)


def _may_lead_outside(way: str) -> bool:
    package, _, rest = way.partition(".")
    return bool(rest) and package not in sys.stdlib_module_names


def _roots(index: Index, path: str, place: Place) -> Iterator[str]:
    """The folders that hold the packages of the file itself, and those of the core."""
    for name, found in ((path, place), *((core, index.files[core].place) for core in index.core)):
        if found.inside and name.endswith(f"/{found.inside}"):
            yield name.removesuffix(found.inside).rstrip("/") or "/"
