"""What editors' views are given: the tree, the graphs, the conflicts; and that it is what the command line prints."""

import json

import pytest
from lsprotocol import types as lsp

from cursus_registry.features.graph import step_graph
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from cursus_registry.turns import at_once
from support import clients
from support.checks import CORE, open_fixture, registry
from support.editor import write_fixture
from support.fixture import parse_fixture
from support.server import Desk
from support.talking import TalkingWire
from support.terminal import run_in_process
from support.wire import Wire

ALICE, BOB, PIPELINE = registry("alice"), registry("bob"), "/pipelines/fraud.py"
PACK = "/step_pack/interfaces/extra.step.yaml"
DAG = "/developer_workspaces/developers/alice/a.dag.json"
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "Graph": {{"sagemaker_step_type": "Processing", "description": "ä🚀", "framework": "dgl"}},
    "Mine": {{"sagemaker_step_type": "Lambda", "description": "Hers alone"}},
    "XGBoostTraining": {{"sagemaker_step_type": "Training"}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- {BOB}
x = "ä🚀"; WORKSPACE_STEPS = {{"Graph": {{"sagemaker_step_type": "Processing", "description": "his"}}}}
#- {registry("chen")}
WORKSPACE_STEPS = {{}}
#- {PACK}
step_type: Extra
registry: {{sagemaker_step_type: Processing, description: of the pack}}
#- {DAG}
{{"dag": {{"nodes": ["Graph", "Package_x"], "edges": [["Graph", "Package_x"], ["Package_x", "Nothing"]]}}}}
#- {PIPELINE}
from cursus.api.dag import PipelineDAG
from networkx import DiGraph
dag = PipelineDAG(nodes=["XGBoostTraining", "Alone"])
dag.add_edge("XGBoostTraining", "Package")
dag.add_edge("XGBoostTraining_y", "Package")
dag.add_edge("XGBoostTraining", "Package")
dag.add_node(more)
DiGraph().add_edge("Package", "XGBoostTraining")
"""
ANNOUNCED = {"cursusRegistry": {"registryDidChange": True}}
INVALID = lsp.ErrorCodes.InvalidParams.value


@pytest.fixture
def open_wire():
    wires = []

    def open_one(text=PROJECT, **more):
        wires.append(TalkingWire(text, **more))
        return wires[-1]

    yield open_one
    for wire in wires:
        wire.close()


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """What a command prints as data about the same project on a disk."""
    write_fixture(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: json.loads(run_in_process(*arguments).stdout)


def entries(wire, group, **more):
    return wire.execute("registryEntries", {"group": group, **more})["entries"]


def test_execute_command_p1_the_tree_counts_what_there_is(open_wire):
    wire = open_wire()
    assert wire.execute("registryTree") == {
        "projects": [
            {
                "root": "/",
                "uri": "file:///",
                "indexed": True,
                "counts": {"core": 2, "packs": 1, "workspaces": 3, "steps": 4, "overrides": 1, "conflicts": 1},
            }
        ]
    }
    assert wire.execute("registryTree", {"uri": to_uri(ALICE)}) == wire.execute("registryTree")


def test_the_tree_has_the_declarations_that_the_command_line_draws(open_wire, printed):
    wire = open_wire()
    shown = [one for group in ("core", "packs", "steps") for one in entries(wire, group)]
    graph = printed("graph", "--format", "json")
    steps = [one for one in graph["steps"] if one["id"]]
    assert sorted(one["qualifiedName"] for one in shown) == sorted(one["id"] for one in steps)
    assert [one["qualifiedName"] for one in entries(wire, "overrides")] == [one["id"] for one in graph["overrides"]]
    places = {one["id"]: one["location"] for one in (*steps, *graph["overrides"])}
    for one in (*shown, *entries(wire, "overrides")):
        at, place = one["location"], places[one["qualifiedName"]]
        assert at["uri"] == to_uri(f"/{place['path']}")
        assert at["range"]["start"]["line"] == place["range"]["start"]["line"] - 1


def test_execute_command_p1_each_entry_tells_what_is_about_it(open_wire):
    wire = open_wire()
    [graph, mine, training] = entries(wire, "steps", workspace="alice")
    assert (graph["name"], graph["kind"], graph["stepType"], graph["description"]) == (
        "Graph",
        "workspace",
        "Processing",
        "ä🚀",
    )
    assert (graph["collides"], graph["others"], graph["below"]) == (True, {"count": 1, "first": ["bob"]}, None)
    assert (mine["collides"], mine["others"]) == (False, {"count": 0, "first": []})
    assert (training["below"], training["collides"]) == ("core.XGBoostTraining", False)
    [override] = entries(wire, "overrides", workspace="alice")
    assert (override["kind"], override["below"]) == ("override", "core.Package")
    [his] = entries(wire, "steps", workspace="bob")
    assert his["location"]["range"]["start"] == {"line": 0, "character": 30}


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 33), ("utf-16", 30), ("utf-32", 29)])
def test_places_are_counted_as_was_agreed(encoding, character):
    capabilities = clients.vscode()
    assert capabilities.general is not None
    capabilities.general.position_encodings = [lsp.PositionEncodingKind(encoding)]
    wire = Wire(Memory(parse_fixture(PROJECT).files), capabilities, ["/"])
    argument = {"group": "steps", "workspace": "bob"}
    asked = {"command": "cursusRegistry.registryEntries", "arguments": [argument]}
    [graph] = wire.result(wire.ask("workspace/executeCommand", asked))["entries"]
    assert graph["location"]["range"]["start"] == {"line": 0, "character": character}
    wire.close()


def test_execute_command_p1_the_workspaces(open_wire):
    wire = open_wire()
    [alice, bob, chen] = entries(wire, "workspaces")
    assert alice["location"] == {
        "uri": to_uri(ALICE),
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
    }
    assert [alice[name] for name in ("workspace", "steps", "overrides", "conflicts")] == ["alice", 3, 1, 1]
    assert [bob["conflicts"], chen["conflicts"], chen["steps"]] == [1, 0, 0]


@pytest.mark.parametrize(
    ("command", "argument", "words"),
    [
        (
            "registryEntries",
            {"group": "cores"},
            "there is no part 'cores', but core, packs, steps, overrides, workspaces",
        ),
        (
            "registryEntries",
            {"group": "core", "workspace": "alice"},
            "'core' is no part of a workspace; overrides and steps are",
        ),
        (
            "registryEntries",
            {"group": "steps", "workspace": "alic"},
            "/ has no workspace 'alic'; did you mean 'alice'?",
        ),
        ("registryEntries", {}, "its argument lacks 'group'"),
        ("graph", {}, "its argument lacks 'uri'"),
        (
            "graph",
            {"uri": "file:///", "step": "core.Packag"},
            "there is no step 'core.Packag'; did you mean 'Package'?",
        ),
        ("graph", {"uri": "file:///", "step": "bob.Package"}, "there is no step 'bob.Package'"),
        ("graph", {"uri": "untitled:1"}, "untitled:1: no project that is open has this file"),
        ("stepAt", {"uri": "file:///x.py", "line": "1", "character": 0}, "'line' is a whole number, not '1'"),
        ("stepAt", {"uri": "file:///x.py", "line": True, "character": 0}, "'line' is a whole number, not True"),
        ("stepAt", {"uri": "file:///x.py", "line": -1, "character": 0}, "'line' and 'character' count from 0"),
        ("listConflicts", {"details": "yes"}, "'details' is true or false, not 'yes'"),
    ],
)
def test_what_makes_no_sense(open_wire, command, argument, words):
    assert open_wire().execute(command, argument) == {"code": INVALID, "message": words}


def test_execute_command_p4_the_step_at_the_cursor(open_wire):
    wire = open_wire()
    text = 'from cursus.registry.step_names import get_config_class_name\nget_config_class_name("Package_x")\n\n'
    wire.open(PIPELINE, text)
    at = {"uri": to_uri(PIPELINE), "line": 1, "character": 25}
    found = wire.execute("stepAt", at)
    assert (found["root"], found["qualifiedName"], found["kind"]) == ("/", "core.Package", "core")
    assert wire.execute("stepAt", {**at, "line": 2, "character": 0}) is None
    assert wire.execute("stepAt", {**at, "uri": to_uri(ALICE)}) is None, "only what is open has a cursor"
    wire.open(BOB, 'x = "ä🚀"; WORKSPACE_STEPS = {"Graph": {"sagemaker_step_type": "Processing"}}')
    inside = wire.execute("stepAt", {"uri": to_uri(BOB), "line": 0, "character": 66})
    assert inside["qualifiedName"] == "bob.Graph"


def test_execute_command_p6_the_graphs_of_a_file_are_what_the_command_line_prints(open_wire, printed):
    wire = open_wire()
    told = printed("graph", "--format", "json")["dags"]
    for dag in told:
        [drawing] = wire.execute("graph", {"uri": to_uri(f"/{dag['location']['path']}")})["drawings"]
        assert drawing["complete"] == dag["complete"]
        assert {node["key"] for node in drawing["nodes"]} == {
            *dag["nodes"],
            *(end for ends in dag["edges"] for end in ends),
        }
        edges = [[edge["from"], edge["to"]] for edge in drawing["edges"]]
        assert edges == [list(pair) for pair in dict.fromkeys(map(tuple, dag["edges"]))]
        assert drawing["location"]["range"]["start"]["line"] == dag["location"]["range"]["start"]["line"] - 1


def test_execute_command_p5_what_the_nodes_mean(open_wire):
    wire = open_wire()
    [drawing] = wire.execute("graph", {"uri": to_uri(DAG)})["drawings"]
    nodes = {node["key"]: node for node in drawing["nodes"]}
    told = {key: (one["status"], one["added"], (one["step"] or {}).get("qualifiedName")) for key, one in nodes.items()}
    assert told == {
        "Graph": ("resolved", True, "alice.Graph"),
        "Package_x": ("resolved", True, "alice.Package"),
        "Nothing": ("missing", False, None),
    }
    assert nodes["Graph"]["location"]["range"]["start"] == {"line": 0, "character": 20}
    assert nodes["Nothing"]["location"]["range"]["start"]["character"] == PROJECT.split(DAG)[1].index("Nothing") - 1
    [open_one] = wire.execute("graph", {"uri": to_uri(PIPELINE)})["drawings"]
    assert [(node["key"], node["status"], node["added"]) for node in open_one["nodes"]] == [
        ("XGBoostTraining", "resolved", True),
        ("Alone", "missing", True),
        ("Package", "resolved", True),
        ("XGBoostTraining_y", "resolved", True),
    ]
    assert wire.execute("graph", {"uri": to_uri(ALICE)})["drawings"] == []


def test_execute_command_p9_the_graph_of_a_notebook_leads_to_its_cells(open_wire):
    wire = open_wire()
    uri, cell = "file:///n.ipynb", "vscode-notebook-cell:/n.ipynb#c1"
    text = 'from cursus.api.dag import PipelineDAG\nPipelineDAG(nodes=["Package", "Lost"])\n'
    wire.tell(
        "notebookDocument/didOpen",
        {
            "notebookDocument": {
                "uri": uri,
                "notebookType": "jupyter-notebook",
                "version": 1,
                "cells": [{"kind": 2, "document": cell}],
            },
            "cellTextDocuments": [{"uri": cell, "languageId": "python", "version": 1, "text": text}],
        },
    )
    for asked in (uri, cell):
        [drawing] = wire.execute("graph", {"uri": asked})["drawings"]
        assert [(node["key"], node["status"], node["location"]["uri"]) for node in drawing["nodes"]] == [
            ("Package", "resolved", cell),
            ("Lost", "missing", cell),
        ]
        assert drawing["nodes"][0]["location"]["range"]["start"] == {"line": 1, "character": 20}


def test_execute_command_p5_a_graph_follows_what_is_typed(open_wire):
    wire = open_wire()
    wire.open(PIPELINE, 'from cursus.api.dag import PipelineDAG\nPipelineDAG(nodes=["Typed"])\n')
    [drawing] = wire.execute("graph", {"uri": to_uri(PIPELINE)})["drawings"]
    assert [(node["key"], node["added"]) for node in drawing["nodes"]] == [("Typed", True)]


def test_execute_command_p1_what_is_around_a_step(open_wire):
    wire = open_wire()
    asked = {"uri": "file:///", "step": "alice.Package"}
    [drawing] = wire.execute("graph", asked)["drawings"]
    assert drawing["focus"] == "core.Package", "an override stands for what it is laid over"
    assert {node["key"] for node in drawing["nodes"]} == {
        "core.Package",
        "core.XGBoostTraining",
        "alice.Graph",
        "?Nothing",
    }
    assert {(edge["from"], edge["to"]) for edge in drawing["edges"]} == {
        ("alice.Graph", "core.Package"),
        ("core.Package", "?Nothing"),
        ("core.XGBoostTraining", "core.Package"),
    }
    [alone] = wire.execute("graph", {**asked, "step": "alice.Mine"})["drawings"]
    assert ([node["key"] for node in alone["nodes"]], alone["edges"]) == (["alice.Mine"], [])


def test_what_is_around_a_step_is_a_part_of_the_whole_graph(open_wire):
    wire = open_wire()
    graph = at_once(step_graph(open_fixture(PROJECT).snapshot))
    [drawing] = wire.execute("graph", {"uri": "file:///", "step": "core.Package"})["drawings"]
    whole = {
        tuple(end.row.qualified_name if end.row else f"?{end.name}" for end in (edge.source, edge.target))
        for edge in graph.edges
    }
    assert {(edge["from"], edge["to"]) for edge in drawing["edges"]} <= whole


def test_execute_command_p1_conflicts_in_full_are_what_the_command_line_prints(open_wire, printed):
    wire = open_wire()
    told = printed("conflicts", "--all", "--output-format", "json")["conflicts"]
    found = wire.execute("listConflicts", {"all": True, "details": True})["conflicts"]
    assert [one["name"] for one in found] == [one["name"] for one in told] == ["Graph", "Package", "XGBoostTraining"]
    for shown, said in zip(found, told, strict=True):
        for name in ("type", "plain", "severity", "pin", "recommendations"):
            assert shown[name] == said[name]
        assert [one["qualifiedName"] for one in shown["definitions"]] == [
            one["qualified_name"] for one in said["definitions"]
        ]
        assert [one["path"] for one in shown["definitions"]] == [one["path"] for one in said["definitions"]]
        assert {one["field"] for one in shown["fields"] if one["differs"]} == set(said["differences"])
        for winner, way in zip(shown["winners"], said["winners"], strict=True):
            assert winner == {("environmentTags" if name == "environment_tags" else name): way[name] for name in way}


def test_execute_command_p1_a_conflict_in_full(open_wire):
    wire = open_wire()
    [graph] = wire.execute("listConflicts", {"details": True, "name": "Graph"})["conflicts"]
    fields = {one["field"]: one for one in graph["fields"]}
    assert fields["description"]["cells"] == [
        {"value": "ä🚀", "origin": "alice"},
        {"value": "his", "origin": "bob"},
    ]
    assert fields["framework"]["cells"] == [{"value": "dgl", "origin": "alice"}, None]
    assert fields["builder_step_name"]["cells"][0] == {"value": "GraphStepBuilder", "origin": "derived"}
    assert [name for name, one in fields.items() if one["differs"]] == ["description", "framework"]
    assert [(one["workspaces"]["first"], one["qualifiedName"], one["reason"]) for one in graph["meanings"]] == [
        (["alice"], "alice.Graph", "it is workspace alice's own step"),
        (["bob"], "bob.Graph", "it is workspace bob's own step"),
        (["chen"], None, "neither its own registry nor the core has such a step"),
    ]
    assert [(one["kind"], one["title"], one["refused"]) for one in graph["definitions"][0]["fixes"]] == [
        ("rename", "Rename 'Graph' of alice", None),
        ("pin", "Pin 'Graph' to alice", None),
        ("promote", "Extract 'Graph' to the core", None),
    ]
    [shadowing] = wire.execute("listConflicts", {"all": True, "details": True, "name": "XGBoostTraining"})["conflicts"]
    assert [(one["workspaces"]["first"], one["reason"]) for one in shadowing["meanings"]] == [
        (["alice"], "it is workspace alice's own step"),
        (["bob", "chen"], "no step of that name of its own, so that of the core is seen"),
    ]
    core, hers = shadowing["definitions"]
    assert [one["kind"] for one in core["fixes"]] == ["pin"]
    assert {one["kind"]: one["refused"] for one in hers["fixes"]} == {
        "rename": None,
        "pin": None,
        "promote": "the core has a step 'XGBoostTraining' already",
    }
    assert wire.execute("listConflicts", {"details": True, "name": "Nothing"})["conflicts"] == []


def test_a_pin_that_is_there_is_not_offered_again(open_wire):
    wire = open_wire(f'{PROJECT}#- /cursus-registry.toml\n[pins]\nGraph = "bob"\n')
    [graph] = wire.execute("listConflicts", {"details": True})["conflicts"]
    refused = [fix["refused"] for one in graph["definitions"] for fix in one["fixes"] if fix["kind"] == "pin"]
    assert (graph["pin"], refused) == ("bob", [None, "the settings pin it already"])


def test_of_very_many_definitions_the_first_are_told(open_wire):
    many = "".join(f'#- {registry(f"w{number:02}")}\nWORKSPACE_STEPS = {{"Graph": {{}}}}\n' for number in range(30))
    [graph] = open_wire(f"{CORE}\n{many}").execute("listConflicts", {"details": True})["conflicts"]
    assert (len(graph["definitions"]), graph["more"], len(graph["fields"][0]["cells"])) == (20, 10, 20)


def test_a_workspace_whose_registry_cannot_be_read_is_told_apart(open_wire):
    wire = open_wire(f"{PROJECT}#- {registry('dora')}\nWORKSPACE_STEPS = make()\n")
    [graph] = wire.execute("listConflicts", {"details": True})["conflicts"]
    assert [(one["workspaces"]["first"], one["reason"]) for one in graph["meanings"][2:]] == [
        (["chen"], "neither its own registry nor the core has such a step"),
        (["dora"], "no such step in what could be read, but a registry could not be read in full"),
    ]


class Clock:
    """A clock that a test turns."""

    def __init__(self):
        self.waiting = []

    def later(self, seconds, call):
        assert seconds >= 0.2, "not more than a few times a second"
        self.waiting.append(call)
        return self

    def cancel(self):
        self.waiting.clear()

    def turn(self):
        waiting, self.waiting = self.waiting, []
        for call in waiting:
            call()


class Told(Desk):
    """A desk with a clock, and what its client is told of changes."""

    def __init__(self):
        super().__init__(PROJECT)
        self.clock, self.roots = Clock(), []
        self.server.changes._later = self.clock.later
        self.server.changes.start(self.roots.append)
        self.run()

    def wait(self):
        self.run()
        self.clock.turn()
        told, self.roots[:] = list(self.roots), []
        return told


def test_a_client_is_told_of_changes_together():
    desk = Told()
    assert desk.wait() == [["/"]]
    desk.open(ALICE)
    desk.wait()
    desk.type(ALICE, "WORKSPACE_STEPS = {}", 2)
    desk.run()
    desk.type(ALICE, 'WORKSPACE_STEPS = {"Other": {}}', 3)
    desk.run()
    assert len(desk.clock.waiting) == 1
    assert desk.wait() == [["/"]]
    assert desk.wait() == []


def test_nothing_is_told_where_nothing_changed_nor_after_the_end():
    desk = Told()
    desk.wait()
    desk.server.work.moved(set())
    assert desk.wait() == []
    desk.server.changes.changed()
    desk.server.changes.stop()
    assert desk.clock.waiting == []
    desk.save(ALICE, None)
    assert desk.wait() == []


def test_a_folder_that_is_closed_is_a_change():
    desk = Told()
    desk.wait()
    desk.server.work.forget(desk.session.remove_folder("/"))
    assert desk.wait() == [["/"]]


@pytest.mark.parametrize("said", [None, 7, {}, {"cursusRegistry": 7}, {"cursusRegistry": {"registryDidChange": 1}}])
def test_only_who_announces_it_is_told(open_wire, said):
    assert open_wire(experimental=said).server.way_to_tell_of_changes() is None


def test_who_announces_it_is_told_after_the_first_reading(open_wire):
    wire = open_wire(experimental=ANNOUNCED)
    wire.loop.call_later(0.4, wire.loop.stop)
    wire.loop.run_forever()
    wire.settle()
    assert wire.told("cursusRegistry/registryDidChange") == [{"roots": ["/"]}]


def test_a_project_without_any_registry_left_is_a_change():
    desk = Told()
    desk.wait()
    for path in parse_fixture(PROJECT).files:
        if not path.startswith("/pipelines/"):
            desk.disk.remove(path)
    desk.server.work.touched(["/src", "/developer_workspaces", "/step_pack"])
    assert desk.wait() == [["/"]]
    assert desk.session.projects == {}
