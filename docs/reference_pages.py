"""The pages docs/reference/*.md: for each module that users import from, what it exports.

The pages hold directives alone; the texts come from the docstrings when the site is built (`docs/conf.py`). What is
exported stands in the table of `cursus_registry.api`, and in the `__all__` of the modules of `cursus_registry.compat`.
A name that is described elsewhere is a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import library_names
from cursus_registry.api import EXPORTS
from library_names import Definition

FOLDER = Path(__file__).resolve().parent / "reference"
_COMPAT = "cursus_registry.compat"
_DIRECTIVES = {"class": "autoclass", "function": "autofunction"}
_MEMBERS = ["   :members:", "   :inherited-members: BaseModel, BaseException, dict"]


class _Page(NamedTuple):
    """A module, the package that its names are imported from, and the names."""

    module: str
    imported_from: str
    names: Sequence[str]


def reference_pages() -> Iterator[tuple[Path, str]]:
    """Each page with its text."""
    described = _described()
    for page in _pages():
        yield FOLDER / f"{page.module.removeprefix('cursus_registry.')}.md", _text(page, described)


def _pages() -> Iterator[_Page]:
    for module, names in EXPORTS.items():
        yield _Page(module, "cursus_registry", names)
    for name, module in library_names.modules().items():
        if name.startswith(f"{_COMPAT}.") and module.exports:
            yield _Page(name, name, module.exports)


def _described() -> dict[Definition, str]:
    """Under which of its names a definition is described: the first that is no alias."""
    found = [(_exported(page, name), f"{page.imported_from}.{name}") for page in _pages() for name in page.names]
    names: dict[Definition, str] = {}
    for definition, name in sorted(found, key=lambda one: one[0].kind == "alias"):
        names.setdefault(library_names.resolved(definition), name)
    return names


def _exported(page: _Page, name: str) -> Definition:
    found = library_names.defined(page.module, name)
    if found is None:
        raise LookupError(f"{page.module} exports {name}, which no module of the library defines")
    return found


def _text(page: _Page, described: Mapping[Definition, str]) -> str:
    module = library_names.modules()[page.module]
    lines = [f"# {page.module}", "", module.doc, ""]
    if page.imported_from != page.module:
        lines += [f"To be imported from `{page.imported_from}`.", ""]
    for name in page.names:
        found = library_names.resolved(_exported(page, name))
        lines += [*_entry(f"{page.imported_from}.{name}", found, described[found]), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(name: str, found: Definition, described: str) -> list[str]:
    if name != described:
        return [f"`{name.rpartition('.')[2]}` is {{py:obj}}`{described}`."]
    return ["```{eval-rst}", *_directive(name, found), "```"]


def _directive(name: str, found: Definition) -> Iterator[str]:
    directive = _DIRECTIVES.get(found.kind)
    if directive is None:  # written out: looking at a live table would read registries
        yield f".. py:data:: {name}"
        yield from [f"   :type: {found.annotation}"] if found.annotation else []
        yield from ["", *(f"   {line}" for line in found.doc.splitlines())] if found.doc else []
        return
    yield f".. {directive}:: {name}"
    yield from _MEMBERS if found.kind == "class" else []
    yield from ["   :show-inheritance:"] if found.bases else []
