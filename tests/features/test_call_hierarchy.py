"""Who uses a step, and its neighbours in graphs."""

from dataclasses import replace

import pytest

from cursus_registry.facts.model import Dag
from cursus_registry.features.call_hierarchy import Node, User, find_item, incoming, outgoing, prepare_calls
from cursus_registry.index.index import replace_files
from cursus_registry.resolution.steps import Step
from cursus_registry.resolution.view import View
from cursus_registry.text import Span
from support.checks import CORE, open_fixture, registry
from support.features import at_cursor
from support.worlds import WORLD, config_file, interface, lookup

ALICE, BOB = registry("alice"), registry("bob")
HEADER = "from cursus.registry.step_names import get_config_class_name\n"
DAG = '{"dag": {"nodes": ["XGBoostTraining_ä🚀", "Package_x", "Lost"], "edges": [["XGBoostTraining_ä🚀", "Package_x"], ["Lost", "Package_x"]]}}'
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "d"}}}}
STEP_OVERRIDES = {{"Package": {{"description": "ä🚀"}}}}
#- {BOB}
WORKSPACE_STEPS = {{"Graph": {{}}, "Package": {{"description": "another"}}}}
#- /pipelines/fraud.py
{HEADER}
"ä🚀", get_config_class_name("Package"), get_config_class_name("Package_training")
get_config_class_name("Package", workspace_id="alice")
get_config_class_name("Package", workspace_id="bob")
get_config_class_name("Graph", workspace_id="bob")
#- /pipelines/fraud.dag.json
{DAG}
"""
PACKAGE = Step("Package", None)
CALLERS = {
    "p4 look-up": lookup("Pack<|>age"),
    "p7 key": config_file(key="Pack<|>age_x"),
    "p7 class": config_file(value="Package<|>Config"),
    "p8 source": interface("[Pack<|>age]"),
}


def prepared(text):
    _, snapshot, path, _, offset = at_cursor(text)
    return [item.identity for item in prepare_calls(snapshot, path, offset)]


def told(snapshot, calls, path=None):
    """The names of what calls or is called, each with the texts at its places."""
    return {
        call.item.name: [snapshot.facts(path or call.item.target.path).source.slice(span) for span in call.spans]
        for call in calls
    }


@pytest.mark.parametrize(
    ("old", "new", "identity"),
    [
        ('"Package": {"description": "ä🚀"', '"Pack<|>age": {"description": "ä🚀"', PACKAGE),
        ('"Package": {"description": "another"', '"Pack<|>age": {"description": "another"', Step("Package", "bob")),
        ('"Graph": {"description": "d"', '"Gra<|>ph": {"description": "d"', Step("Graph", "alice")),
        ('("Package_training")', '("Package_trai<|>ning")', PACKAGE),
        ('["XGBoostTraining_ä🚀", "Package_x", "Lost"]', '["XGBoostTraining_ä🚀", "Pack<|>age_x", "Lost"]', "node"),
        ('["Lost", "Package_x"]', '["Lost", "Package_<|>x"]', "node"),
    ],
    ids=["p1_override", "p1_step", "p1_collision", "p4_suffix", "p6_node", "p6_edge"],
)
def test_prepare(old, new, identity):
    expected = Node("/pipelines/fraud.dag.json", "Package_x") if identity == "node" else identity
    assert prepared(PROJECT.replace(old, new, 1)) == [expected]


def test_prepare_p10_a_class():
    text = f"{PROJECT}#- /src/cursus/steps/configs/config_package_step.py\nclass Package<|>Config: ...\n"
    assert prepared(text) == [PACKAGE, Step("Package", "bob")]


@pytest.mark.parametrize("place", CALLERS)
def test_prepare_of_a_step_that_is_no_node(place):
    assert prepared(WORLD + CALLERS[place]) == [PACKAGE]


def test_prepare_nothing_for_a_name_without_a_step_and_half_typed_text():
    assert (
        prepared(PROJECT.replace("x, y = 1", "").replace(HEADER, f"{HEADER}get_config_class_name('Los<|>t')\n")) == []
    )
    assert prepared(PROJECT.replace(HEADER, f"{HEADER}get_config_class_name('Packa<|>\n", 1)) == []


def test_the_files_that_use_a_step():
    snapshot = open_fixture(PROJECT).snapshot
    assert told(snapshot, incoming(snapshot, PACKAGE)) == {
        "fraud.py": ["Package", "Package", "Package"],
        "fraud.dag.json": ["Package", "Package", "Package"],
    }
    assert told(snapshot, incoming(snapshot, Step("Package", "bob"))) == {"fraud.py": ["Package"]}
    assert told(snapshot, incoming(snapshot, Step("Graph", "alice"))) == {}
    assert incoming(snapshot, Step("Nobody", None)) == incoming(snapshot, User("/pipelines/fraud.py")) == []


def test_the_steps_behind_a_step():
    snapshot = open_fixture(PROJECT).snapshot
    core = "/src/cursus/registry/step_names.py"
    found = outgoing(snapshot, Step("XGBoostTraining", None))
    assert told(snapshot, found, core) == {"Package_x": ['"XGBoostTraining"']}
    assert [call.item.identity for call in found] == [Node("/pipelines/fraud.dag.json", "Package_x")]
    assert outgoing(snapshot, PACKAGE) == []


def test_the_neighbours_of_a_node():
    snapshot = open_fixture(PROJECT).snapshot
    path = "/pipelines/fraud.dag.json"
    before = incoming(snapshot, Node(path, "Package_x"))
    assert told(snapshot, before) == {"XGBoostTraining_ä🚀": ["XGBoostTraining_ä🚀"], "Lost": ["Lost"]}
    assert told(snapshot, outgoing(snapshot, Node(path, "Lost")), path) == {"Package_x": ["Lost"]}
    assert incoming(snapshot, Node(path, "Lost")) == outgoing(snapshot, Node("/gone.json", "Lost")) == []


def test_what_a_file_uses():
    snapshot = open_fixture(PROJECT).snapshot
    path = "/pipelines/fraud.py"
    found = outgoing(snapshot, User(path))
    assert [(call.item.identity, len(call.spans)) for call in found] == [
        (PACKAGE, 3),
        (Step("Package", "bob"), 1),
        (Step("Graph", "bob"), 1),
    ]


@pytest.mark.parametrize(
    ("module", "expected"), [("cursus.api.dag.base_dag", ["XGBoostTraining_x"]), ("langgraph.graph", [])]
)
def test_p5_the_graph_of_a_program_counts_if_its_class_is_the_frameworks(module, expected):
    path = "/pipelines/dag.py"
    code = "from cursus.api.dag.base_dag import PipelineDAG\n'ä🚀'; PipelineDAG().add_edge('XGBoostTraining_x', 'Package')\n"
    project = open_fixture(f"{CORE}\n#- {path}\n{code}")
    snapshot = project.snapshot
    facts = snapshot.facts(path)
    first, second = (
        Span(at, at + len(name))
        for name in (b"XGBoostTraining_x", b"Package")
        for at in (facts.source.data.index(name),)
    )
    dag = Dag(
        nodes=("XGBoostTraining_x", "Package"),
        edges=(("XGBoostTraining_x", "Package"),),
        complete=True,
        callee=(f"{module}.PipelineDAG",),
        node_spans=(first, second),
        edge_spans=((first, second),),
    )
    index = replace_files(snapshot.view.index, {path: replace(facts, dags=(dag,))})
    changed = replace(snapshot, view=View(index))
    calls = incoming(changed, Node(path, "Package"))
    assert [call.item.name for call in calls] == expected
    assert [call.spans for call in calls] == [(first,)] * len(expected)


def test_what_is_known_of_an_item_outlives_edits():
    project = open_fixture(PROJECT)
    path = "/pipelines/fraud.dag.json"
    node, before = Node(path, "Package_x"), find_item(project.snapshot, Node(path, "Package_x"))
    project.files.open(path, ("\n\n" + DAG).encode())
    project.update([path])
    after = find_item(project.snapshot, node)
    assert after.target.name_span == before.target.name_span.shifted(2)
    project.files.open(path, b'{"dag": {"nodes": ["Package_x"')
    project.update([path])
    assert incoming(project.snapshot, node) == []
    project.files.open(path, b"{}")
    project.update([path])
    assert find_item(project.snapshot, node) is None
