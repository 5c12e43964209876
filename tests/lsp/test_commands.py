"""Commands: what they answer, what they ask of the client, and that each refusal is a sentence."""

import tomllib

import pytest
from lsprotocol import types as lsp

from cursus_registry.edits.rewriting import edit_between
from cursus_registry.files.uris import to_uri
from cursus_registry.text import SourceText
from cursus_registry.version import __version__
from support.checks import CORE, registry
from support.fixture import parse_fixture
from support.talking import TalkingWire, made

ALICE, BOB, PIPELINE = registry("alice"), registry("bob"), "/pipelines/fraud.py"
TWO = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"sagemaker_step_type": "Processing", "description": "ä🚀"}}}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- {BOB}
x = "ä🚀"; WORKSPACE_STEPS = {{"Graph": {{"sagemaker_step_type": "Processing", "description": "his"}}}}
#- {PIPELINE}
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Graph")
"""
CREATES = lsp.WorkspaceEditClientCapabilities(
    document_changes=True, resource_operations=[lsp.ResourceOperationKind.Create], metadata_support=True
)
INVALID, FAILED = lsp.ErrorCodes.InvalidParams.value, lsp.LSPErrorCodes.RequestFailed.value


@pytest.fixture
def open_wire():
    wires = []

    def open_one(text=TWO, **more):
        wires.append(TalkingWire(text, **more))
        return wires[-1]

    yield open_one
    for wire in wires:
        wire.close()


def test_execute_command_p1_a_resolution_is_explained_as_the_command_line_does(open_wire):
    wire = open_wire()
    found = wire.execute("explainResolution", {"name": "Package_training", "uri": to_uri(ALICE)})
    assert (found["workspace"], found["status"], found["qualifiedName"]) == ("alice", "resolved", "alice.Package")
    assert found["text"].startswith(
        "Package_training in workspace alice: alice.Package (workspace alice overrides the step)\n"
    )
    assert found["location"] == {
        "uri": to_uri(ALICE),
        "range": {"start": {"line": 1, "character": 18}, "end": {"line": 1, "character": 27}},
    }
    found = wire.execute("explainResolution", {"name": "Graph"})
    assert (found["status"], found["location"]) == ("ambiguous", None)
    across = wire.execute("explainResolution", {"name": "Graph", "workspace": "bob", "across": True})
    assert across["qualifiedName"] == "bob.Graph"
    assert "asked from workspace bob" in across["text"]
    assert across["location"]["range"]["start"] == {"line": 0, "character": 30}


def test_explaining_reads_what_is_being_typed(open_wire):
    wire = open_wire()
    wire.open(ALICE, 'STEP_OVERRIDES = {"Package": {"description": "Typed"}, "Half": {')
    assert "Typed  [alice]" in wire.execute("explainResolution", {"name": "Package", "workspace": "alice"})["text"]


def test_execute_command_p1_conflicts_are_listed(open_wire):
    wire = open_wire()
    found = wire.execute("listConflicts")
    assert (found["root"], found["workspace"]) == ("/", None)
    assert found["uri"] == "cursus-registry:/core/conflicts.md"
    [conflict] = found["conflicts"]
    assert (conflict["name"], conflict["severity"], conflict["pin"]) == ("Graph", "warning", None)
    assert [one["qualifiedName"] for one in conflict["definitions"]] == ["alice.Graph", "bob.Graph"]
    assert conflict["definitions"][1]["location"]["range"]["start"] == {"line": 0, "character": 30}
    everything = wire.execute("listConflicts", {"all": True, "workspace": "alice"})
    assert [one["name"] for one in everything["conflicts"]] == ["Graph", "Package"]
    assert everything["uri"] == "cursus-registry:/alice/conflicts.md"


def test_a_pin_makes_a_settings_file(open_wire):
    wire = open_wire(workspace_edit=CREATES)
    assert wire.execute("pinDefinition", {"name": "Graph", "namespace": "bob"})["uri"] == "file:///cursus-registry.toml"
    [asked] = wire.requests("workspace/applyEdit")
    assert asked["label"] == "Pin Graph to bob"
    assert asked["metadata"] == {"isRefactoring": True}
    [(path, text)] = made(asked["edit"]).items()
    assert (path, tomllib.loads(text)) == ("/cursus-registry.toml", {"pins": {"Graph": "bob"}})


def test_a_pin_is_one_edit_of_the_settings_that_are_open(open_wire):
    wire = open_wire(f"{TWO}#- /pyproject.toml\n[tool.cursus-registry]\nselect = []\n")
    typed = '# ä🚀\n[tool.cursus-registry]\nselect = []\n\n[tool.cursus-registry.pins]\nOther = "alice"\n'
    wire.open("/pyproject.toml", typed)
    wire.execute("pinDefinition", {"name": "Graph", "namespace": "alice"})
    [asked] = wire.requests("workspace/applyEdit")
    [change] = asked["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": "file:///pyproject.toml", "version": 1}
    [edit] = change["edits"]
    assert edit["newText"] == 'Graph = "alice"\n'
    assert edit["range"]["start"] == edit["range"]["end"] == {"line": 6, "character": 0}


def test_a_pin_that_is_there_changes_nothing(open_wire):
    wire = open_wire(f'{TWO}#- /cursus-registry.toml\n[pins]\nGraph = "bob"\n')
    assert wire.execute("pinDefinition", {"name": "Graph", "namespace": "bob"})["namespace"] == "bob"
    assert wire.requests("workspace/applyEdit") == []


def test_settings_with_a_mistake_take_no_pin(open_wire):
    wire = open_wire(f"{TWO}#- /cursus-registry.toml\nselekt = []\n")
    error = wire.execute("pinDefinition", {"name": "Graph", "namespace": "bob"})
    assert error["code"] == FAILED
    assert error["message"].startswith("/cursus-registry.toml: it has a mistake")
    assert wire.requests("workspace/applyEdit") == []


@pytest.mark.parametrize(
    ("before", "after", "start", "end", "text"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", 2, 4, "B\n"),
        ("a\r\nc\r\n", "a\r\nb\r\nc\r\n", 3, 3, "b\r\n"),
        ("é\n", "è\n", 0, 3, "è\n"),
        ("a\na\n", "a\na\na\n", 4, 4, "a\n"),
        ("a", "", 0, 1, ""),
        ("", "a", 0, 0, "a"),
    ],
)
def test_an_edit_between_two_texts(before, after, start, end, text):
    edits = edit_between("/x", SourceText.from_str(before), SourceText.from_str(after))
    [edit] = edits.edits
    assert (edit.span.start, edit.span.end, edit.new_text) == (start, end, text)
    assert str(edits.applied()) == after


def test_a_workspace_is_made_by_the_editor(open_wire):
    wire = open_wire(workspace_edit=CREATES)
    told = wire.execute("createWorkspace", {"workspace": "dora", "template": "minimal"})
    [asked] = wire.requests("workspace/applyEdit")
    files = made(asked["edit"])
    assert told["findings"] == []
    assert told["files"] == [to_uri(path) for path in files]
    assert told["registry"] == to_uri(registry("dora"))
    assert '"developer_id": "dora"' in files[registry("dora")]
    assert not any(wire.disk.is_file(path) for path in files)


@pytest.mark.parametrize("workspace", ["alice", "core", "../x", "ALICE", ""])
def test_a_workspace_that_cannot_be_made(open_wire, workspace):
    wire = open_wire(workspace_edit=CREATES)
    error = wire.execute("createWorkspace", {"workspace": workspace})
    assert error["code"] == FAILED
    assert f"'{workspace}'" in error["message"]
    assert wire.requests("workspace/applyEdit") == []


def test_an_editor_that_makes_no_files_is_told_what_else_to_do(open_wire):
    makes_none = lsp.WorkspaceEditClientCapabilities(document_changes=True)
    error = open_wire(workspace_edit=makes_none).execute("createWorkspace", {"workspace": "dora"})
    assert error["code"] == FAILED
    assert "`cursus-registry init dora --template standard --project /`" in error["message"]
    error = open_wire(apply_edit=False).execute("pinDefinition", {"name": "Graph", "namespace": "bob"})
    assert 'write Graph = "bob" into the table of pins in /cursus-registry.toml' in error["message"]


def test_an_editor_that_refuses_is_believed(open_wire):
    wire = open_wire(workspace_edit=CREATES)
    wire.refuses = "read-only"
    error = wire.execute("pinDefinition", {"name": "Graph", "namespace": "bob"})
    assert error == {"code": FAILED, "message": "the editor did not make the change: read-only"}


def test_execute_command_p4_a_chosen_workspace_counts_outside_of_workspaces(open_wire):
    wire = open_wire()
    wire.open(PIPELINE, wire.disk.read(PIPELINE, 10_000).data.decode())
    assert "CUR302" in codes(wire)
    assert wire.execute("switchWorkspace", {"workspace": "bob"}) == {"root": "/", "workspace": "bob"}
    assert codes(wire) == []
    assert "his" in hover(wire)
    [project] = wire.execute("serverStatus")["projects"]
    assert project["chosenWorkspace"] == "bob"
    assert wire.execute("explainResolution", {"name": "Graph"})["qualifiedName"] == "bob.Graph"
    assert wire.execute("explainResolution", {"name": "Graph", "workspace": "core"})["status"] == "ambiguous"
    assert wire.execute("switchWorkspace", {"workspace": None})["workspace"] is None
    assert "CUR302" in codes(wire)


def test_what_follows_from_a_chosen_workspace_follows_its_registry(open_wire):
    wire = open_wire()
    wire.open(PIPELINE, wire.disk.read(PIPELINE, 10_000).data.decode())
    wire.execute("switchWorkspace", {"workspace": "bob"})
    assert codes(wire) == []
    before = wire.refreshes
    wire.open(BOB, 'WORKSPACE_STEPS = {"Gruph": {"sagemaker_step_type": "Processing", "description": "his"}}\n')
    wire.settle()  # a question that comes before the work is done gets the new answer, and is not asked for again
    assert wire.refreshes > before
    assert "CUR302" in codes(wire)
    wire.disk.remove(BOB)
    wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(BOB)}})
    wire.saw((BOB, lsp.FileChangeType.Deleted))
    wire.settle()
    [project] = wire.execute("serverStatus")["projects"]
    assert project["chosenWorkspace"] is None


@pytest.mark.parametrize("command", ["reindex", "clearCache"])
def test_everything_is_read_again_with_progress(open_wire, command):
    wire = open_wire()
    wire.disk.write(BOB, 'WORKSPACE_STEPS = {"New": {"description": "x"}}\n')
    [project] = wire.execute(command)["projects"]
    assert (project["root"], project["files"], project["indexed"]) == ("/", 4, True)
    assert wire.execute("explainResolution", {"name": "New", "workspace": "bob"})["status"] == "resolved"
    assert len(wire.requests("window/workDoneProgress/create")) == 2


def test_what_nobody_told_of_is_found_when_everything_is_read_again(open_wire):
    wire = open_wire("#- /README.md\nnothing")
    for path, text in parse_fixture(TWO).files.items():
        wire.disk.write(path, text)
    assert [one["root"] for one in wire.execute("reindex")["projects"]] == ["/"]
    wire.disk.remove(BOB)
    wire.disk.remove(ALICE)
    for path in list(parse_fixture(CORE).files):
        wire.disk.remove(path)
    assert wire.execute("reindex")["projects"] == []


def test_a_chosen_workspace_survives_a_cleared_cache(open_wire):
    wire = open_wire()
    wire.execute("switchWorkspace", {"workspace": "bob"})
    wire.execute("clearCache")
    assert wire.execute("explainResolution", {"name": "Graph"})["qualifiedName"] == "bob.Graph"


def test_the_health_report(open_wire):
    told = open_wire(f"{TWO}#- {registry('carol')}\nWORKSPACE_STEPS = make()\n").execute("healthReport")
    assert told["status"] == told["report"]["status"] == "INCOMPLETE"
    assert told["text"].startswith("INCOMPLETE: /\nsources\n")
    assert told["report"]["silent_workspaces"] == ["carol"]


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        ("explainResolution", [], "its argument lacks 'name'"),
        ("explainResolution", ["Graph"], "its argument is an object with names and values, not 'Graph'"),
        ("explainResolution", [{"name": 7}], "'name' is a string, not 7"),
        ("explainResolution", [{"name": "X", "workspace": True}], "'workspace' is a string or null, not True"),
        ("explainResolution", [{"name": "X", "across": 1}], "'across' is true or false, not 1"),
        (
            "explainResolution",
            [{"name": "X", "workspce": "a"}],
            "its argument knows no 'workspce'; did you mean 'workspace'?",
        ),
        ("explainResolution", [{"name": "X"}, {}], "it takes one argument, an object; there are 2"),
        ("explainResolution", [{"name": "X", "workspace": "alic"}], "/ has no workspace 'alic'; did you mean 'alice'?"),
        (
            "explainResolution",
            [{"name": "X", "uri": "untitled:1"}],
            "untitled:1: no project that is open has this file",
        ),
        ("pinDefinition", [{"name": "Lost", "namespace": "core"}], "/ has no step 'Lost'"),
        (
            "pinDefinition",
            [{"name": "Graph", "namespace": "core"}],
            "'Graph' has no definition in 'core', but in alice and bob",
        ),
        ("switchWorkspace", [{}], "its argument lacks 'workspace'"),
        (
            "createWorkspace",
            [{"workspace": "x", "template": "huge"}],
            "there is no template 'huge', but minimal, standard, advanced",
        ),
        ("clearCache", [{"uri": "x"}], "its argument knows no 'uri'; there are none"),
    ],
)
def test_what_makes_no_sense(open_wire, command, arguments, words):
    assert open_wire().execute(command, *arguments) == {"code": INVALID, "message": words}


def test_several_projects_must_be_told_apart(open_wire):
    text = "".join(TWO.replace("#- /", f"#- /{root}/") for root in ("one", "two"))
    wire = open_wire(text, folders=["/one", "/two"])
    error = wire.execute("healthReport")
    assert error["message"] == "several projects are open (/one, /two); name a file with 'uri'"
    assert wire.execute("healthReport", {"uri": "file:///two"})["root"] == "/two"
    assert wire.execute("healthReport", {"uri": f"file:///one{PIPELINE}"})["root"] == "/one"
    assert [one["root"] for one in wire.execute("reindex")["projects"]] == ["/one", "/two"]


def test_no_project_is_open(open_wire):
    error = open_wire("#- /README.md\nnothing").execute("listConflicts")
    assert error == {"code": INVALID, "message": "no project is open"}


def codes(wire):
    report = wire.result(wire.ask("textDocument/diagnostic", {"textDocument": {"uri": to_uri(PIPELINE)}}))
    return [one["code"] for one in report["items"]]


def hover(wire):
    place = {"line": 1, "character": 24}
    return wire.result(wire.ask("textDocument/hover", {"textDocument": {"uri": to_uri(PIPELINE)}, "position": place}))[
        "contents"
    ]["value"]


def test_execute_command_the_overview_has_what_an_editor_shows_at_a_glance(open_wire):
    wire = open_wire()
    found = wire.execute("overview", {"uri": to_uri(ALICE)})
    assert (found["version"], found["root"]) == (__version__, "/")
    [project] = found["projects"]
    assert (project["workspace"], project["chosenWorkspace"], project["workspaces"]) == (
        "alice",
        None,
        ["alice", "bob"],
    )
    assert (project["conflicts"], project["indexed"], project["unreadable"]) == (1, True, 0)
    without = wire.execute("overview")["projects"][0]
    assert (without["workspace"], without["steps"] + 1) == (None, project["steps"])
    wire.execute("switchWorkspace", {"workspace": "bob"})
    elsewhere = wire.execute("overview", {"uri": to_uri(PIPELINE)})["projects"][0]
    assert (elsewhere["workspace"], elsewhere["chosenWorkspace"]) == ("bob", "bob")
    assert wire.execute("overview", {"uri": to_uri(BOB)})["projects"][0]["workspace"] == "bob"
