"""The code cells of a notebook in its JSON text: what is found is what `json` would find, whatever the text is like."""

from __future__ import annotations

import base64
import json
import os
import time

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cursus_registry.syntax.json import JsonBoundError
from cursus_registry.syntax.notebook import MAX_BRACKETS, find_code_cells

PYTHON = {"kernelspec": {"language": "python"}, "language_info": {"name": "ipython"}}


def code(source, **more):
    return {"cell_type": "code", "source": source, **more}


def notebook(*cells, metadata=PYTHON, **options):
    return json.dumps({"cells": list(cells), "metadata": metadata, "nbformat": 4}, **options).encode()


def found(data):
    """The cells by their numbers, each with its source as it reads."""
    cells, whole = find_code_cells(data)
    assert whole
    return {
        cell.number: "".join(json.loads(data[start - 1 : end + 1]) for start, end in cell.strings) for cell in cells
    }


@pytest.mark.parametrize("indent", [None, 0, 1, "\t"])
def test_the_source_is_a_string_or_a_list_of_them(indent):
    data = notebook(
        code("a\nb"), code(["a\n", 'b"\\']), {"cell_type": "markdown", "source": "c"}, code([]), indent=indent
    )
    assert found(data) == {1: "a\nb", 2: 'a\nb"\\', 4: ""}


def test_what_only_looks_like_a_cell_is_none():
    inner = {"cells": [code("no")], "source": ["no"], "x": '"cells": [', "y": '\\"', "z": [[{"source": "no"}], []]}
    data = notebook(code("yes", outputs=[inner, inner], metadata=inner), metadata={**PYTHON, "cells": [code("no")]})
    assert found(data) == {1: "yes"}


def test_of_a_key_that_is_repeated_the_last_counts():
    cells = '[{"source": "a", "cell_type": "markdown", "cell_type": "code", "source": "b"}]'
    assert found(f'{{"cells": [], "cells": {cells}}}'.encode()) == {1: "b"}


@pytest.mark.parametrize(
    ("metadata", "is_read"),
    [
        ({}, True),
        ({"kernelspec": {"name": "conda-env"}}, True),
        ({"language_info": {"name": "python"}}, True),
        ({"language_info": {"name": "R"}, "kernelspec": {"language": "python"}}, False),
        ({"kernelspec": {"language": "julia", "name": "python"}}, False),
        ({"language_info": "python", "kernelspec": ["R"]}, True),
        (["R"], True),
        (None, True),
    ],
)
def test_the_language_of_a_notebook(metadata, is_read):
    assert bool(found(notebook(code("x"), metadata=metadata))) == is_read
    before = json.dumps({"metadata": metadata, "cells": [code("x")]}).encode()
    assert bool(found(before)) == is_read


def test_the_language_of_a_cell():
    cells = [code("x", metadata={"vscode": {"languageId": name}}) for name in ("python", "sql")]
    assert found(notebook(*cells, code("x", metadata={"vscode": []}))) == {1: "x", 3: "x"}


@pytest.mark.parametrize(
    "text",
    [
        '{"worksheets": [{"cells": [{"cell_type": "code", "input": "x"}]}], "nbformat": 3}',
        "{}",
        "[]",
        "1",
        '"x"',
        '{"cells": {}}',
        '{"cells": [1, [], {"cell_type": "code"}, {"cell_type": ["code"]}, null]}',
        '{"cells": "x"}',
    ],
)
def test_a_text_without_cells(text):
    cells, whole = find_code_cells(text.encode())
    assert whole
    assert all(cell.strings == () for cell in cells)


def test_a_broken_text_ends_the_search():
    data = notebook(code("a"), code("b"), code("c"))
    for end in range(len(data)):
        cells, whole = find_code_cells(data[:end])
        assert [cell.number for cell in cells] == list(range(1, len(cells) + 1))
        assert not whole or end == 0
    cells, whole = find_code_cells(data.replace(b'"b"', b'"b'))
    assert (len(cells), whole) == (1, False)
    conflict = notebook(code("a"), code("b"), indent=1).replace(b' "metadata"', b'<<<<<<< HEAD\n "metadata"')
    assert [cell.number for cell in find_code_cells(conflict).cells] == [1, 2]


def test_too_many_brackets_are_refused():
    nested = json.dumps([[[0]]] * MAX_BRACKETS).encode()
    with pytest.raises(JsonBoundError, match="clear its outputs"):
        find_code_cells(b'{"x": ' + nested + b"}")
    flat = json.dumps([[0]] * MAX_BRACKETS).encode()
    assert find_code_cells(b'{"x": ' + flat + b', "cells": []}').whole
    with pytest.raises(JsonBoundError):
        find_code_cells(b'{"x": ' + b"[" * 1_000_000)
    assert not find_code_cells(b'{"cells": ' + b"[" * 10_000).whole


def outputs(kind):
    if kind == "images":
        return [{"data": {"image/png": base64.b64encode(os.urandom(7_500)).decode()}}] * 100
    if kind == "log":
        return [{"name": "stdout", "text": [f'line {number} of a "log" of 0.1\n' for number in range(30_000)]}]
    return [{"data": {"application/vnd.plotly.v1+json": {"data": [{"x": [[0.12345, 1]] * 60_000}]}}}]


@pytest.mark.parametrize("kind", ["images", "log", "plots"])
def test_ten_megabytes_of_outputs_are_passed_in_no_time(kind):
    data = notebook(*(code("x = 1", outputs=outputs(kind)) for _ in range(10)), indent=1)
    assert len(data) > 8_000_000
    seconds = min(timed(data) for _ in range(3))
    assert seconds < 0.02 * len(data) / 1_000_000


def timed(data):
    start = time.perf_counter()
    assert len(find_code_cells(data).cells) == 10
    return time.perf_counter() - start


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.just("source"), inner, max_size=3),
    max_leaves=8,
)
sources = st.text() | st.lists(st.text(), max_size=4)
cells = st.builds(
    lambda kind, source, more: {**more, "cell_type": kind, "outputs": more, "source": source},
    st.sampled_from(["code", "markdown", "raw"]),
    sources,
    st.dictionaries(st.text(), values, max_size=3),
)


@given(st.lists(cells, max_size=4), st.sampled_from([None, 1]), st.booleans(), st.text())
def test_what_is_found_is_what_json_finds(cells, indent, ascii_only, name):
    cells = [{key: value for key, value in cell.items() if key != "metadata"} for cell in cells]
    data = notebook(*cells, indent=indent, ensure_ascii=ascii_only)
    assert found(data) == {
        number: "".join(cell["source"]) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"
    }


@given(st.binary() | st.text(st.sampled_from('{}[]",:\\ \n1"cells""source""cell_type""code"')).map(str.encode))
def test_any_bytes_are_borne(data):
    for cell in find_code_cells(data).cells:
        assert all(0 < start <= end < len(data) for start, end in cell.strings)
