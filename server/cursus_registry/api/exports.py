"""Packages that export what other modules define, and import these only when a name is asked for.

It must not know which names those are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def exporting(package: str, modules: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], object], list[str]]:
    """The `__getattr__` and the `__all__` of a package that exports names of others. `modules` says which from where;
    of a name that several have, the last counts. Nothing is kept in the package itself.
    """
    sources = {name: module for module, names in modules.items() for name in names}

    def get(name: str) -> object:
        if name not in sources:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(sources[name]), name)
        return found

    return get, sorted(sources)
