"""A notebook on the disk: what its cells say as one module, at the places of the JSON text."""

from __future__ import annotations

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cursus_registry.facts.model import FileFacts, Surface
from cursus_registry.facts.notebook import MAX_CODE_BYTES
from cursus_registry.facts.read import MAX_NOTEBOOK_BYTES, read_file
from cursus_registry.files import Memory, Overlay
from cursus_registry.layout import DEFAULT_LAYOUT
from cursus_registry.syntax.cells import join_cells
from support.notebooks import IMPORT, CellText, cells_of, to_json

PATH = "/a.ipynb"
CALL = 'get_config_class_name("{}")'


def read(text: str | bytes) -> FileFacts:
    found = read_file(Memory({PATH: text}), PATH, DEFAULT_LAYOUT.place_of("a.ipynb"))
    assert found
    return found.facts


def opened(cells: list[CellText]) -> FileFacts:
    """The facts of the same cells when they are open in an editor."""
    files = Overlay(Memory())
    joined = join_cells(cell.text.encode("utf-8", "surrogatepass") for cell in cells if cell.language == "python")
    files.open_cells(PATH, joined.data)
    found = read_file(files, PATH, DEFAULT_LAYOUT.place_of("a.ipynb"))
    assert found
    return found.facts


def names(facts: FileFacts) -> list[str]:
    """What stands at the places of the mentions."""
    return [facts.source.slice(mention.span) for mention in facts.mentions]


WHOLE = f"""
{IMPORT}
from cursus.api.dag.base_dag import PipelineDAG as D
# %% markdown
{CALL.format("No")}
# %%
x = "ä🚀\\t\\"", {CALL.format("A_training")}, {CALL.format("ß")}
dag = D(nodes=["B", "C"],
    edges=[("B", 'C')])
# %%
dag.add_node("D")
"""


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("as_lines", [True, False])
def test_places_p9_are_those_in_the_json_text(indent, as_lines):
    facts = read(to_json(cells_of(WHOLE), indent=indent, as_lines=as_lines, ensure_ascii=False))
    assert names(facts) == [mention.name for mention in facts.mentions] == ["A_training", "ß", *"BCBC", "D"]
    assert {mention.surface for mention in facts.mentions} == {Surface.CALL, Surface.DAG_CALL}
    assert facts == opened(cells_of(WHOLE))


def test_a_name_with_escapes_is_left_out():
    facts = read(to_json(cells_of(WHOLE), ensure_ascii=True))
    assert names(facts) == ["A_training", *"BCBC", "D"]
    text = to_json([CellText("python", f"{IMPORT}\n{CALL.format('Package')}")])
    assert names(read(text.replace("Package", "P\\u0061ckage"))) == []
    assert names(read(text.replace("Package", 'Pack", "age'))) == []
    assert names(read(text.replace("get_config", "g\\u0065t_config"))) == ["Package"]


def test_it_is_no_module():
    text = f"{IMPORT}\nfrom .x import get_step\nclass PackageConfig:\n    pass\nget_step('A')\n{CALL.format('B')}"
    facts = read(to_json([CellText("python", text)]))
    assert (facts.classes, facts.exports, facts.bound) == ((), (), ())
    assert names(facts) == ["B"]


@pytest.mark.parametrize("text", ["", "{}", "[]", "{", '{"cells": [', "\0", b"\xff\xfe{\0", b'{"cells": "\xff"}'])
def test_what_is_no_notebook_says_nothing(text):
    facts = read(text)
    assert facts.mentions == ()
    assert facts.source.data == b""


def test_the_text_is_kept_only_where_something_is_said():
    outputs = json.dumps({"cells": [{"cell_type": "code", "source": IMPORT, "outputs": ["x" * 10_000]}]})
    assert read(outputs).source.data == b""
    said = outputs.replace(IMPORT, f"{IMPORT}\\n{CALL.format('A')}".replace('"', '\\"'))
    assert read(said).source.data == said.encode()


def test_what_is_whole_before_a_broken_place_counts():
    text = to_json([CellText("python", IMPORT), CellText("python", CALL.format("A")), CellText("python", "x")])
    facts = read(text[: text.rindex('"x"')])
    assert names(facts) == ["A"]
    assert facts.broken
    assert not read(text).broken


def test_bounds():
    long = to_json([CellText("python", f"{IMPORT}\n{CALL.format('A')}\n" + "#" * MAX_CODE_BYTES)])
    nested = "".join(f"{' ' * depth}if x:\n" for depth in range(300))
    deep = to_json([CellText("python", f"{IMPORT}\n{CALL.format('A')}\n{nested}")])
    for text in (long, deep, " " * (MAX_NOTEBOOK_BYTES + 1)):
        facts = read(text)
        assert not facts.readable
        assert [problem.code for problem in facts.problems] == ["CUR007"]


def test_a_byte_order_mark_is_no_part_of_the_text():
    facts = read(b"\xef\xbb\xbf" + to_json(cells_of(WHOLE), ensure_ascii=False).encode())
    assert names(facts)[0] == "A_training"


@pytest.mark.parametrize("indent", [None, 1])
def test_comments_count_in_the_lines_of_the_code(indent):
    cells = """
x = 1

y = 2  # cursus: ignore[CUR301, CUR302] "why", 🚀
# noqa: CUR303
# %%
# cursus: ignore-file[CUR204]
"""
    facts = read(to_json(cells_of(cells), indent=indent))
    assert [facts.source.slice(place) for found in facts.suppressions for place in found.places] == [
        "CUR301",
        "CUR302",
        "CUR303",
        "CUR204",
    ]
    assert facts.source.slice(facts.suppressions[0].span).endswith(r"\"why\", \ud83d\ude80")
    for found in facts.suppressions:
        assert facts.line_at(found.span.start) == found.line
    at = facts.source.data.index(b"y = 2")
    assert facts.line_at(at) == facts.suppressions[0].line
    assert facts.line_at(at - 1) == facts.suppressions[0].line - (0 if facts.source.data[at - 1] == b'"' else 1)


def test_cells_are_numbered_among_all():
    facts = read(to_json(cells_of(WHOLE), ensure_ascii=False))
    assert facts.code
    found = [facts.code.cell_at(mention.span.start) for mention in facts.mentions]
    assert found == [(3, 1), (3, 1), (3, 2), (3, 2), (3, 3), (3, 3), (4, 1)]
    assert facts.code.cell_at(0) is None


hostile = st.text(st.sampled_from("\"'\\\n\r\t\x00äß🚀\u2028\ud800/u0041n#%!?([{")) | st.text()
pieces = st.lists(hostile | st.sampled_from(["A", "Step_x", "ä", "🚀"]).map(CALL.format), max_size=5).map("\n".join)


@given(st.lists(pieces, max_size=4), st.sampled_from([None, 1]), st.booleans(), st.booleans())
def test_places_p9_are_exact_whatever_stands_around(cells, indent, as_lines, ascii_only):
    written = [CellText("python", text) for text in (IMPORT, *cells)]
    text = to_json(written, indent=indent, as_lines=as_lines, ensure_ascii=ascii_only)
    data = text.encode("utf-8", "surrogatepass")
    facts, live = read(data), opened(written)
    if b"\xed\xa0\x80" in data:
        assert not facts.readable
        return
    found = [mention for mention in live.mentions if not ascii_only or mention.name.isascii()]
    assert names(facts) == [mention.name for mention in facts.mentions] == [mention.name for mention in found]
    for mention, other in zip(facts.mentions, found, strict=True):
        assert facts.line_at(mention.span.start) == live.line_at(other.span.start)
    assert facts.suppressions == live.suppressions
    assert [one.line for one in facts.suppressions] == [one.line for one in live.suppressions]
