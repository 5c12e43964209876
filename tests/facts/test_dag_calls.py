"""Step names handed to DAGs in Python: which are mentions, where exactly, and what the calls lead to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import Mention, Surface
from cursus_registry.facts.scopes import module_scope, read_exports
from cursus_registry.syntax.python import parse_python

FROM = "from cursus.api.dag import PipelineDAG, DAGConfigFactory\n"
PATH = "cursus.api.dag.PipelineDAG"


def mentions(text: str) -> list[Mention]:
    data = text.encode()
    found = read_mentions(module_scope(parse_python(data).root, data, "app.main"))
    for mention in found:
        assert mention.surface is Surface.DAG_CALL
        assert data[mention.span.start : mention.span.end].decode() == mention.name
    return list(found)


def names(text: str) -> list[str]:
    return [mention.name for mention in mentions(text)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("PipelineDAG().add_node('A')", ["A"]),
        ("dag = PipelineDAG()\ndag.add_node('A_training')", ["A_training"]),
        ("dag = PipelineDAG()\ndag.add_node(node='A')\ndag.add_edge('A', dst='😀B')", ["A", "A", "😀B"]),
        ("dag = PipelineDAG()\ndag.add_edge(src='A', dst=name)", ["A"]),
        ("PipelineDAG(nodes=['A', name, 'B'], edges=[('A', 'B'), ['B', x]])", ["A", "B", "A", "B", "B"]),
        ("PipelineDAG(['A'], [('A', 'B')])", ["A", "A", "B"]),
        ("PipelineDAG(('A',), {('A', 'B')}, strict='C')", ["A", "A", "B"]),
        ("factory = DAGConfigFactory(dag)\nfactory.set_step_config('A_job', depth=1)", ["A_job"]),
        ("f = PipelineDAG().add_node\nf('A')", ["A"]),
        ("with PipelineDAG() as dag:\n    dag.add_node('A')", ["A"]),
        (
            "dag = PipelineDAG()\ndag.add_node(f'A')\ndag.add_node('A' 'B')\ndag.add_node('A\\x41')\ndag.add_node(b'A')",
            [],
        ),
        ("dag.add_node('A')", []),
        ("PipelineDAG.add_node(dag, 'A')", []),
        ("PipelineDAG().add_nodes('A')", []),
        ("PipelineDAG(names=['A'])", []),
    ],
)
def test_p5_calls(code: str, expected: list[str]) -> None:
    assert names(f"{FROM}{code}\n") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def build(dag: PipelineDAG):\n    dag.add_node('A')", ["A"]),
        ("def build(dag: PipelineDAG | None = None, *, x: int):\n    dag.add_node('A')", ["A"]),
        ("from typing import Optional\ndef build(dag: Optional[PipelineDAG]):\n    dag.add_node('A')", ["A"]),
        ("import cursus.api.dag as d\ndef build(dag: d.PipelineDAG):\n    dag.add_node('A')", ["A"]),
        ("def build(dag: PipelineDAG):\n    dag = other()\n    dag.add_node('A')", []),
        ("def build(*dag: PipelineDAG):\n    dag.add_node('A')", []),
        ("def build(b: list[PipelineDAG], c: PipelineDAG | int):\n    b.add_node('A')\n    c.add_node('B')", []),
        (
            "class B:\n    def __init__(self):\n        self.dag = PipelineDAG()\n    def go(me):\n        me.dag.add_node('A')",
            ["A"],
        ),
        (
            "class B:\n    def __init__(self, dag: PipelineDAG):\n        self.dag = dag\n    def go(self):\n        self.dag.add_node('A')",
            ["A"],
        ),
        (
            "class B:\n    dag = None\n    def set(self):\n        self.dag = None\n        self.dag = PipelineDAG()\n        [self.dag.add_node('A') for x in y]",
            ["A"],
        ),
        (
            "class B:\n    def __init__(self, dag):\n        self.dag = dag\n        self.dag = PipelineDAG()\n        self.dag.add_node('A')",
            [],
        ),
        (
            "class B:\n    def __init__(self):\n        self.dag, self.x = PipelineDAG(), 1\n        self.dag.add_node('A')",
            [],
        ),
        (
            "class A:\n    def f(self):\n        self.dag = PipelineDAG()\nclass B:\n    def f(self):\n        self.dag.add_node('A')",
            [],
        ),
        (
            "class B:\n    def f(self):\n        self.a = self.b\n        self.b = self.a\n        self.a.add_node('A')",
            [],
        ),
    ],
)
def test_p5_a_dag_that_is_received_or_kept(code: str, expected: list[str]) -> None:
    assert names(f"{FROM}{code}\n") == expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("'PipelineDAG'", ["A"]),
        ('"PipelineDAG | None"', ["A"]),
        ("' PipelineDAG '", ["A"]),
        ("Optional['PipelineDAG']", ["A"]),
        ("'Optional[PipelineDAG]'", ["A"]),
        ("'typing.Optional[ d.PipelineDAG ]'", ["A"]),
        ("'d.PipelineDAG'", ["A"]),
        ('"""PipelineDAG"""', ["A"]),
        ("'Pipeline' 'DAG'", []),
        ("'list[PipelineDAG]'", []),
        ("'PipelineDAG | int'", []),
        ("'PipelineDAG()'", []),
        ("''", []),
        ("b'PipelineDAG'", []),
        ("f'PipelineDAG'", []),
        ("'Unknown'", []),
    ],
)
def test_p5_an_annotation_in_quotes(annotation: str, expected: list[str]) -> None:
    head = f"from typing import TYPE_CHECKING, Optional\nif TYPE_CHECKING:\n    {FROM}    import cursus.api.dag as d\n"
    assert names(f"{head}def build(dag: {annotation}, x=1):\n    dag.add_node('A')\n") == expected
    assert names(f"{head}def build(*, dag: {annotation} = None):\n    dag.add_node('A')\n") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("dag: PipelineDAG", ["A"]),
        ("dag: 'PipelineDAG'", ["A"]),
        ("dag: PipelineDAG | None = None", ["A"]),
        ("dag: Optional[PipelineDAG] = None", ["A"]),
        ("dag: PipelineDAG = field(default_factory=PipelineDAG)", ["A"]),
        ("name: str\n    dag: PipelineDAG\n    def __init__(self):\n        self.dag = PipelineDAG()", ["A"]),
        ("def __init__(self, dag):\n        self.dag: PipelineDAG = dag", ["A"]),
        ("def __init__(self, dag):\n        self.dag: 'PipelineDAG | None' = load()", ["A"]),
        ("dag: Graph\n    def __init__(self):\n        self.dag = PipelineDAG()", ["A"]),
        ("dag: PipelineDAG\n    def set(self, dag):\n        self.dag = dag", []),
        ("dag: PipelineDAG\n    def set(self):\n        self.dag, x = load()", []),
        ("def __init__(self, dag):\n        self.dag: PipelineDAG = dag\n        self.dag = load()", []),
        ("dag: list[PipelineDAG]", []),
        ("dag: ClassVar[PipelineDAG]", []),
        ("dag: PipelineDAG | int", []),
        ("dag: dict", []),
        ("other: PipelineDAG", []),
        ("def f(self):\n        dag: PipelineDAG = load()", []),
    ],
)
@pytest.mark.parametrize("decorator", ["@dataclass\n", ""])
def test_p5_an_attribute_that_a_class_declares(decorator: str, body: str, expected: list[str]) -> None:
    head = "from dataclasses import dataclass, field\nfrom typing import ClassVar, Optional\n"
    text = f"{head}{FROM}{decorator}class B:\n    {body}\n    def go(self):\n        self.dag.add_node('A')\n"
    assert names(text) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dag: PipelineDAG = load()\ndag.add_node('A')", ["A"]),
        ("def f():\n    dag: 'PipelineDAG' = load()\n    dag.add_node('A')", ["A"]),
        ("dag: PipelineDAG\ndag = load()\ndag.add_node('A')", []),
        ("dag: PipelineDAG = load()\ndag = load()\ndag.add_node('A')", []),
        ("dag: Graph = load()\ndag.add_node('A')", []),
        ("other = dag = load()\ndag.add_node('A')", []),
    ],
)
def test_p5_a_variable_with_an_annotation(code: str, expected: list[str]) -> None:
    assert names(f"{FROM}{code}\n") == expected


def test_what_an_annotation_says_is_not_handed_on() -> None:
    data = f"{FROM}dag: PipelineDAG = load()\n".encode()
    exports = read_exports(module_scope(parse_python(data).root, data, "app.main"))
    assert dict(exports) == {"PipelineDAG": PATH, "DAGConfigFactory": "cursus.api.dag.DAGConfigFactory"}


SUBCLASSES = {
    "its object": ("class My(PipelineDAG):\n    pass\nMy().add_node('A')", ["A"]),
    "a variable": ("class My(PipelineDAG):\n    x = 1\ndag = My('x')\ndag.add_edge('A', 'B')", ["A", "B"]),
    "its own methods": ("class My(PipelineDAG):\n    def f(me, x):\n        [me.add_node('A') for x in y]", ["A"]),
    "its constructor": ("class My(PipelineDAG):\n    def __init__(self):\n        self.add_node('A')\nMy()", ["A"]),
    "behind a module": ("import cursus.api.dag as d\nclass My(d.PipelineDAG): x = 1\nMy().add_node('A')", ["A"]),
    "another name": ("Base = PipelineDAG\nclass My(Base): x = 1\nMy().add_node('A')", ["A"]),
    "of a subclass": ("class My(PipelineDAG): x = 1\nclass Mine(My): x = 1\nMine().add_node('A')", ["A"]),
    "as a parameter": ("class My(PipelineDAG): x = 1\ndef f(dag: 'My'):\n    dag.add_node('A')", ["A"]),
    "an attribute": ("class My(PipelineDAG):\n    def f(self):\n        self.nodes.add_node('A')", []),
    "other bases behind": ("class My(PipelineDAG, Mixin):\n    def f(self):\n        self.add_node('A')", ["A"]),
    "in a function": ("def f():\n    class My(PipelineDAG): x = 1\n    My().add_node('A')", ["A"]),
    "a mixin first": ("class My(Mixin, PipelineDAG): x = 1\nMy().add_node('A')", []),
    "another base": ("class My(Base):\n    def f(self):\n        self.add_node('A')\nMy().add_node('B')", []),
    "another method": (
        "class My(PipelineDAG):\n    def add_node(self, x): x\n    def f(self):\n        self.add_node('A')\nMy().add_edge('A', 'B')",
        [],
    ),
    "a method by name": ("class My(PipelineDAG):\n    if x:\n        add_edge = None\nMy().add_node('A')", []),
    "attributes of its own": ("class My(PipelineDAG):\n    def __getattribute__(s, x): x\nMy().add_node('A')", []),
    "an attribute in its place": (
        "class My(PipelineDAG):\n    def f(self):\n        self.add_node = x\n        self.add_node('A')",
        [],
    ),
    "a metaclass": ("class My(PipelineDAG, metaclass=M): x = 1\nMy().add_node('A')", []),
    "a decorator": ("@wrapped\nclass My(PipelineDAG): x = 1\nMy().add_node('A')", []),
    "two of a name": ("class My(PipelineDAG): x = 1\nclass My: x = 1\nMy().add_node('A')", []),
    "of itself": ("class My(My): x = 1\nMy().add_node('A')", []),
    "of each other": ("class A(B): x = 1\nclass B(A): x = 1\nA().add_node('A')", []),
    "in the place of the DAG": (
        "import cursus.api.dag as d\nclass PipelineDAG(d.PipelineDAG): x = 1\nPipelineDAG(['A'])",
        [],
    ),
    "the class itself": ("class My(PipelineDAG): x = 1\nMy.add_node('A')", []),
    "lists for a constructor of its own": ("class My(PipelineDAG): x = 1\nMy(nodes=['A'])", []),
    "the factory's method": ("class My(PipelineDAG):\n    def f(self):\n        self.set_step_config('A')", []),
}


@pytest.mark.parametrize(("code", "expected"), SUBCLASSES.values(), ids=SUBCLASSES)
def test_p5_subclasses_of_a_dag(code: str, expected: list[str]) -> None:
    text = f"{FROM}{code}\n"
    assert names(text) == expected
    assert {path for one in mentions(text) for path in one.callee} <= {f"{PATH}().add_node", f"{PATH}().add_edge"}


def test_p5_a_subclass_is_handed_on_as_what_it_is_made_from() -> None:
    text = f"{FROM}class My(PipelineDAG): x = 1\nclass Other(DAGConfigFactory): x = 1\nclass Third: x = 1\n"
    data = text.encode()
    exports = read_exports(module_scope(parse_python(data).root, data, "app.main"))
    assert dict(exports) == {"PipelineDAG": PATH, "DAGConfigFactory": "cursus.api.dag.DAGConfigFactory", "My": PATH}


def test_p5_a_string_that_is_no_annotation_names_no_class() -> None:
    assert names(f"{FROM}'PipelineDAG'().add_node('A')\ndag = 'PipelineDAG'\ndag.add_node('B')\n") == []
    assert names(f"{FROM}def f(dag='PipelineDAG'):\n    dag.add_node('A')\n") == []


def test_p5_a_manager_that_is_received_says_nothing_of_its_workspace() -> None:
    text = (
        "from cursus.registry import UnifiedRegistryManager as M\n"
        "def f(m: M):\n    m.get_step('A')\n"
        "class B:\n    def f(self):\n        self.m = M()\n        self.m.get_step('A')\n"
    )
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "callee"),
    [
        (f"{FROM}PipelineDAG(nodes=['A'])", PATH),
        (f"{FROM}PipelineDAG().add_node('A')", f"{PATH}().add_node"),
        (
            "from langgraph.graph import StateGraph\ng = StateGraph(dict)\ng.add_node('A')",
            "langgraph.graph.StateGraph().add_node",
        ),
        ("import networkx as nx\nnx.DiGraph().add_edge('A', x)", "networkx.DiGraph().add_edge"),
        ("from mylib import *\nPipelineDAG(['A'])", "mylib.PipelineDAG"),
    ],
)
def test_p5_what_a_call_leads_to(text: str, callee: str) -> None:
    (mention,) = mentions(text)
    assert mention.callee == (callee,)


def test_p5_half_typed() -> None:
    text = f"{FROM}dag = PipelineDAG()\ndag.add_node('A')\ndag.add_edge('A', 'B\ndag.add_node('C')\n"
    assert {"A", "C"} <= set(names(text))


@given(st.binary(max_size=60), st.integers(0, 200))
def test_p5_any_bytes_anywhere_raise_nothing(noise: bytes, at: int) -> None:
    text = f"{FROM}class B:\n    def f(self, dag: PipelineDAG):\n        self.dag = dag\n        self.dag.add_edge('A', 'B')\n"
    data = text.encode()[:at] + noise.replace(b"\0", b"") + text.encode()[at:]
    read_mentions(module_scope(parse_python(data).root, data, "app.main"))


def test_p5_ten_thousand_nodes() -> None:
    listed = ", ".join(f"'Step{number}'" for number in range(10_000))
    lists = f"{FROM}PipelineDAG(nodes=[{listed}])\n"
    calls = f"{FROM}dag = PipelineDAG()\n" + "".join(f"dag.add_node('Step{number}')\n" for number in range(10_000))
    begun = time.perf_counter()
    assert len(mentions(lists)) == 10_000
    assert len(mentions(calls)) == 10_000
    assert time.perf_counter() - begun < 10


def test_p5_five_thousand_declared_attributes() -> None:
    fields = "".join(f"    dag{number}: PipelineDAG\n" for number in range(5_000))
    calls = "".join(f"        self.dag{number}.add_node('Step{number}')\n" for number in range(5_000))
    begun = time.perf_counter()
    assert len(mentions(f"{FROM}class B:\n{fields}    def go(self):\n{calls}")) == 5_000
    assert time.perf_counter() - begun < 10
