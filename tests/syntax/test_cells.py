"""Cells as one text: what is no Python is blank, what stays is where it was, and no cell ends another."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cursus_registry.syntax.cells import join_cells, without_magics
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import SourceText


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("%matplotlib inline\nx = 1", "0\nx = 1"),
        ("!ls -l\n  ! ls", "0\n  0"),
        ("!ls \\\n  -l\nx", "0\n\nx"),
        ("?x\nx.y?\nx??\n%cd?\nx[0].y*?", "0\n0\n0\n0\n0"),
        ("if x:\n    !ls\n    y", "if x:\n    0\n    y"),
        ("files = !ls\na, b.c = %magic x\nx", "0\n0\nx"),
        ("%time x = f('?')", "0;    x = f('?')"),
        ("%timeit -n 3 -q f(1)", "0;              f(1)"),
        ("%prun -l 4 f(1)", "0;         f(1)"),
        ("%time", "0"),
        ("%%time\nf(1)\n%cd x", "\nf(1)\n0"),
        ("\n%%capture out\nf(1)", "\n\nf(1)"),
        ("%%bash\nls 'x\n  'y", "\n\n"),
        ("%%writefile a.py\nf(1)", "\n"),
        ("%%ä\nf(1)", "\n"),
        ("?\r\n!x\ry", "0\r\n0\ry"),
    ],
)
def test_what_ipython_takes_for_itself_is_blank(cell, left):
    after = without_magics(cell.encode()).decode()
    assert [line.rstrip(" ") for line in re.split(r"(\r\n|\n|\r)", after)] == re.split(r"(\r\n|\n|\r)", left)


@pytest.mark.parametrize(
    "cell",
    [
        "x = 1  # why?",
        "x = (a\n  % b)",
        "x = (a\n!= b)",
        "x != y",
        "x = a %b",
        'print("%d" % x)',
        'sql = """\nselect %s,\n%s"""',
        "# what?\nx",
        "d = {'a': 1}  # !",
        "x = 1\n%%bash\nls".replace("%%bash\nls", "y"),
    ],
)
def test_python_stays_as_it_is(cell):
    assert without_magics(cell.encode()) == cell.encode()


texts = st.text(st.sampled_from("%!?x =\\\n\r\"'([{)]}ä🚀#tim -:")) | st.text()


@given(texts)
def test_every_offset_stays(text):
    cell = text.encode("utf-8", "surrogatepass")
    after = without_magics(cell)
    assert len(after) == len(cell)
    assert list(SourceText(after).line_starts) == list(SourceText(cell).line_starts)


@given(st.lists(texts, max_size=5))
def test_each_cell_has_lines_of_its_own(cells):
    cells = [text.encode("utf-8", "surrogatepass") for text in cells]
    joined = join_cells(cells)
    source = SourceText(joined.data)
    for cell, start in zip(cells, joined.starts, strict=True):
        assert joined.data[start : start + len(cell)] == without_magics(cell)
        first = source.line_at(start)
        assert source.line_starts[first] == start
        lines = [line - start for line in source.line_starts[first:]]
        alone = list(SourceText(cell).line_starts)
        assert lines[: len(alone)] == alone
        assert len(lines) > len(alone)


@pytest.mark.parametrize(
    "broken", ['f("A"', "x = [1, (2", 'x = {"a": [', "f(", "x = (1,\n  2", 'f("Pa', "x = \\", "if x:"]
)
def test_a_cell_that_is_half_typed_does_not_take_the_next_one_along(broken):
    data = join_cells([broken.encode(), b"import a\nb = a"]).data
    root = parse_python(data).root
    assert "import_statement" in {node.type for node in root.named_children}


def test_brackets_are_closed_behind_the_cell():
    assert join_cells([b"f({", b"x)", b'")"', b"y"]).data == b'f({\n})\nx)\n\n")"\n\ny\n\n'
