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
