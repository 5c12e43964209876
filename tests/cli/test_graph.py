"""`graph`: what it draws, in each format, and that no name can end the text that it stands in."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.cli.drawing import dot, mermaid
from cursus_registry.features.graph import step_graph
from cursus_registry.turns import at_once
from support.checks import CORE, open_fixture, registry
from support.editor import write_fixture
from support.terminal import run_in_process

ALICE = registry("alice").lstrip("/")
PROJECT = f"""{CORE}
#- /{ALICE}
WORKSPACE_STEPS = {{"Alpha": {{}}}}
STEP_OVERRIDES = {{"Package": {{}}, "Alpha": {{}}, "Nothing": {{}}}}
#- {registry("bob")}
WORKSPACE_STEPS = {{"Alpha": {{}}}}
#- /developer_workspaces/developers/alice/a.dag.json
{{"dag": {{"nodes": ["Alpha", "Package_x"], "edges": [["Alpha", "Package_x"], ["Package_x", "Nothing"]]}}}}
#- /pipelines/a.py
from cursus.api.dag import PipelineDAG
from networkx import DiGraph
dag = PipelineDAG(nodes=["XGBoostTraining", "Alone"])
dag.add_edge("XGBoostTraining", "Package")
dag.add_edge("XGBoostTraining_y", "Package")
dag.add_node(more)
DiGraph().add_edge("Package", "XGBoostTraining")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_as_mermaid(project):
    run = run_in_process("graph")
    assert (run.exit_code, run.stderr) == (0, "")
    assert (
        run.stdout
        == """\
flowchart LR
  subgraph s0["core"]
    n0["XGBoostTraining"]
    n1["Package"]
  end
  subgraph s1["alice"]
    n2["Package #40;override#41;"]
    n3["Alpha #40;override#41;"]
    n4["Nothing #40;override#41;"]
    n5["Alpha"]
  end
  subgraph s2["bob"]
    n6["Alpha"]
  end
  subgraph s3["in no table"]
    n7("Alone")
  end
  n2 -.->|overrides| n1
  n3 -.->|overrides| n5
  n5 --> n1
  n1 --> n4
  n0 --> n1
"""
    )


def test_as_dot(project):
    run = run_in_process("graph", "--format", "dot")
    assert run.exit_code == 0
    assert run.stdout.startswith("digraph steps {\n  rankdir=LR;\n")
    assert (
        '  subgraph cluster_3 {\n    label="in no table";\n    n7 [label="Alone", shape=ellipse];\n  }\n' in run.stdout
    )
    assert '  n2 -> n1 [style=dotted, label="overrides"];\n' in run.stdout
    assert run.stdout.endswith("  n5 -> n1;\n  n1 -> n4;\n  n0 -> n1;\n}\n")


@pytest.mark.parametrize("option", ["--format", "--output-format"])
def test_as_data(project, option):
    run = run_in_process("graph", option, "json")
    told = json.loads(run.stdout)
    assert [step["id"] for step in told["steps"]] == [
        "core.XGBoostTraining",
        "core.Package",
        "alice.Alpha",
        "bob.Alpha",
        None,
    ]
    assert [(one["id"], one["overrides"]) for one in told["overrides"]] == [
        ("alice.Package", "core.Package"),
        ("alice.Alpha", "alice.Alpha"),
    ]
    *_, last = told["edges"]
    assert (last["from"], last["to"]) == (
        {"id": "core.XGBoostTraining", "name": "XGBoostTraining"},
        {"id": "core.Package", "name": "Package"},
    )
    assert [(use["from"], use["to"], use["location"]["range"]["start"]) for use in last["uses"]] == [
        ("XGBoostTraining", "Package", {"line": 4, "column": 34}),
        ("XGBoostTraining_y", "Package", {"line": 5, "column": 36}),
    ]
    assert [(dag["location"]["path"], dag["complete"]) for dag in told["dags"]] == [
        ("developer_workspaces/developers/alice/a.dag.json", True),
        ("pipelines/a.py", False),
    ]
    assert told["dags"][0]["edges"] == [["Alpha", "Package_x"], ["Package_x", "Nothing"]]


_MERMAID_LINE = re.compile(
    r'flowchart LR|  subgraph s\d+\["(?:[\w .,/+�-]|#\d+;)*"\]|    n\d+(?:\["(?:[\w .,/+-]|#\d+;)*"\]'
    r'|\("(?:[\w .,/+-]|#\d+;)*"\))|  end|  n\d+ -->(?: n\d+)|  n\d+ -\.->\|overrides\| n\d+'
)
_DOT_LABEL = r'"(?:[^"\\\n]|\\["\\])*"'
_DOT_LINE = re.compile(
    rf"digraph steps \{{|  rankdir=LR;|  node \[shape=box\];|  subgraph cluster_\d+ \{{|    label={_DOT_LABEL};"
    rf"|    n\d+ \[label={_DOT_LABEL}(?:, shape=ellipse)?\];|  \}}|\}}|  n\d+ -> n\d+(?: \[style=dotted, label=\"overrides\"\])?;"
)
NASTY = [
    'A"]\n  click n0 "javascript:alert(1)"',
    "A\\",
    'A\\"; } digraph {',
    "<img src=x onerror=alert(1)>",
    "#quot;&lt;`%%{init: {}}%%",
    "A\x1b[2J\u202e\x00",
    "end",
    "😀",
]


def drawn(name):
    text = f"#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {{{json.dumps(name)}: {{}}}}\n#- /a.dag.json\n"
    dag = json.dumps({"dag": {"nodes": [name], "edges": [[name, f"x{name}"]]}})
    return at_once(step_graph(open_fixture(f"{text}{dag}\n").snapshot))


@pytest.mark.parametrize("name", NASTY)
def test_no_name_leaves_its_quotes(name):
    check_lines(name)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_no_name_at_all_leaves_its_quotes(name):
    check_lines(name)


def check_lines(name):
    graph = drawn(name)
    assert len(graph.nodes) >= 1
    for line in mermaid(graph):
        assert _MERMAID_LINE.fullmatch(line), line
    for line in dot(graph):
        assert _DOT_LINE.fullmatch(line), line


def test_ten_thousand_edges_are_drawn(tmp_path, monkeypatch):
    nodes = [f"Step{number}" for number in range(5_000)]
    dag = {"dag": {"nodes": nodes, "edges": [[one, other] for one in nodes[:2] for other in nodes]}}
    write_fixture(tmp_path, f"{CORE}#- /a.dag.json\n{json.dumps(dag)}\n")
    monkeypatch.chdir(tmp_path)
    assert run_in_process("graph").stdout.count(" --> ") == 10_000
