"""The edges of the rules about step names in DAGs, DAG files, config files and interface files.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

from json import dumps
from time import perf_counter

import pytest

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.settings import Settings
from support.checks import CORE, open_fixture
from support.fixture import parse_fixture
from support.rules import cases, check_rules, with_paths

INTERFACE = "/src/cursus/steps/interfaces/scorecard_binning.step.yaml"

USES = {
    "P5, a DAG's methods and lists": """
#- /pipelines/a.py
from cursus.api.dag import PipelineDAG
dag = PipelineDAG(nodes=["Package", "Pakage"], edges=[("Package", "XGBoostTrainig_training")])
#                                    ^^^^^^ warning[CUR301]
#                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR301]
dag.add_node("Pakage_training")
#             ^^^^^^^^^^^^^^^ warning[CUR301]
dag.add_edge("Package", dst="MIMSPackaging_x")
#                            ^^^^^^^^^^^^^ warning[CUR303]
""",
    "P6, a DAG file": """
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Package_training", "Pakage", "MIMSPackaging_training"],
#                                       ^^^^^^ warning[CUR301]
#                                                 ^^^^^^^^^^^^^ warning[CUR303]
         "edges": [["Package_training", "😀Pakage-x"]]},
#                                        ^^^^^^^^^ warning[CUR301]
 "metadata": {"entry_points": ["Nowhere"], "description": "Nothing"}}
#                               ^^^^^^^ warning[CUR301]
""",
    "P6, the nearest name with and without a job type": """
#- core
STEP_NAMES = {"Package": {}, "Package_ab": {}, "PackageData": {}, "payload": {}}
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Packag_a", "Pakage_ab", "agent", "PackageDat_x_y", "payload-y", "Unknown_b"]}}
#                   ^^^^^^^^ warning[CUR301]
#                               ^^^^^^^^^ warning[CUR301]
#                                            ^^^^^ warning[CUR301]
#                                                     ^^^^^^^^^^^^^^ warning[CUR301]
#                                                                                    ^^^^^^^^^ warning[CUR301]
""",
    "P6, a broken DAG file": """
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Package", "Pakage", "Pac
#                              ^^^^^^ warning[CUR301]
""",
    "P7, a config file": """
#- /configs/any_name.json
{"configuration": {"specific": {"Pakage_training": {"__model_type__": "PackageConfig"}, "Package": {}}},
#                                ^^^^^^^^^^^^^^^ warning[CUR301]
 "metadata": {"config_types": {"MIMSPackaging": "PackageConfig", "Package-x": "PackageConfig"}}}
#                               ^^^^^^^^^^^^^ warning[CUR303]
""",
    "P6 and P7, a step of another workspace": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Beta": {}}
#- /developer_workspaces/developers/alice/a.dag.json
{"dag": {"nodes": ["Alpha_training", "Beta"]}}
#                                     ^^^^ warning[CUR302]
#- /configs/a.json
{"metadata": {"config_types": {"Alpha": "AlphaConfig"}}}
#                               ^^^^^ warning[CUR302]
""",
    "P5 to P7, below tests": """
#- /tests/a.dag.json
{"dag": {"nodes": ["Pakage", "MIMSPackaging"]}}
#- /tests/configs/a.json
{"metadata": {"config_types": {"Pakage": "PackageConfig"}}}
#- /tests/test_a.py
from cursus.api.dag import PipelineDAG
PipelineDAG().add_node("A")
""",
    "P8, a guess": f"""
#- {INTERFACE}
step_type: ScorecardBinning
registry: {{sagemaker_step_type: Processing, description: Bins}}
spec:
  dependencies:
    data:
      compatible_sources:
      - Package_training
      - ProcessingStep
      - Pakage
#       ^^^^^^ hint[CUR301]
      - "Pakage_training"
#        ^^^^^^^^^^^^^^^ hint[CUR301]
      - MIMSPackaging
#       ^^^^^^^^^^^^^ hint[CUR303]
      - Alpha
#       ^^^^^ hint[CUR302]
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
""",
    "P4 to P6, while the core is incomplete": """
#- core
from somewhere import more
STEP_NAMES = {"Package": {}, **more()}
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Pakage", "Package"]}}
""",
    "P5, anybody's graph": """
#- /pipelines/a.py
from langgraph.graph import StateGraph
graph = StateGraph(dict)
graph.add_node("agent")
graph.add_edge("a", "b")
class PipelineDAG:
    pass
dag = PipelineDAG(nodes=["agent"])
dag.add_node("agent")
payload = base_data = "Pakage"
step(sagemaker_step_type="Processing", kind="Base")
""",
    "P6 and P7, anybody's JSON": """
#- /pipelines/a.json
{"dag": {"nodes": ["agent"], "edges": [["a", "b"]]}}
#- /pipelines/b.json
{"config_types": {"agent": "A"}, "__model_type__": "B"}
#- /package.json
{"name": "Pakage", "metadata": {"a": 1}}
""",
}

DAG = """
#- /pipelines/a.py
from cursus.api.dag import PipelineDAG
"""
NODES = {
    "P5, the lists of a class": f"""{DAG}
a = PipelineDAG(nodes=["A", "B"], edges=[("A", "C"), ["D", "B"]])
#                                               ^ warning[CUR304]
#                                                      ^ warning[CUR304]
b = PipelineDAG(["A", "B"], [("A", "B")])
PipelineDAG(nodes=["A"], edges=[("A", "B")])
def make():
    return PipelineDAG(nodes=["A"], edges=[("A", "B")])
#                                                 ^ warning[CUR304]
""",
    "P5, methods": f"""{DAG}
def make(names):
    dag = PipelineDAG()
    dag.add_node("A")
    if names:
        dag.add_node(node="B")
    dag.add_edge("A", "B")
    dag.add_edge("A", dst="C")
#                          ^ warning[CUR304]
    dag.add_edge(src="A", dst=names)
    for node in dag.nodes:
        print(node, len(dag.edges), dag.get_dependencies("A"))
    assert dag is not None
    return dag, f"{{dag}}"
def make_other():
    dag = PipelineDAG()
    dag.add_node("C")
    return {{"dag": dag}}
""",
    "P5, whatever else could add nodes": f"""{DAG}
def a(names):
    dag = PipelineDAG(nodes=["A"])
    for name in names:
        dag.add_node(name)
    dag.add_edge("A", "B")
def b():
    dag = PipelineDAG(nodes=["A"])
    fill(dag)
    dag.add_edge("A", "B")
def c():
    dag = PipelineDAG(nodes=["A"])
    other = dag
    dag.add_edge("A", "B")
def d(names):
    dag = PipelineDAG(nodes=["A", *names])
    dag.add_edge("A", "B")
def e(names):
    dag = PipelineDAG(nodes=names, edges=[("A", "B")])
def f(dag: PipelineDAG):
    dag.add_node("A")
    dag.add_edge("A", "B")
def g():
    dag = PipelineDAG(nodes=["A"])
    dag.nodes.append("B")
    dag.add_edge("A", "B")
def h():
    dag = PipelineDAG(nodes=["A"])
    dag.nodes = ["B"]
    dag.add_edge("A", "B")
def i(**more):
    dag = PipelineDAG(nodes=["A"], **more)
    dag.add_edge("A", "B")
def j():
    dag = PipelineDAG(nodes=["A"])
    dag = load()
    dag.add_edge("A", "B")
def k():
    dag = PipelineDAG(nodes=["A"])
    add = dag.add_node
    dag.add_edge("A", "B")
def m():
    global dag
    dag = PipelineDAG(nodes=["A"])
    dag.add_edge("A", "B")
def n():
    dag = PipelineDAG(nodes=["A"])
    nodes = dag.nodes
    nodes.append("B")
    dag.add_edge("A", "B")
class O:
    def __init__(self):
        self.dag = PipelineDAG(nodes=["A"])
    def go(self):
        self.dag.add_edge("A", "B")
""",
    "P5, a DAG of edges alone": f"""{DAG}
dag = PipelineDAG()
dag.add_edge("A", "B")
""",
    "P5, scopes inside": f"""{DAG}
dag = PipelineDAG(nodes=["A"])
def add():
    dag.add_node("B")
def other(dag):
    dag.add_node("C")
[dag.add_node("D") for dag in dags]
dag.add_edge("B", "C")
#                  ^ warning[CUR304]
dag.add_edge("B", "D")
#                  ^ warning[CUR304]
""",
    "P5, an attribute that only its class can reach": f"""{DAG}
class Fraud:
    def __init__(self):
        self.__dag, self._dag = None, None
    def plain(self):
        self._dag = PipelineDAG(nodes=["A"])
        self._dag.add_edge("A", "C")
class Hidden:
    def __init__(self):
        self.__dag = PipelineDAG(nodes=["A"])
    def extend(self):
        self.__dag.add_node("B")
        self.__dag.add_edge("A", "B")
        self.__dag.add_edge("A", "C")
#                                 ^ warning[CUR304]
""",
    "P5, somebody else's class": """
#- /mylib/dags.py
class PipelineDAG:
    pass
#- /pipelines/a.py
from mylib.dags import PipelineDAG
dag = PipelineDAG(nodes=["A"], edges=[("A", "B")])
""",
    "P5, handed on by a module of the project": """
#- /mylib/dags.py
from cursus.api.dag import PipelineDAG as Graph
from cursus.api.dag import *
#- /pipelines/a.py
from mylib.dags import PipelineDAG
dag = PipelineDAG(nodes=["A"], edges=[("A", "😀B")])
#                                            ^^ warning[CUR304]
""",
    "P6, DAG files": """
#- /a.dag.json
{"dag": {"nodes": ["A_training"], "edges": [["A_training", "😀A_trainig"], ["A", "A_training"], ["A_training"]]}}
#                                                           ^^^^^^^^^^ warning[CUR304]
#                                                                           ^ warning[CUR304]
#- /empty.dag.json
{"dag": {"nodes": [], "edges": [["A", "A"]]}}
#                                 ^ warning[CUR304]
#                                      ^ warning[CUR304]
#- /unknown.dag.json
{"dag": {"nodes": ["A", 1, null], "edges": [["A", "B"]]}}
#- /none.dag.json
{"dag": {"edges": [["A", "B"]]}}
#- /broken.dag.json
{"dag": {"nodes": ["A"], "edges": [["A", "B"]]}
#- /escaped.dag.json
{"dag": {"nodes": ["\\u0041"], "edges": [["A", "\\u0041"]]}}
""",
    "P5 and P6, below tests": """
#- /tests/a.dag.json
{"dag": {"nodes": ["A"], "edges": [["A", "B"]]}}
#- /tests/test_a.py
from cursus.api.dag import PipelineDAG
dag = PipelineDAG(nodes=["A"], edges=[("A", "B")])
""",
}
TYPES = {
    "P7, the class that the registry has": """
#- /configs/a.json
{"metadata": {"config_types": {"Package": "PackageConfig", "Package_training": "PackConfig",
#                                                                               ^^^^^^^^^^ warning[CUR306]
   "Nobody": "NobodyConfig", "Package-x": "steps.PackageConfig", "XGBoostTraining": 1}},
 "configuration": {"specific": {"😀": {}, "Package": {"__model_type__": "😀Config"}}}}
#                                                                       ^^^^^^^ warning[CUR306]
""",
    "P7, of the workspace that the file is in": """
#- alice
STEP_OVERRIDES = {"Package": {"config_class": "MyConfig"}}
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
STEP_OVERRIDES = {"Package": {"description": "mine"}}
#- /developer_workspaces/developers/alice/a.json
{"metadata": {"config_types": {"Package": "PackageConfig", "Alpha": "AlphaConfig", "Alpha_x": "AConfig"}}}
#                                          ^^^^^^^^^^^^^ warning[CUR306]
#                                                                                              ^^^^^^^ warning[CUR306]
#- /developer_workspaces/developers/bob/a.json
{"metadata": {"config_types": {"Package": "PackageConfig", "Alpha": "AConfig"}}}
""",
    "P7, what is not known": """
#- core
STEP_NAMES = {"A": {"config_class": name()}, "B": {**more()}, "C": {}, "D": {"config_class": 1}}
#- /configs/a.json
{"metadata": {"config_types": {"A": "X", "B": "X", "C": "X", "D": "X"}}}
""",
    "P7, an interface file": """
#- /src/cursus/steps/interfaces/scorecard_binning.step.yaml
step_type: ScorecardBinning
#- /configs/a.json
{"metadata": {"config_types": {"ScorecardBinning": "ScorecardConfig", "ScorecardBinning_x": "ScorecardBinningConfig"}}}
#                                                   ^^^^^^^^^^^^^^^ warning[CUR306]
""",
    "P7, below tests": """
#- /tests/configs/a.json
{"metadata": {"config_types": {"Package": "X"}}}
""",
}
UNUSED = {
    "P4 to P7, every kind of mention": """
#- core
STEP_NAMES = {"A": {}, "B": {}, "C": {}, "D": {}, "E": {}, "Base": {}, "Processing": {}}
#                                                 ^^^ information[CUR305]
#- /src/cursus/steps/interfaces/a.step.yaml
step_type: F
#          ^ information[CUR305]
spec: {compatible_sources: [E]}
#- /pipelines/a.py
from cursus.registry import get_config_class_name as look
from cursus.api.dag import PipelineDAG
look("A_training")
PipelineDAG().add_node("B-x")
networkx().add_node("E")
#- /a.dag.json
{"dag": {"nodes": ["C"]}}
#- /a.json
{"metadata": {"config_types": {"D": "DConfig"}}}
""",
    "P4, whose step is meant": """
#- alice
WORKSPACE_STEPS = {"Package": {}, "Alpha": {}, "Beta": {}}
#                                              ^^^^^^ information[CUR305]
STEP_OVERRIDES = {"XGBoostTraining": {}}
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
#                  ^^^^^^^ information[CUR305]
#- /developer_workspaces/developers/alice/a.dag.json
{"dag": {"nodes": ["Package", "Alpha", "XGBoostTraining_x"]}}
#- core
STEP_NAMES = {"Package": {}, "XGBoostTraining": {}}
#             ^^^^^^^^^ information[CUR305]
""",
    "P4, a workspace that only running could tell": """
#- alice
WORKSPACE_STEPS = {"Package": {}, "Alpha": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name as look
look("Package", workspace_id=who)
look("Alpha", workspace_id=who)
look("XGBoostTraining")
""",
}

DETAILS = {"CUR301 CUR302 CUR303": USES, "CUR304": NODES, "CUR305": UNUSED, "CUR306": TYPES}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_details(codes: str, text: str) -> None:
    check_rules(codes, text)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Settings(), 0),
        (Settings(select=("CUR3",)), 0),
        (Settings(severity={"CUR3": "error"}), 0),
        (Settings(select=("CUR", "CUR305")), 1),
        (Settings(severity={"CUR305": "hint"}), 1),
        (Settings(severity={"CUR305": "off"}), 0),
        (Settings(select=("CUR", "CUR305"), ignore=("CUR305",)), 0),
        (Settings(severity={"CUR305": "hint"}, ignore=("CUR305",)), 0),
    ],
)
def test_an_unused_step_is_told_where_the_settings_name_the_code(asked: Settings, found: int) -> None:
    text = f'{CORE}#- /a.dag.json\n{{"dag": {{"nodes": ["Package"]}}}}\n'
    snapshot = open_fixture(text, asked).snapshot
    codes = [finding.code for path in snapshot.judged() for finding in snapshot.check(path)]
    assert codes == ["CUR305"] * found


@pytest.mark.parametrize(
    "data", [b'{"dag": {"nodes": ["P\xe4"]}}', b"[" * 100_001, b'{"a": "' + b"x" * 2_000_000 + b'"}']
)
def test_a_dag_file_that_cannot_be_read_is_told_and_any_other_json_file_is_not(data: bytes) -> None:
    files = parse_fixture(CORE).files
    disk = Memory({**files, "/a.dag.json": data, "/a.json": data})
    snapshot = Project(disk, "/").load_all()
    assert [(path, found.code) for path in snapshot.judged() for found in snapshot.check(path)] == [
        ("/a.dag.json", "CUR007")
    ]


def test_fixes_keep_the_job_type_and_the_quotes() -> None:
    before = """
#- core
STEP_NAMES = {"Package": {"config_class": "PackageConfig"}, "Payload": {}}
#- /a.dag.json
{"dag": {"nodes": ["Pakage_training", "Package_x"], "edges": [["Package_y", "Package_x"]]}}
#- /a.json
{"metadata": {"config_types": {"MIMSPackaging_training": "PackageConfig", "Package": "PackConfig"}}}
#- /src/cursus/steps/interfaces/a.step.yaml
step_type: A
registry: {sagemaker_step_type: Training, description: d}
spec: {compatible_sources: ['Paylod', Pakage-x]}
"""
    fixed = {
        "/a.dag.json": '{"dag": {"nodes": ["Package_training", "Package_x"], "edges": [["Package_x", "Package_x"]]}}\n',
        "/a.json": '{"metadata": {"config_types": {"Package_training": "PackageConfig", "Package": "PackageConfig"}}}\n',
        "/src/cursus/steps/interfaces/a.step.yaml": "step_type: A\nregistry: {sagemaker_step_type: Training, description: d}\n"
        "spec: {compatible_sources: ['Payload', Package-x]}\n",
    }
    snapshot = open_fixture(with_paths(before), Settings(select=("CUR3",))).snapshot
    for path, text in fixed.items():
        facts = snapshot.facts(path)
        edits = [edit for found in snapshot.check(path) for fix in found.fixes for edit in fix.edits]
        assert FileEdits(path, facts.source, tuple(edits)).applied().data.decode() == text


@pytest.mark.parametrize(
    ("nodes", "ends", "codes"),
    [
        (
            [f"Node{number}Known" for number in range(4_000)],
            [f"Other{number}Unknown" for number in range(4_000)],
            "CUR304",
        ),
        ([f"Unknown{number}_a_b_c_d_e_f_g" for number in range(4_000)], [], "CUR301"),
    ],
    ids=["ends that are no nodes", "names that are no steps"],
)
def test_a_hostile_dag_takes_no_longer_than_a_person_waits(nodes: list[str], ends: list[str], codes: str) -> None:
    dag = dumps({"dag": {"nodes": nodes, "edges": [[end, end] for end in ends]}})
    steps = "".join(f'    "Step{number}": {{}},\n' for number in range(2_000))
    core = f"#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {{\n{steps}}}\n"
    snapshot = open_fixture(f"{core}#- /a.dag.json\n{dag}\n", Settings(select=(codes,))).snapshot
    begun = perf_counter()
    assert len(snapshot.check("/a.dag.json")) == max(len(nodes), 2 * len(ends))
    assert perf_counter() - begun < 10


def test_a_name_as_long_as_a_file_is_one_name() -> None:
    name = "Package" + "_" * 900_000
    files = f"#- /a.dag.json\n{dumps({'dag': {'nodes': [name], 'edges': [[name, name]]}})}\n"
    snapshot = open_fixture(f"{CORE}{files}", Settings(select=("CUR3",))).snapshot
    begun = perf_counter()
    assert snapshot.check("/a.dag.json") == []  # it means Package, with a job type
    assert perf_counter() - begun < 4
    assert len(snapshot.view.index.mentions) <= 201
