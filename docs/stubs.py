"""The stubs of the packages that export by name only: for type checkers and editors, which run no `__getattr__`.

They are written from the table in `cursus_registry/api/__init__.py`, so that there is one table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cursus_registry.api import EXPORTS

PACKAGE = Path(__file__).resolve().parent.parent / "server" / "cursus_registry"
_NOTE = "# Written by docs/generate.py from the table EXPORTS in {}; a test fails while it is stale.\n\n"


def stubs() -> Iterator[tuple[Path, str]]:
    """Each stub with its text."""
    lines = [
        f"from {module} import {name} as {name}\n"
        for module, names in sorted(EXPORTS.items())
        for name in sorted(names, key=_in_order)
    ]
    table = "\nEXPORTS: dict[str, tuple[str, ...]]\n"
    yield PACKAGE / "api" / "__init__.pyi", _NOTE.format("__init__.py") + "".join(lines) + table
    lines.append("from cursus_registry.version import __version__ as __version__\n")
    yield PACKAGE / "__init__.pyi", _NOTE.format("api/__init__.py") + "".join(lines)


def _in_order(name: str) -> tuple[int, str]:
    """Constants, classes, functions: the order in which imports are sorted."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name
