"""A usual import is read by its text, and binds what Python says."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.import_names import FileNames, imported_names, usual_import
from cursus_registry.syntax.python import parse_python, walk

FILE = "pack.age.mod"


def names(text: str) -> list[tuple[str, str | None]]:
    data = text.encode()
    statements = (node for node in walk(parse_python(data).root) if node.type.startswith("import_"))
    found = (imported_names(one, FileNames(data, FILE, is_package=False)) for one in statements if one.parent)
    return [name for statement in found for name in statement]


def by_python(text: str) -> list[tuple[str, str | None]] | None:
    """What Python's own parser says; None for what is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    found: list[tuple[str, str | None]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            package = FILE.split(".")[: -node.level] if node.level else []
            base = ".".join([*package, *([node.module] if node.module else [])])
            known = not node.level or package
            found += [(one.asname or one.name, f"{base}.{one.name}" if known else None) for one in node.names]
    return [one for one in found if one[0] != "*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from a.b import c", [("c", "a.b.c")]),
        ("from a import b as c, d", [("c", "a.b"), ("d", "a.d")]),
        ("from a import (\n    b,\n    c as d,\n)", [("b", "a.b"), ("d", "a.c")]),
        ("from a import (b,  # why\n  c)", [("b", "a.b"), ("c", "a.c")]),
        ("from . import b", [("b", "pack.age.b")]),
        ("from ..x import b", [("b", "pack.x.b")]),
        ("from ....x import b", [("b", None)]),
        ("from größe import maß", [("maß", "größe.maß")]),
        ("import a.b", [("a", "a")]),
        ("import a.b as c, d", [("c", "a.b"), ("d", "d")]),
    ],
)
def test_what_an_import_binds(text, expected):
    assert names(text) == expected


PIECES = [" ", "a", "b", ",", " as ", "(", ")", "\n", "\\\n", "*", "é", ",\n  ", "# c\n", "a as b"]


@given(
    st.sampled_from(["a", ".", "..a", "a.b", "...", ". a", ""]),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)
def test_an_import_binds_what_python_says(module, what):
    text = f"from {module} import {what}\n"
    expected = by_python(text)
    if expected is not None:
        assert names(text) == expected


@pytest.mark.parametrize("text", ["from . import a\n", "from .a import b as c, d\n", "from ... import a\n"])
def test_a_folder_whose_name_is_no_text(text: str) -> None:
    """The file system may have names that are no UTF-8; Python hands them over with surrogates."""
    file = FileNames(text.encode(), "pack\udcff.mod", is_package=False)
    found = usual_import(file.data, 0, file)
    assert found is not None
    by_nodes = [name for node in parse_python(file.data).root.children for name in imported_names(node, file)]
    assert found.names == by_nodes
    assert all(path is None or path.startswith("pack\udcff.") for _, path in found.names)
