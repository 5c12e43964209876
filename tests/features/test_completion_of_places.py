"""Which names are proposed in DAG calls, DAG files and config files, and how they are written there."""

import pytest

from support.checks import CORE
from support.features import check_completion_edit, completions_at, labels_at
from support.worlds import (
    CLASSES,
    CONFIG_FILE,
    DAG_FILE,
    DAG_HEAD,
    MENTIONS,
    RUN,
    WORLD,
    config_file,
    dag_call,
    dag_file,
    lookup,
)

places = pytest.mark.parametrize("text", MENTIONS.values(), ids=MENTIONS)
NODES = ["AliceOnly", "Package_training"]


@places
def test_completion_has_own_names_first_and_no_others(text):
    found = [label for label in labels_at(WORLD + text("<|>")) if label not in NODES]
    own = [label for label in found if label in {"Graph", "Package"}]
    assert found[: len(own)] == own
    assert "BobOnly" not in found
    assert found.count("Graph") == found.count("Package") == 1


@places
def test_completion_marks_legacy_names(text):
    old = {item.label: item.deprecated for item in completions_at(WORLD + text("<|>")).items}
    assert [label for label, deprecated in old.items() if deprecated] == ["MIMSPackaging"]


@places
def test_completion_has_job_types_in_use(text):
    more = '#- /x.dag.json\n{"dag": {"nodes": ["XGBoostTraining_calibration"]}}\n'
    assert "XGBoostTraining_calibration" in labels_at(WORLD + more + text("<|>"))
    assert "Graph_calibration" in labels_at(WORLD + more + text("Graph_<|>"))


@places
def test_completion_is_cut_and_asked_for_again(text):
    steps = "".join(f'    "Step{number}": {{}},\n' for number in range(1_100))
    found = completions_at(WORLD.replace("STEP_NAMES = {\n", f"STEP_NAMES = {{\n{steps}", 1) + text("<|>"))
    assert found.incomplete
    assert len(found.items) == 1_000
    exact = completions_at(WORLD.replace("STEP_NAMES = {\n", f"STEP_NAMES = {{\n{steps}", 1) + text("Step1099<|>"))
    assert "Step1099" in [item.label for item in exact.items]


@pytest.mark.parametrize("text", CLASSES.values(), ids=CLASSES)
def test_completion_of_classes_nearest_to_the_step_first(text):
    more = "#- /src/cursus/steps/configs/config_other.py\nclass PackingConfig:\n    pass\nclass AConfig:\n    pass\n"
    assert labels_at(WORLD + more + text("<|>")) == ["PackageConfig", "PackingConfig", "AConfig"]


@pytest.mark.parametrize(
    "text",
    [
        dag_call('dag.add_edge("<|>", "Graph")'),
        dag_call('dag.add_edge(src="AliceOnly", dst="<|>'),
        dag_call('dag.add_edge("AliceOnly", "<|>'),
        dag_call('PipelineDAG(nodes=["Graph"], edges=[("AliceOnly", "<|>'),
        dag_file(edge="<|>"),
        dag_file(entry_point="<|>"),
    ],
    ids=["p5 source", "p5 keyword", "p5 half-typed", "p5 edges", "p6 edges", "p6 entry_points"],
)
def test_completion_of_edges_has_the_nodes_first(text):
    assert labels_at(WORLD + text)[:2] == NODES


def test_completion_p6_of_a_node_that_is_no_step():
    text = dag_file(node="Nobody", edge="<|>")
    assert labels_at(WORLD + text)[:3] == [*NODES, "Nobody"]


def test_completion_p6_of_nodes_leaves_out_those_there_are():
    assert labels_at(WORLD + dag_file(node="<|>")) == ["Graph", "Package", "XGBoostTraining", "MIMSPackaging"]


def test_completion_p7_leaves_out_the_keys_there_are():
    assert "AliceOnly" not in labels_at(WORLD + config_file(key="<|>"))
    assert "AliceOnly" in labels_at(WORLD + config_file(specific="<|>"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"dag": {"nodes": [<|>]}}', '{"dag": {"nodes": ["Graph"]}}'),
        ('{"dag": {"nodes": ["A", <|>]}}', '{"dag": {"nodes": ["A", "Graph"]}}'),
        ('{"dag": {"nodes": [Gr<|>aph]}}', '{"dag": {"nodes": ["Graph"]}}'),
        ('{"dag": {"nodes": ["Gr<|> "B"]}}', '{"dag": {"nodes": ["Graph", "B"]}}'),
        ('{"dag": {"nodes": ["ä🚀", "Gr<|>', '{"dag": {"nodes": ["ä🚀", "Graph"'),
        ('{"dag": {"edges": [["Package", <|>]]}}', '{"dag": {"edges": [["Package", "Graph"]]}}'),
        ('{"dag": {"edges": [["Gr<|>]]}}', '{"dag": {"edges": [["Graph"]]}}'),
        ('{"dag": {"nodes": ["Gr<|>", "B]}}', '{"dag": {"nodes": ["Graph", "B]}}'),
        ('{"metadata": {"entry_points": ["<|>"]}}', '{"metadata": {"entry_points": ["Graph"]}}'),
        ('{"x": [{}, {"y": "}"}], "dag": {"nodes": ["<|>"]}}', '{"x": [{}, {"y": "}"}], "dag": {"nodes": ["Graph"]}}'),
        ('{"dag": {"nodes": ["\\"", "\\\\", "Gr<|>"]}}', '{"dag": {"nodes": ["\\"", "\\\\", "Graph"]}}'),
    ],
)
def test_completion_p6_puts_the_text_right(before, after):
    check_completion_edit(f"{WORLD}\n#- {DAG_FILE}\n{before}\n", "Graph", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{<|>}", '{"Graph": "HerGraphConfig"}'),
        ('{"<|>"}', '{"Graph"}'),
        ('{"Gr<|>}', '{"Graph": "HerGraphConfig"}'),
        ('{"Gr<|>: "x"}', '{"Graph": "x"}'),
        ('{"A": "B", Gr<|>}', '{"A": "B", "Graph": "HerGraphConfig"}'),
        ('{"Gr<|> "A": "B"}', '{"Graph": "HerGraphConfig", "A": "B"}'),
        ('{"A": "B" "Gr<|>"}', '{"A": "B" "Graph"}'),
        ('{"Gr<|>', '{"Graph": "HerGraphConfig"'),
    ],
)
def test_completion_p7_puts_a_key_right(before, after):
    head = '{"note": "🚀", "metadata": {"config_types": '
    check_completion_edit(f"{WORLD}\n#- {CONFIG_FILE}\n{head}{before}", "Graph", head + after)


def test_completion_p7_of_a_new_part_is_an_object():
    text = '{"configuration": {"specific": {"Gr<|>}}, "metadata": {"config_types": {}}}'
    after = '{"configuration": {"specific": {"Graph": {}}}, "metadata": {"config_types": {}}}'
    check_completion_edit(f"{WORLD}\n#- {CONFIG_FILE}\n{text}\n", "Graph", after)


def test_completion_p7_of_a_class_goes_by_the_step_without_its_job_type():
    text = WORLD + config_file(key="Package_training", value="<|>")
    assert labels_at(text)[0] == "PackageConfig"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (DAG_FILE, '{"dag": {"<|>": []}}'),
        (DAG_FILE, '{"dag": {"nodes": "<|>"}}'),
        (DAG_FILE, '{"dag": {"nodes": [["<|>"]]}}'),
        (DAG_FILE, '{"dag": {"edges": ["<|>"]}}'),
        (DAG_FILE, '{"nodes": ["<|>"]}'),
        (DAG_FILE, '{"other": {"nodes": ["<|>"]}}'),
        (DAG_FILE, '{"dag": {"nodes": ["A"<|>]}}'),
        (DAG_FILE, '{"dag": {"nodes": ["A" <|>]}}'),
        (DAG_FILE, '{"dag": {"nodes": [ // "<|>\n]}}'),
        (DAG_FILE, '"<|>"'),
        (CONFIG_FILE, '{"metadata": {"config_types": ["<|>"]}}'),
        (CONFIG_FILE, '{"metadata": {"<|>": {"config_types": {}}}}'),
        (CONFIG_FILE, '{"configuration": {"shared": {"<|>": 1}}, "x": "__model_type__"}'),
        (CONFIG_FILE, '{"configuration": {"specific": {"A": {"region": "<|>", "__model_type__": "X"}}}}'),
        ("/package.json", '{"dag": {"nodes": ["<|>"]}}'),
    ],
)
def test_completion_p6_p7_nowhere_else(path, text):
    assert labels_at(f"{WORLD}\n#- {path}\n{text}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        'graph.add_node("<|>")',
        'other = Other(); other.add_edge("<|>", "B")',
        '"dag.add_node("<|>',
        '# dag.add_node("<|>")',
        'dag.add_node(name + "<|>")',
        'print(dag, "<|>")',
        'dag.add_node(["<|>"])',
        'PipelineDAG(other=["<|>"])',
        'dag.nodes = ["<|>"]',
    ],
)
def test_completion_p5_nowhere_else(line):
    assert labels_at(f"{WORLD}#- {RUN}\n{DAG_HEAD}{line}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        'dag.add_node("<|>")',
        "dag.add_node('<|>",
        'dag.add_node(\n    "<|>',
        'dag.add_node(\n    # first\n    node="<|>\n)',
        'PipelineDAG(["<|>',
        'PipelineDAG(["<|>\n])',
        'PipelineDAG(\n    nodes=[\n        "Graph",\n        "<|>\n    ],\n    edges=[("A", "B")],\n)',
        'PipelineDAG(nodes=["Graph"], edges=[("Graph", "<|>)])',
        'x = [PipelineDAG(nodes={"<|>',
        'for x in y:\n    z = make(dag.add_edge("Graph", "<|>',
        'dag.add_edge("Gr<|>, "B")',
        'def f():\n    own = PipelineDAG()\n    own.add_node("<|>\n\ndef g():\n    return 1\n',
    ],
)
def test_completion_p5_in_every_form(line):
    found = labels_at(f"{WORLD}#- {RUN}\n{DAG_HEAD}{line}\n")
    assert {"Graph", "AliceOnly", "Package", "XGBoostTraining"} <= set(found)


def test_completion_p5_behind_many_nodes():
    many = "".join(f'    "Step{number}",  # [(\n' for number in range(500))
    text = f'{WORLD}#- {RUN}\n{DAG_HEAD}PipelineDAG(nodes=[\n{many}    "<|>'
    assert "Graph" in labels_at(text)


@places
def test_completion_leaves_out_a_job_type_that_stands_at_the_cursor_alone(text):
    once = text("XGBoostTraining_calibration<|>")
    assert "XGBoostTraining_calibration" not in labels_at(WORLD + once)
    again = '#- /x.dag.json\n{"dag": {"nodes": ["XGBoostTraining_calibration"]}}\n'
    assert "XGBoostTraining_calibration" in labels_at(WORLD + again + once)


def test_completion_p4_far_from_the_import():
    head = "from cursus.registry.step_names import get_config_class_name as config\n"
    text = f'{WORLD}#- {RUN}\n{head}{"x = 1  # nothing" * 2_000}\nconfig("<|>'
    assert "Graph" in labels_at(text)


def test_completion_p4_of_a_workspaces_own_job_types():
    core = CORE.replace('"description": "Packs a model"', '"description": "Packs", "job_types": ["training"]')
    assert "Package_training" in labels_at(core + lookup("<|>"))
