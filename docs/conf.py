"""The site of the documentation: `nox -s docs`. The pages are those that are read on GitHub, too."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from pydantic import BaseModel
from sphinx.util.typing import stringify_annotation

from cursus_registry.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Cursus Registry"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns: list[str] = []

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False

myst_enable_extensions = ["linkify"]
myst_linkify_fuzzy_links = False  # step_names.py is a file, and no place in Paraguay
myst_heading_anchors = 3  # as on GitHub
highlight_language = "none"

default_role = "py:obj"  # docstrings are Markdown: `code` that happens to be a name becomes a link
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

TREES = {"rules": "rules/*", "library": "reference/*"}
"""The pages below a page. Said here, since GitHub would show it as code."""


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _add_tree)
    app.connect("autodoc-process-signature", _without_signature)
    app.connect("autodoc-process-docstring", _add_fields)


def _add_tree(_: Sphinx, page: str, source: list[str]) -> None:
    if page in TREES:
        source[0] += f"\n```{{toctree}}\n:hidden:\n:glob:\n\n{TREES[page]}\n```\n"


def _without_signature(_: Sphinx, __: str, ___: str, found: object, *____: object) -> tuple[str, None] | None:
    """A model's signature is a paragraph by itself: its fields are listed instead."""
    return ("", None) if _is_model(found) else None


def _add_fields(_: Sphinx, __: str, ___: str, found: object, ____: object, lines: list[str]) -> None:
    """The fields of a model with their types and descriptions."""
    if not _is_model(found):
        return
    lines.append("")
    for name, field in found.model_fields.items():
        kind = stringify_annotation(field.annotation, "smart")
        lines += [f":param {name}: {field.description}", f":type {name}: {kind}"]
    lines.append("")


def _is_model(found: object) -> bool:
    return inspect.isclass(found) and issubclass(found, BaseModel)
