"""Packages that export what other modules define, and import these only when a name is asked for.

It must not know which names those are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def exporting(package: str, modules: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], Any], list[str]]:
    """The `__getattr__` and the `__all__` of a module that exports names of others. `modules` says which from where.

    Nothing is kept in the module that exports: a live table is asked for each time.
    """
    sources = {name: module for module, names in modules.items() for name in names}

    def get(name: str) -> Any:
        if name not in sources:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(sources[name]), name)

    return get, sorted(sources)
