"""Where in the core a new step goes: the table that wins, or an interface file of its own where the core has those."""

from __future__ import annotations

import posixpath
import re

from cursus_registry.edits.put import display_of
from cursus_registry.facts.registry import CORE_TABLE
from cursus_registry.index.index import Index
from cursus_registry.layout import INTERFACE_SUFFIX, FileKind

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-")


def core_target(index: Index, name: str) -> str | None:
    """The path of the file that a new core step of a name goes into; an interface file need not be there yet.

    None if the core lies outside the project, or has neither a table that could be edited nor interface files.
    """
    for path in reversed(index.core):
        facts = index.files[path]
        if facts.place.external:
            return None
        if facts.place.kind is FileKind.INTERFACE:
            return _free_path(index, posixpath.dirname(path), name)
        if facts.place.kind is FileKind.CORE and display_of(facts, (CORE_TABLE,)) is not None:
            return path
    return None


def _free_path(index: Index, folder: str, name: str) -> str:
    """A path in the folder of the interface files, named as they are; with a number where another step has the name."""
    stem = _WORD_STARTS.sub("_", name).lower()
    paths = (f"{folder}/{stem}{number}{INTERFACE_SUFFIX}" for number in ("", *(f"_{at}" for at in range(2, 1000))))
    return next((path for path in paths if path not in index.files), f"{folder}/{stem}{INTERFACE_SUFFIX}")
