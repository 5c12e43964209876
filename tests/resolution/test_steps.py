"""Which declarations are one step, and where it is used."""

from __future__ import annotations

import pytest

from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import Step, declarations_of, is_used, step_of, uses_of
from support.checks import open_fixture, registry
from support.rules import PATHS, with_paths

PROJECT = """
#- core
STEP_NAMES = {"Package": {}, "XGBoostModel": {}, "XGBoostModelEval": {}, "Unused": {}}
#- original
STEP_NAMES = {"Package": {}}
#- /step_pack/interfaces/package.step.yaml
step_type: Package
spec: {compatible_sources: [Package, Unused, "XGBoostModel"]}
#- alice
WORKSPACE_STEPS = {"Package": {}, "Alpha": {}}
STEP_OVERRIDES = {"XGBoostModel": {}, "Alpha": {}}
#- bob
STEP_OVERRIDES = {"Package": {}, "Nothing": {}}
WORKSPACE_STEPS = {"Alpha": {}, "Beta": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name as look
from cursus.api.dag import PipelineDAG
dag = PipelineDAG(nodes=["😀", "Package_x"])
dag.add_edge("XGBoostModelEval_x", "XGBoostModel-y")
look("Package", "alice")
look("Package", workspace_id="bob")
look("Beta", workspace_id=who)
nobody.add_node("Package")
#- /developer_workspaces/developers/alice/a.dag.json
{"dag": {"nodes": ["😀 Package", "Package_training", "Alpha"]}}
#- /developer_workspaces/developers/bob/a.json
{"metadata": {"config_types": {"Package": "PackageConfig", "Alpha_x": "AlphaConfig"}}}
"""


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return open_fixture(with_paths(PROJECT)).snapshot


@pytest.mark.parametrize(
    ("step", "places"),
    [
        (
            Step("Package", None),
            [(PATHS["core"], "core"), (PATHS["original"], "core"), ("/step_pack/interfaces/package.step.yaml", "pack"),
             (registry("bob"), "bob")],
        ),
        (Step("Package", "alice"), [(registry("alice"), "alice")]),
        (Step("Alpha", "alice"), [(registry("alice"), "alice")] * 2),
        (Step("Alpha", "bob"), [(registry("bob"), "bob")]),
        (Step("XGBoostModel", None), [(PATHS["core"], "core"), (registry("alice"), "alice")]),
        (Step("Nothing", "bob"), [(registry("bob"), "bob")]),
        (Step("Alpha", None), []),
        (Step("Alpha", "nobody"), []),
    ],
)  # fmt: skip
def test_the_declarations_of_a_step(snapshot: Snapshot, step: Step, places: list[tuple[str, str]]) -> None:
    rows = list(declarations_of(snapshot.view, step))
    assert sorted((row.path, row.namespace) for row in rows) == sorted(places)
    assert {step_of(snapshot.view, row) for row in rows} <= {step}


def used(snapshot: Snapshot, step: Step) -> list[tuple[str, str]]:
    """File and mention of each use; the span is the step's own name."""
    found = list(uses_of(snapshot.view, step))
    for use in found:
        assert use.facts.source.slice(use.span) == step.name
        assert use.span.start == use.mention.span.start
    return [(use.facts.path.rpartition("/")[2], use.mention.name) for use in found]


@pytest.mark.parametrize(
    ("step", "uses"),
    [
        (
            Step("Package", None),
            [("a.json", "Package"), ("a.py", "Package_x"), ("a.py", "Package"), ("package.step.yaml", "Package")],
        ),
        (Step("Package", "alice"), [("a.dag.json", "Package_training"), ("a.py", "Package")]),
        (Step("Alpha", "alice"), [("a.dag.json", "Alpha")]),
        (Step("Alpha", "bob"), [("a.json", "Alpha_x")]),
        (Step("XGBoostModel", None), [("a.py", "XGBoostModel-y"), ("package.step.yaml", "XGBoostModel")]),
        (Step("XGBoostModelEval", None), [("a.py", "XGBoostModelEval_x")]),
        (Step("Beta", "bob"), []),
        (Step("Package", "bob"), []),
    ],
)
def test_p4_to_p8_the_uses_of_a_step(snapshot: Snapshot, step: Step, uses: list[tuple[str, str]]) -> None:
    assert sorted(used(snapshot, step)) == sorted(uses)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("Package", None), True),
        (Step("Package", "alice"), True),
        (Step("Beta", "bob"), True),  # a look-up whose workspace only running could tell
        (Step("Unused", None), False),  # a compatible source is no use
        (Step("XGBoostModel", None), True),
        (Step("Nothing", "bob"), False),
    ],
)
def test_whether_a_step_is_used(snapshot: Snapshot, step: Step, expected: bool) -> None:
    assert is_used(snapshot.view, step) is expected


def test_an_index_that_is_not_read_yet_has_no_steps() -> None:
    view = open_fixture("#- /a.txt\nx\n").snapshot.view
    assert list(declarations_of(view, Step("Package", None))) == []
    assert list(uses_of(view, Step("Package", None))) == []


NO_USES = """
#- core
STEP_NAMES = {"Package": {}, "A": {}, "a": {}, "agent": {}, "Processing": {}, "Base": {}, "Payload": {}}
#- /pipelines/agents.py
from langgraph.graph import END, StateGraph
import networkx as nx
graph = StateGraph(dict)
graph.add_node("agent")
graph.add_edge("a", "A")
graph.add_edge("agent", END)
nx.DiGraph(nodes=["A"]).add_edge("A", "Package")
class PipelineDAG:
    def add_node(self, node): ...
PipelineDAG().add_node("Package")
def build(dag, other: StateGraph):
    dag.add_node("Package")
    other.add_node("Package")
#- /pipelines/others.py
from airflow.models import DAG as PipelineDAG
from mylib.dags import PipelineDAG as Mine
PipelineDAG(nodes=["Package"])
Mine(nodes=["Package"])
step = Step(sagemaker_step_type="Processing", kind="Base")
payload = base_data = "Payload"
names = ["Package", "A"]
#- /mylib/dags.py
class PipelineDAG: ...
#- /tests/test_graph.py
def test_nodes(graph):
    graph.add_node("A")
    assert graph.nodes == ["A"]
#- /package.json
{"name": "Package", "dag": {"nodes": ["Package"]}, "dependencies": {"A": "1"}}
#- /src/cursus/steps/interfaces/other.step.yaml
step_type: Other
registry: {sagemaker_step_type: Processing}
spec: {dependencies: {payload: {semantic_keywords: [Package], sources: [A]}}}
"""


def test_p5_to_p8_what_is_no_use_of_a_step() -> None:
    snapshot = open_fixture(with_paths(NO_USES)).snapshot
    certain = [
        mention
        for facts in snapshot.view.index.files.values()
        for mention in facts.mentions
        if snapshot.view.is_certain(mention)
    ]
    assert certain == []
    assert [list(uses_of(snapshot.view, Step(name, None))) for name in snapshot.view.base.steps] == [[]] * 8
    found = {code for path in snapshot.judged() for code in (one.code for one in snapshot.check(path))}
    assert not {code for code in found if code.startswith("CUR3")}
