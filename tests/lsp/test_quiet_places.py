"""What looks like a step's name and is none: whatever is asked there is answered with nothing."""

import pytest

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from support import clients
from support.fixture import parse_fixture
from support.wire import Text, Wire
from support.worlds import WORLD

KNOWN = WORLD.replace(
    '    "Package": {', '    "Processing": {}, "Base": {}, "agent": {}, "A": {}, "payload": {},\n    "Package": {', 1
)
NOT_OURS = {
    "/graphs/agents.py": """from langgraph.graph import StateGraph
graph = StateGraph(dict)
graph.add_node("agent")
graph.add_edge("agent", "A")
""",
    "/lib/networks.py": """import networkx
dag = networkx.DiGraph()
dag.add_node("Package")
dag.add_edge("Package", "XGBoostTraining")
""",
    "/tests/test_graph.py": """def test_nodes(dag):
    dag.add_node("A")
    dag.add_edge("A", "Package")
    assert dag.nodes == ["A"]
""",
    "/lib/values.py": """payload = {"payload": 1}
base_data = payload["payload"]
sagemaker_step_type = "Processing"
step = make(sagemaker_step_type="Processing", kind="Base")
set_step_config("Package", payload)
""",
    "/lib/half.py": """graph.add_node("age
graph.add_edge("A", "
other.set_step_config("Pack
""",
    "/package.json": """{"name": "Package", "scripts": {"Package": "x"}, "nodes": ["Package"], "dag": {"nodes": ["Package"]}}
""",
    "/lib/half.json": """{"dag": {"nodes": ["Pack
""",
    "/lib/list.json": """["Package", "XGBoostTraining"]
""",
    "/lib/values.yaml": """step_type: Package
compatible_sources: [Package]
""",
    "/lib/notes.md": """Package, XGBoostTraining
""",
}
DAG = "from cursus.api.dag.base_dag import PipelineDAG\n"
CALL = "from cursus.registry.step_names import get_step\n"
LOOKS_LIKE_OURS = {
    "a class of one's own": "class PipelineDAG:\n    pass\ndag = PipelineDAG()\ndag.add_node('Pakage')\n",
    "another library's": "from langgraph.graph import StateGraph as PipelineDAG\nPipelineDAG().add_node('Pakage')\n",
    "a module of that name": "import networkx as PipelineDAG\nPipelineDAG.DiGraph().add_node('Pakage')\n",
    "hidden by a class": DAG + "class PipelineDAG:\n    pass\nPipelineDAG().add_node('Pakage')\n",
    "bound twice": DAG + "import networkx\ndag = PipelineDAG()\ndag = networkx.DiGraph()\ndag.add_node('Pakage')\n",
    "bound in two ways": DAG
    + "import networkx\nif x:\n    dag = PipelineDAG()\nelse:\n    dag = networkx.DiGraph()\ndag.add_edge('A', 'Pakage')\n",
    "imported in two ways": "if x:\n    from cursus.api.dag import PipelineDAG as Dag\nelse:\n    from networkx import DiGraph as Dag\n"
    "Dag().add_node('Pakage')\n",
    "no annotation": "def build(dag):\n    dag.add_node('Pakage')\n    dag.add_edge('Package', 'Pakage')\n",
    "any annotation": "from typing import Any\ndef build(dag: Any):\n    dag.add_node('Pakage')\n",
    "hidden by a parameter": DAG + "dag = PipelineDAG()\ndef build(dag):\n    dag.add_node('Pakage')\n",
    "hidden by a lambda": DAG + "dag = PipelineDAG()\nf = lambda dag: dag.add_node('Pakage')\n",
    "hidden by a loop": DAG + "dag = PipelineDAG()\nfor dag in graphs:\n    dag.add_node('Pakage')\n",
    "hidden by a comprehension": DAG + "dag = PipelineDAG()\n[dag.add_node('Pakage') for dag in graphs]\n",
    "hidden by a pattern": DAG + "dag = PipelineDAG()\nmatch x:\n    case dag:\n        dag.add_node('Pakage')\n",
    "hidden by a walrus": DAG + "dag = PipelineDAG()\nif dag := graph():\n    dag.add_node('Pakage')\n",
    "unpacked": DAG + "dag, graph = PipelineDAG(), make()\ngraph.add_node('Pakage')\n",
    "another object's": DAG
    + "class A:\n    dag = PipelineDAG()\nclass B:\n    def f(self):\n        self.dag.add_node('Pakage')\n",
    "a function of one's own": CALL + "def get_step(name): ...\nget_step('Pakage')\n",
    "a function that is replaced": CALL + "get_step = print\nget_step('Pakage')\n",
    "a function that is received": CALL + "def f(get_step):\n    get_step('Pakage')\n",
    "a method of that name": "class W:\n    def get_step(self, name): ...\n    def f(self):\n        self.get_step('Pakage')\n",
    "another package": "from mycursus.registry.step_names import get_step\nget_step('Pakage')\n",
    "a table of one's own": "STEP_NAMES = {'a': 1}\nSTEP_NAMES['Pakage']\n",
    "said in a docstring": f'"""\n{CALL}get_step(\'Pakage\')\n"""\n',
    "a keyword of that name": "make(sagemaker_step_type='Procesing', step_name='Pakage')\n",
}
"""Texts in which a name that is none stands where it would be found if they were about the framework's."""
STEP = 2
REFUSED = -32803


@pytest.fixture(scope="module")
def wire():
    wire = Wire(Memory(parse_fixture(KNOWN).files), clients.vscode(), ["/"])
    yield wire
    wire.close()


def asked_about_documents(wire):
    """Every request about a document that the server has."""
    methods = wire.server.protocol.fm.features
    told = ("didOpen", "didChange", "didClose", "didSave", "willSave", "publishDiagnostics")
    return [one for one in methods if one.startswith("textDocument/") and not one.endswith(told)]


@pytest.mark.parametrize("path", NOT_OURS)
def test_nothing_is_answered_where_nothing_is_ours(wire, path):
    text = Text(NOT_OURS[path])
    item = {"uri": to_uri(path), "languageId": "x", "version": 1, "text": text.text}
    wire.tell("textDocument/didOpen", {"textDocument": item})
    methods = asked_about_documents(wire)
    assert len(methods) >= 10
    answered = {
        (method, at): found
        for method in methods
        for at in range(0, len(text.text) + 1, STEP)
        if says_something(found := answer(wire, method, params(path, text.position(at))))
    }
    assert answered == {}


@pytest.mark.parametrize("text", LOOKS_LIKE_OURS.values(), ids=LOOKS_LIKE_OURS)
def test_nothing_is_answered_where_it_only_looks_like_ours(wire, text):
    path, text = "/lib/nasty.py", Text(text)
    item = {"uri": to_uri(path), "languageId": "python", "version": 1, "text": text.text}
    wire.tell("textDocument/didOpen", {"textDocument": item})
    place = params(path, text.position(text.text.rindex("Pakage" if "Pakage" in text.text else "Procesing") + 2))
    answered = {method for method in asked_about_documents(wire) if says_something(answer(wire, method, place))}
    wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(path)}})
    assert answered == set()


@pytest.mark.parametrize(
    "text",
    [
        f"{DAG}PipelineDAG().add_node('Pakage')\n",
        f"{CALL}get_step('Pakage')\n",
        "try:\n    from cursus.api.dag import PipelineDAG\nexcept ImportError:\n    from old.dags import PipelineDAG\n"
        "dag = None\ndag = PipelineDAG()\ndag.add_node('Pakage')\n",
        "try:\n    from cursus.registry import get_step as of\nexcept ImportError:\n    from old.names import get_step as of\n"
        "of('Pakage')\n",
    ],
    ids=["DAG", "call", "DAG from either place", "call from either place"],
)
def test_the_same_name_is_found_where_it_is_surely_ours(wire, text):
    path = "/lib/ours.py"
    item = {"uri": to_uri(path), "languageId": "python", "version": 1, "text": text}
    wire.tell("textDocument/didOpen", {"textDocument": item})
    report = wire.result(wire.ask("textDocument/diagnostic", {"textDocument": {"uri": to_uri(path)}}))
    wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(path)}})
    assert [one["code"] for one in report["items"]] == ["CUR301"]


def test_the_same_questions_are_answered_where_something_is_ours(wire):
    path = "/fraud.dag.json"
    text = Text('{"dag": {"nodes": ["Package"], "edges": []}}')
    item = {"uri": to_uri(path), "languageId": "json", "version": 1, "text": text.text}
    wire.tell("textDocument/didOpen", {"textDocument": item})
    place = params(path, text.position(text.text.index("Package") + 2))
    answered = {method for method in asked_about_documents(wire) if says_something(answer(wire, method, place))}
    assert answered >= {
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/declaration",
        "textDocument/typeDefinition",
        "textDocument/implementation",
        "textDocument/documentHighlight",
        "textDocument/documentSymbol",
    }


def answer(wire, method, params):
    """What is answered; a rename that is refused is nothing."""
    request = wire.ask(method, params)
    wire.settle()
    [reply] = wire.answers[request]
    if reply.get("error", {}).get("code") == REFUSED:
        return None
    return reply["result"]


def params(path, place):
    """What any of these requests could want to know."""
    return {
        "textDocument": {"uri": to_uri(path)},
        "position": place,
        "positions": [place],
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1},
        "newName": "Other",
        "previousResultId": "0",
        "query": "",
    }


def says_something(found):
    """Whether an answer has anything in it besides its kind and its number."""
    if isinstance(found, dict):
        return any(says_something(value) for key, value in found.items() if key not in {"kind", "resultId"})
    return bool(found)
