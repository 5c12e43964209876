"""Hints in the text: `|alice|` in a fixture marks where one stands, and what it says."""

import re

import pytest

from cursus_registry.features.inlay_hints import HintKind, explain, inlay_hints
from cursus_registry.text import Span
from support.checks import CORE, classes, open_fixture, registry
from support.fixture import parse_fixture

ALICE, BOB, PIPELINE = registry("alice"), registry("bob"), "/pipelines/fraud.py"
HEADER = "from cursus.registry.step_names import get_config_class_name\n"
WORKSPACES = f"""{CORE}
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "Packs hers"}}}}
WORKSPACE_STEPS = {{"Graph": {{"description": "hers", {classes("Graph")}}}}}
#- {BOB}
WORKSPACE_STEPS = {{"Graph": {{"description": "his", {classes("Graph")}}}}}
#- /step_pack/interfaces/refund.step.yaml
step_type: Refund
"""
_MARK = re.compile(r"\|([^|]+)\|")


def check_hints(files, path, text):
    """In a text that is put into a project, the hints are those that are marked in it."""
    plain = _MARK.sub("", text)
    snapshot = open_fixture(parse_fixture(f"{files}\n#- {path}\n{plain}\n")).snapshot
    data = snapshot.view.index.files[path].source.data
    shown = data
    for hint in reversed(inlay_hints(snapshot, path, Span(0, len(data)))):
        shown = shown[: hint.offset] + f"|{hint.label}|".encode() + shown[hint.offset :]
    assert shown.decode().strip("\n") == text.strip("\n")


def test_inlay_hint_p4_where_it_leads_to_if_that_is_not_the_core():
    check_hints(
        WORKSPACES,
        PIPELINE,
        f"""{HEADER}"🚀", get_config_class_name("Package_x"|alice|, workspace_id="alice"), get_config_class_name('''Graph'''|bob|, "bob")
get_config_class_name("Package", workspace_id="bob")
get_config_class_name("Package", workspace_id=whose())
get_config_class_name("Nowhere")
get_config_class_name("Refund"|pack|)
print("Graph", workspace_id="bob")
""",
    )


def test_inlay_hint_p5_in_a_workspaces_own_dag():
    check_hints(
        WORKSPACES,
        "/developer_workspaces/developers/alice/pipelines/hers.py",
        """from cursus.api.dag import PipelineDAG
dag = PipelineDAG(nodes=["Graph"|alice|, "Package_x"|alice|])
dag.add_edge("Graph_a"|alice|, "XGBoostTraining")
dag.add_node("Gra
""",
    )


def test_inlay_hint_p6_in_a_dag_file():
    check_hints(
        WORKSPACES,
        "/developer_workspaces/developers/bob/pipelines/his.dag.json",
        '{"🚀": 1, "dag": {"nodes": ["Graph-x"|bob|, "Package"], "edges": []}}',
    )


def test_inlay_hint_p7_in_a_config_file():
    check_hints(
        WORKSPACES,
        "/developer_workspaces/developers/bob/config.json",
        '{"🚀": 1, "metadata": {"config_types": {"Graph"|bob|: "GraphConfig", "Package": "PackageConfig"}}}',
    )


def test_inlay_hint_p8_of_a_step_of_a_pack():
    check_hints(
        WORKSPACES,
        "/src/cursus/steps/interfaces/score.step.yaml",
        """step_type: Score|ScoreStepBuilder, ScoreConfig, Score|
spec: {note: "🚀", compatible_sources: [Package, Refund|pack|, "Refund"|pack|, Refunds, Graph]}
""",
    )


def test_inlay_hint_p1_values_that_follow_from_the_name():
    check_hints(
        CORE,
        ALICE,
        f"""WORKSPACE_STEPS = {{
    "Graph": {{|GraphStepBuilder, GraphConfig, Graph|"description": "🚀"}},
    "Walk": {{|WalkStepBuilder, Walk|
        "config_class": "WalkingConfig",
    }},
    "Whole": {{{classes("Whole")}}},
    "Spread": {{**unknown()}},
    "Odd\\n": {{}},
    "None": None,
}}
STEP_OVERRIDES = {{"Package": {{"description": "nothing is derived here"}}}}
""",
    )


def test_inlay_hint_p1_of_an_interface_file():
    check_hints(
        CORE,
        "/src/cursus/steps/interfaces/graph.step.yaml",
        """node_type: "🚀"
step_type: Graph|GraphStepBuilder, Graph|
registry:
  config_class: GraphingConfig
""",
    )


def test_inlay_hint_p1_in_half_typed_text():
    check_hints(
        CORE,
        ALICE,
        """WORKSPACE_STEPS = {
    "Graph": {|GraphStepBuilder, GraphConfig, Graph|"description": "x"},
    "Walk": {"
""",
    )


def test_inlay_hint_p4_only_those_that_are_asked_for():
    text = f'{HEADER}get_config_class_name("Graph", "bob")\nget_config_class_name("Package", "alice")\n'
    snapshot = open_fixture(f"{WORKSPACES}\n#- {PIPELINE}\n{text}").snapshot
    second = text.index("get_config", len(HEADER) + 10)
    assert [hint.label for hint in inlay_hints(snapshot, PIPELINE, Span(0, second - 1))] == ["bob"]
    assert [hint.label for hint in inlay_hints(snapshot, PIPELINE, Span(second, len(text)))] == ["alice"]
    assert inlay_hints(snapshot, "/nowhere.py", Span(0, 10)) == []


@pytest.mark.parametrize(
    ("kind", "name", "workspace", "told"),
    [
        (HintKind.NAMESPACE, "Package_x", "alice", "Package is the override of workspace alice here. Packs hers"),
        (HintKind.NAMESPACE, "Graph", "bob", "Graph is the step of workspace bob here. his"),
        (HintKind.NAMESPACE, "Refund", None, "Refund is the step of a pack here."),
        (HintKind.NAMESPACE, "Graph", None, None),
        (HintKind.DERIVED, "Graph", "bob", None),
        (
            HintKind.DERIVED,
            "Refund",
            None,
            "Not written in the entry, so it follows from the name: builder_step_name is RefundStepBuilder,"
            " config_class is RefundConfig, spec_type is Refund.",
        ),
    ],
)
def test_inlay_hint_says_more_when_it_is_pointed_at(kind, name, workspace, told):
    assert explain(open_fixture(WORKSPACES).snapshot, kind, name, workspace) == told
