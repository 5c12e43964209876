"""The DAGs that a Python file makes: nodes, edges, and whether another node could have been added."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.dags import read_dags
from cursus_registry.facts.model import Dag
from cursus_registry.facts.scopes import module_scope
from cursus_registry.syntax.python import parse_python

FROM = "from cursus.api.dag import PipelineDAG\n"


def dags(text: str) -> list[Dag]:
    data = text.encode()
    found = read_dags(module_scope(parse_python(data).root, data, "app.main"))
    for dag in found:
        assert [data[span.start : span.end].decode() for span in dag.node_spans] == list(dag.nodes)
        ends = [tuple(data[span.start : span.end].decode() for span in pair) for pair in dag.edge_spans]
        assert ends == list(dag.edges)
        assert 0 <= dag.span.start < dag.span.end <= len(data)
    return list(found)


def only(code: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...], bool]:
    (dag,) = dags(f"{FROM}{code}\n")
    assert dag.callee == ("cursus.api.dag.PipelineDAG",)
    return dag.nodes, dag.edges, dag.complete


MADE = "dag = PipelineDAG()\ndag.add_node('A')\n"


@pytest.mark.parametrize(
    "code",
    [
        "PipelineDAG(nodes=['A'])",
        "x = f(PipelineDAG(nodes=['A']))",
        "dag = other = PipelineDAG(nodes=['A'])",
        "dag, x = PipelineDAG(nodes=['A']), 1",
        "dag = PipelineDAG(nodes=['A']) if x else None",
        "dag = PipelineDAG(nodes=['A', *names])",
        "dag = PipelineDAG(nodes=['A', name])",
        "dag = PipelineDAG(**more)\ndag.add_node('A')",
        "dag = PipelineDAG(names)\ndag.add_node('A')",
        "dag = PipelineDAG(nodes=['A', 'B' f'{x}'])",
        f"{MADE}dag.add_node(name)",
        f"{MADE}dag.add_node(*names)",
        f"{MADE}dag.add_nodes(names)",
        f"{MADE}fill(dag)",
        f"{MADE}fill(graph=dag)",
        f"{MADE}compiler.len(dag)",
        f"{MADE}other = dag",
        f"{MADE}others = [dag]",
        f"{MADE}(other := dag)",
        f"{MADE}x.dag = dag",
        f"{MADE}dag.nodes.append('B')",
        f"{MADE}dag.nodes[0] = 'B'",
        f"{MADE}dag.nodes += ['B']",
        f"{MADE}del dag.nodes",
        f"{MADE}nodes = dag.nodes",
        f"{MADE}dag = load()",
        f"{MADE}from other import dag",
        f"{MADE}def dag(): pass",
        f"class My(PipelineDAG):\n    x = 1\n{MADE}dag = My()",
        f"Other = PipelineDAG\n{MADE}dag = Other(['B'])",
        f"{MADE}for dag in dags: pass",
        f"{MADE}def f():\n    global dag\n    dag = load()",
        f"{MADE}def f():\n    yield dag",
        f"{MADE}f = lambda: fill(dag)",
        f"{MADE}[fill(dag) for x in y]",
        f"{MADE}def f(x=dag): pass",
        "class A:\n    dag = PipelineDAG(nodes=['A'])",
        "class A:\n    def f(self):\n        self.dag = PipelineDAG(nodes=['A'])",
        "def f(dag: PipelineDAG):\n    dag.add_node('A')",
        "with PipelineDAG(nodes=['A']) as dag: pass",
    ],
)
def test_p5_another_node_could_be_added(code: str) -> None:
    found = dags(f"{FROM}{code}\n")
    assert [dag.complete for dag in found] == [False]
    assert found[0].nodes[:1] == ("A",)


@pytest.mark.parametrize(
    "code",
    [
        "dag = PipelineDAG(nodes=['A'])",
        "dag: PipelineDAG = PipelineDAG(['A'], strict=True)",
        "dag = (PipelineDAG(nodes=['A']))",
        "def f():\n    return PipelineDAG(nodes=['A'])",
        MADE,
        f"dag = None\n{MADE}",
        f"{MADE}print(dag, len(dag.nodes), f'{{dag}} {{dag.edges}}')",
        f"{MADE}if dag is None or not dag.nodes: pass",
        f"{MADE}assert dag\nassert 'A' in dag.nodes and isinstance(dag, PipelineDAG)",
        f"{MADE}order = dag.topological_sort()",
        f"{MADE}for node in dag.nodes: dag.get_dependencies(node)",
        f"{MADE}dag.add_edge(x, y)",
        f"{MADE}f(dag=1)\nx.dag.add_node('Z')",
        f"{MADE}def f(dag):\n    fill(dag)",
        f"{MADE}[fill(dag) for dag in dags]\nf = lambda dag: fill(dag)",
        f"{MADE}class C:\n    dag = load()",
        f"def f():\n    {MADE}    return dag".replace("\ndag", "\n    dag"),
        f"def f():\n    {MADE}    return {{'dag': dag}}, [dag], 1".replace("\ndag", "\n    dag"),
    ],
)
def test_p5_no_other_node_can_be_added(code: str) -> None:
    assert only(code) == (("A",), (), True)


def test_p5_nodes_and_edges_stand_in_the_order_of_the_text() -> None:
    code = """
def build():
    dag = PipelineDAG(nodes=["😀", "B"], edges=[("B", "C"), ("x",), ("D", name)])
    if later:
        dag.add_edge("A_training", "B")
        dag.add_node("A_training")
    return dag
"""
    assert only(code) == (("😀", "B", "A_training"), (("B", "C"), ("A_training", "B")), True)


def test_p5_one_name_made_twice_is_one_dag_and_each_function_has_its_own() -> None:
    assert only(f"{MADE}dag = PipelineDAG(nodes=['B'])\n") == (("A", "B"), (), True)
    two = "def f():\n    dag = PipelineDAG(nodes=['A'])\ndef g():\n    dag = PipelineDAG(nodes=['B'])\n    fill(dag)\n"
    assert [(dag.nodes, dag.complete) for dag in dags(f"{FROM}{two}")] == [(("A",), True), (("B",), False)]


def test_p5_functions_inside_add_to_the_dag_around_them() -> None:
    code = "dag = PipelineDAG()\ndef f():\n    dag.add_node('A')\ndef g():\n    dag = 1\n    dag.add_node('B')\n"
    assert only(code) == (("A",), (), True)


def test_p5_a_dag_that_an_object_keeps() -> None:
    code = """
class Builder:
    def __init__(self):
        self.dag = PipelineDAG(nodes=["A"])
    def more(me):
        me.dag.add_edge("A", "B")
        other.dag.add_node("C")
    def again(self):
        self.dag = PipelineDAG(nodes=["D"])
"""
    assert only(code) == (("A", "D"), (("A", "B"),), False)


@pytest.mark.parametrize(
    "text",
    [
        "dag = PipelineDAG()\ndag.add_node('A')\n",
        "class PipelineDAG: pass\ndag = PipelineDAG()\ndag.add_node('A')\n",
        f"{FROM}dag = PipelineDAG()\n",
        f"{FROM}def f(dag: PipelineDAG):\n    pass\n",
        f"{FROM}f = lambda dag: dag.add_node('A')\n",
        "from langgraph.graph import StateGraph\ng = StateGraph(dict)\ng.add_node('PipelineDAG')\n",
    ],
)
def test_p5_no_dag(text: str) -> None:
    assert dags(text) == []


@given(st.binary(max_size=60), st.integers(0, 300), st.integers(0, 300))
def test_p5_any_bytes_anywhere_raise_nothing(noise: bytes, start: int, end: int) -> None:
    text = (
        f"{FROM}class B:\n    def f(self, dag: PipelineDAG):\n        self.dag = PipelineDAG(nodes=['A'])\n"
        "        self.dag.add_edge('A', 'B')\n        dag.add_node('C')\n        return [dag for x in y]\n"
    ).encode()
    data = text[:start] + noise.replace(b"\0", b"") + text[end:]
    read_dags(module_scope(parse_python(data).root, data, "app.main"))


def test_p5_ten_thousand_nodes_and_a_thousand_functions() -> None:
    lines = "".join(f"    dag.add_node('Step{number}')\n" for number in range(10_000))
    many = "".join(f"def f{number}():\n    dag = PipelineDAG(nodes=['A'])\n    return dag\n" for number in range(900))
    begun = time.perf_counter()
    (large,) = dags(f"{FROM}def build():\n    dag = PipelineDAG()\n{lines}    return dag\n")
    assert (len(large.nodes), large.complete) == (10_000, True)
    assert len(dags(f"{FROM}{many}")) == 900
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    "annotation", ["PipelineDAG", "'PipelineDAG'", "Optional['PipelineDAG']", "'PipelineDAG | None'"]
)
def test_p5_a_graph_that_is_received_is_never_complete(annotation: str) -> None:
    code = f"from typing import Optional\ndef f(dag: {annotation}):\n    dag.add_node('A')\n    dag.add_edge('A', 'B')"
    assert only(code) == (("A",), (("A", "B"),), False)


KEPT = "class B:\n    def __init__(self):\n        self.__dag = PipelineDAG(nodes=['A'])\n"
ADDS = "    def go(self):\n        self.__dag.add_edge('A', 'B')\n"


@pytest.mark.parametrize(
    ("rest", "complete"),
    [
        ("", True),
        ("    def more(me):\n        if me.__dag:\n            me.__dag.add_node('C')\n", True),
        ("    def sort(self):\n        return [f(x) for x in self.__dag.topological_sort()]\n", True),
        ("    def clear(self):\n        self.__dag = None\n        self.__dag = PipelineDAG()\n", True),
        ("class C:\n    def f(self, b):\n        b.__dag.add_node('X')\n", True),
        ("    def more(self, name):\n        self.__dag.add_node(name)\n", False),
        ("    def more(self, other):\n        other.__dag.add_node('X')\n", False),
        ("    def get(self):\n        return self.__dag\n", False),
        ("    def get(self):\n        return 1, [self.__dag]\n", False),
        ("    def get(self):\n        yield self.__dag\n", False),
        ("    def give(self):\n        fill(self.__dag)\n", False),
        ("    def give(self):\n        g = self.__dag\n", False),
        ("    def set(self, dag):\n        self.__dag = dag\n", False),
        ("    def set(self, dag):\n        self.__dag, x = dag\n", False),
        ("    def set(self):\n        self.__dag = PipelineDAG(names)\n", False),
        ("    __dag = PipelineDAG()\n", False),
        ("    def set(self):\n        def inner():\n            self.__dag = load()\n        inner()\n", False),
        ("    def set(self):\n        self.__dag += load()\n", False),
        ("    def set(self):\n        for self.__dag in dags: pass\n", False),
        ("    def set(self):\n        with dags() as self.__dag: pass\n", False),
        ("    def set(self):\n        self.x = self.__dag = load()\n", False),
        ("    class C:\n        def f(self):\n            self.__dag = 1\n", False),
        ("B()._B__dag.add_node('X')\n", False),
        ("getattr(B(), '_B__dag')\n", False),
    ],
)
def test_p5_a_graph_in_an_attribute_that_python_hides(rest: str, complete: bool) -> None:
    in_class = rest if rest.startswith("    ") else ""
    behind = rest if not in_class else ""
    (dag,) = [dag for dag in dags(f"{FROM}{KEPT}{ADDS}{in_class}{behind}") if dag.edges]
    assert (dag.edges, dag.complete) == ((("A", "B"),), complete)


@pytest.mark.parametrize("name", ["dag", "_dag", "__dag__"])
def test_p5_a_graph_in_an_attribute_that_others_can_reach_is_never_complete(name: str) -> None:
    (dag,) = dags(f"{FROM}{KEPT}{ADDS}".replace("__dag", name))
    assert (dag.edges, dag.complete) == ((("A", "B"),), False)


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n    dag = PipelineDAG()\n    .add_node('A')\n    .add_node('B')\n",
        "cursus dag\n        dag()\n        =PipelineDAG()",
        'cursus dag\n        dag()\n        =PipelineDAG("")\n    except',
        'class A::"=PipelineDAG()',
        "def g():=PipelineDAG()\n    .",
    ],
)
def test_p5_where_the_tree_has_a_name_that_nobody_wrote(code: str) -> None:
    assert dags(f"{FROM}{code}") == []
    assert [(dag.nodes, dag.edges) for dag in dags(f"{FROM}{MADE}{code}")] == [(("A",), ())]


TOKENS = re.findall(
    r"\w+|\s+|.",
    f"{FROM}def f(dag: PipelineDAG):\n    made = PipelineDAG()\n    made.add_node('A')\n    x.y = made\n    dag.add_edge('B', 'C')\n"
    "class A(PipelineDAG):\n    dag = PipelineDAG()\n    def g(self):\n        self.dag.add_node('D'); self.add_node('E')\n",
)


@given(st.lists(st.tuples(st.integers(0, len(TOKENS) - 1), st.sampled_from(["", *TOKENS])), min_size=1, max_size=4))
def test_p5_any_token_may_be_another_or_none(slips: list[tuple[int, str]]) -> None:
    tokens = list(TOKENS)
    for at, token in slips:
        tokens[at] = token
    dags("".join(tokens))
