"""DAG files: the step names in them, the graph, and what is left of broken ones."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.dag_file import read_dag_file
from cursus_registry.facts.model import Dag, Surface
from cursus_registry.facts.read import read_file
from cursus_registry.files import Memory
from cursus_registry.layout import place_of

NAMES = st.text(st.characters(exclude_characters='"\\', exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)


def names(text: str) -> list[str]:
    data = text.encode()
    mentions = read_dag_file(data).mentions
    for mention in mentions:
        assert (mention.surface, mention.callee, mention.expected) == (Surface.DAG_FILE, (), True)
        assert data[mention.span.start : mention.span.end].decode() == mention.name
    return [mention.name for mention in mentions]


def dag(text: str) -> Dag:
    (found,) = read_dag_file(text.encode()).dags
    return found


WHOLE = '{"dag": {"nodes": ["A", "B"], "edges": [["A", "B"]]}, "metadata": {"entry_points": ["A"]}}'


def test_p6_names_and_graph() -> None:
    assert names(WHOLE) == ["A", "B", "A", "B", "A"]
    found = dag(WHOLE)
    assert (found.nodes, found.edges, found.complete, found.callee) == (("A", "B"), (("A", "B"),), True, ())
    assert WHOLE[found.span.start : found.span.end] == WHOLE[8:52]
    assert [WHOLE[span.start : span.end] for span in found.node_spans] == ["A", "B"]
    assert [[WHOLE[span.start : span.end] for span in pair] for pair in found.edge_spans] == [["A", "B"]]


@given(st.lists(NAMES, max_size=5), st.lists(st.tuples(NAMES, NAMES), max_size=5), st.sampled_from([None, 1, 4]))
def test_p6_what_was_written_is_read(nodes: list[str], edges: list[tuple[str, str]], indent: int | None) -> None:
    text = json.dumps({"dag": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=indent)
    assert names(text) == [*nodes, *(end for edge in edges for end in edge)]
    assert (dag(text).nodes, dag(text).edges, dag(text).complete) == (tuple(nodes), tuple(edges), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"nodes": ["A"], "edges": [["A", "B"]]}', []),
        ('{"dag": ["A"]}', []),
        ('{"dag": {"nodes": {"A": 1}, "edges": ["A", "B"]}}', []),
        ('{"dag": {"nodes": ["A", 1, null, ["B"], {"C": "D"}]}}', ["A"]),
        ('{"dag": {"nodes": ["\\u0041", "B"]}}', ["B"]),
        ('{"dag": {"nodes": ["A"], "nodes": ["B"]}}', ["B"]),
        ('{"dag": {"edges": [["A"], ["A", "B", "C"]]}}', ["A", "A", "B", "C"]),
        ('{"metadata": {"entry_points": ["A"], "name": "B"}}', ["A"]),
        ("", []),
        ("[]", []),
        ('"A"', []),
    ],
)
def test_p6_other_shapes(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "nodes", "edges", "complete"),
    [
        ('{"dag": {"nodes": ["A", 1]}}', 1, 0, False),
        ('{"dag": {"edges": [["A", "B"], ["A"], ["A", 1], "A"]}}', 0, 1, False),
        ('{"dag": {"nodes": "A", "edges": []}}', 0, 0, False),
        ('{"dag": {"nodes": []}}', 0, 0, True),
        ('{"dag": {"nodes": ["A"]}', 1, 0, False),
        ('{"dag": {"nodes": ["A", "B"', 2, 0, False),
        ('{"dag": {"nodes": ["\\u0041"], "edges": [["\\u0041", "A"]]}}', 1, 1, True),
    ],
)
def test_p6_graphs(text: str, nodes: int, edges: int, complete: bool) -> None:
    found = dag(text)
    assert (len(found.nodes), len(found.edges), found.complete) == (nodes, edges, complete)
    assert found.span.end <= len(text.encode())


def test_p6_half_typed() -> None:
    text = '{\n  "dag": {\n    "nodes": [\n      "A",\n      "B,\n      "C"\n    ],\n    "edges": [["A", "C"], ["C", "\n  }\n}\n'
    assert names(text) == ["A", "C", "A", "C", "C"]
    assert not dag(text).complete


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_p6_any_bytes_anywhere_raise_nothing(noise: bytes, start: int, end: int) -> None:
    data = WHOLE[:start].encode() + noise + WHOLE[end:].encode()
    for mention in read_dag_file(data).mentions:
        assert 0 <= mention.span.start <= mention.span.end <= len(data)


def test_p6_ten_thousand_nodes() -> None:
    nodes = [f"Step{number}" for number in range(10_000)]
    text = json.dumps({"dag": {"nodes": nodes, "edges": [[nodes[0], node] for node in nodes]}})
    begun = time.perf_counter()
    assert len(names(text)) == 30_000
    assert len(dag(text).edges) == 10_000
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe{}", "UTF-16"),
        (b'{"a": "\xe4"}', "not valid utf-8"),
        (b'{"a": "\0"}', "NUL bytes"),
        (b"[" * 100_001, "100,000 brackets; split it"),
        (b" " * 2_000_001, "split it"),
    ],
    ids=["another encoding", "latin-1", "NUL", "brackets", "size"],
)
def test_p6_what_cannot_be_read_is_skipped(data: bytes, message: str) -> None:
    read = read_file(Memory({"/a.dag.json": data}), "/a.dag.json", place_of("a.dag.json"))
    assert read is not None
    assert not read.facts.readable
    (problem,) = read.facts.problems
    assert problem.code == "CUR007"
    assert message in problem.message


def test_p6_a_byte_order_mark_is_no_part_of_the_text() -> None:
    read = read_file(Memory({"/a.dag.json": b"\xef\xbb\xbf" + WHOLE.encode()}), "/a.dag.json", place_of("a.dag.json"))
    assert read is not None
    assert read.facts.source.data == WHOLE.encode()
    assert len(read.facts.mentions) == 5
