"""Selection ranges and hierarchies over the protocol."""

import pytest

from cursus_registry.files.uris import to_uri
from support.checks import CORE, registry
from support.talking import TalkingWire

ALICE, BOB, DAG = registry("alice"), registry("bob"), "/pipelines/fraud.dag.json"
CORE_PATH = "/src/cursus/registry/step_names.py"
OVERRIDES = 'x = "ä🚀"; STEP_OVERRIDES = {"Package": {"description": "Hers"}}\n'
GRAPH = '{"dag": {"nodes": ["XGBoostTraining_ä🚀", "Package_x"], "edges": [["XGBoostTraining_ä🚀", "Package_x"]]}}\n'


@pytest.fixture
def wire():
    text = f'{CORE}\n#- {ALICE}\n{OVERRIDES}#- {BOB}\nSTEP_OVERRIDES = {{"Package": {{}}}}\n#- {DAG}\n{GRAPH}'
    one = TalkingWire(text)
    one.open(ALICE, OVERRIDES)
    one.open(DAG, GRAPH)
    yield one
    one.close()


def ask(wire, method, **params):
    return wire.result(wire.ask(method, params))


def at(wire, method, path, character, line=0):
    return ask(wire, method, textDocument={"uri": to_uri(path)}, position={"line": line, "character": character})


def change(wire, path, text):
    identifier = {"uri": to_uri(path), "version": 2}
    wire.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": text}]})


def test_selection_ranges(wire):
    positions = [{"line": 0, "character": 30}, {"line": 0, "character": 2}]
    found = ask(wire, "textDocument/selectionRange", textDocument={"uri": to_uri(ALICE)}, positions=positions)
    [name, elsewhere] = found
    assert name["range"] == {"start": {"line": 0, "character": 30}, "end": {"line": 0, "character": 37}}
    assert name["parent"]["range"]["start"]["character"] == 29
    while "parent" in name:
        name = name["parent"]
    assert name["range"] == {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    assert elsewhere == {"range": {"start": positions[1], "end": positions[1]}}
    assert (
        ask(wire, "textDocument/selectionRange", textDocument={"uri": to_uri(ALICE)}, positions=positions[1:]) is None
    )


def test_overrides_and_the_cores_entry(wire):
    [own] = at(wire, "textDocument/prepareTypeHierarchy", ALICE, 30)
    assert (own["name"], own["detail"], own["uri"]) == ("Package", "override of alice", to_uri(ALICE))
    assert own["selectionRange"]["start"] == {"line": 0, "character": 29}
    assert own["data"] == {"root": "/", "name": "Package", "namespace": "alice", "kind": "override"}
    change(wire, ALICE, f"# one line more\n{OVERRIDES}")
    [core] = ask(wire, "typeHierarchy/supertypes", item=own)
    assert (core["detail"], core["uri"]) == ("core", to_uri(CORE_PATH))
    found = ask(wire, "typeHierarchy/subtypes", item=core)
    assert [(one["detail"], one["selectionRange"]["start"]["line"]) for one in found] == [
        ("override of alice", 1),
        ("override of bob", 0),
    ]
    assert ask(wire, "typeHierarchy/supertypes", item=core) is None


def test_the_neighbours_of_a_node(wire):
    [node] = at(wire, "textDocument/prepareCallHierarchy", DAG, 46)
    assert (node["name"], node["data"]) == ("Package_x", {"root": "/", "path": DAG, "name": "Package_x"})
    change(wire, DAG, f"\n{GRAPH}")
    [call] = ask(wire, "callHierarchy/incomingCalls", item=node)
    assert call["from"]["name"] == "XGBoostTraining_ä🚀"
    assert call["from"]["selectionRange"]["start"] == {"line": 1, "character": 20}
    assert call["fromRanges"] == [{"start": {"line": 1, "character": 68}, "end": {"line": 1, "character": 87}}]
    [back] = ask(wire, "callHierarchy/outgoingCalls", item=call["from"])
    assert back["to"]["name"] == "Package_x"
    assert back["fromRanges"] == call["fromRanges"]
    assert ask(wire, "callHierarchy/outgoingCalls", item=node) is None


def test_who_uses_a_step(wire):
    [step] = at(wire, "textDocument/prepareCallHierarchy", ALICE, 30)
    assert (step["name"], step["detail"], step["uri"]) == ("Package", "core", to_uri(CORE_PATH))
    [call] = ask(wire, "callHierarchy/incomingCalls", item=step)
    assert (call["from"]["name"], call["from"]["detail"]) == ("fraud.dag.json", DAG.lstrip("/"))
    assert len(call["fromRanges"]) == 2
    used = ask(wire, "callHierarchy/outgoingCalls", item=call["from"])
    assert [one["to"]["name"] for one in used] == ["XGBoostTraining", "Package"]


@pytest.mark.parametrize("method", ["typeHierarchy/supertypes", "typeHierarchy/subtypes"])
@pytest.mark.parametrize(
    "data", [None, 7, {}, {"root": "/gone", "name": "Package"}, {"root": "/", "name": 7}, {"root": "/", "kind": "core"}]
)
def test_items_of_somebody_else(wire, method, data):
    nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    item = {"name": "x", "kind": 5, "uri": to_uri(ALICE), "range": nowhere, "selectionRange": nowhere, "data": data}
    assert ask(wire, method, item=item) is None
    for calls in ("callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"):
        assert ask(wire, calls, item=item) is None


def test_nothing_where_no_step_stands(wire):
    for kind in ("Type", "Call"):
        assert at(wire, f"textDocument/prepare{kind}Hierarchy", ALICE, 2) is None
        assert at(wire, f"textDocument/prepare{kind}Hierarchy", "/nothing.py", 0) is None
