"""Virtual documents: their URIs, who is given their texts, and who is told of other ones."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.virtual_uris import Page, VirtualUri, parse_virtual
from support.checks import CORE, registry
from support.talking import TalkingWire

ALICE = registry("alice")
ONE = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "ä🚀"}}}}
"""
EFFECTIVE = "cursus-registry:/alice/effective.py"
OURS = "cursusRegistry/textDocumentContent"
NEWEST = {"text_document_content": lsp.TextDocumentContentClientCapabilities()}


@pytest.fixture
def open_wire():
    wires = []

    def open_one(text=ONE, **more):
        wires.append(TalkingWire(text, **more))
        return wires[-1]

    yield open_one
    for wire in wires:
        wire.close()


@given(
    st.sampled_from(Page),
    st.none() | st.text(min_size=1).filter(lambda name: name != "core" and name.isprintable()),
    st.none() | st.text(min_size=1).filter(str.isprintable).map(lambda name: f"/{name}"),
)
def test_a_uri_leads_back(page, workspace, root):
    uri = str(VirtualUri(page, workspace, root))
    assert parse_virtual(uri) == VirtualUri(page, workspace, root)
    assert to_path(uri) is None


def test_some_uris():
    assert str(VirtualUri(Page.EFFECTIVE, None)) == "cursus-registry:/core/effective.py"
    assert str(VirtualUri(Page.CONFLICTS, "a b", "/x y")) == "cursus-registry:/a%20b/conflicts.md?root=/x%20y"
    assert parse_virtual("cursus-registry:/alice/effective.py?root%3D/x%20y").root == "/x y"


@pytest.mark.parametrize(
    "uri",
    [
        *(
            "",
            "file:///alice/effective.py",
            "cursus-registry:effective.py",
            "cursus-registry:/alice/other.py",
            "[",
            "x:[",
        ),
        *("cursus-registry:/a/b/effective.py", "cursus-registry:///effective.py", "cursus-registry://h/a/effective.py"),
        "cursus-registry:/alice/effective.py?other=1",
    ],
)
def test_what_is_no_virtual_document(open_wire, uri):
    assert parse_virtual(uri) is None
    error = open_wire(**NEWEST).content(uri)
    assert error["code"] == lsp.ErrorCodes.InvalidParams.value
    assert "there is no such document" in error["message"]


def test_only_a_client_that_announces_them_is_offered_them(open_wire):
    assert open_wire(**NEWEST).capabilities["workspace"]["textDocumentContent"] == {"schemes": ["cursus-registry"]}
    assert "textDocumentContent" not in open_wire().capabilities["workspace"]


@pytest.mark.parametrize("method", ["workspace/textDocumentContent", OURS])
def test_the_texts(open_wire, method):
    wire = open_wire(**NEWEST)
    assert '"description": "ä🚀",  # alice' in wire.content(EFFECTIVE, method)
    assert wire.content("cursus-registry:/core/conflicts.md", method) == "# Conflicts\n\nNo conflicts in 1 workspace.\n"
    error = wire.content("cursus-registry:/bob/effective.py", method)
    assert error["message"] == "cursus-registry:/bob/effective.py: no project that is open has it"


def test_parameters_of_ours_are_checked(open_wire):
    wire = open_wire()
    for params in (None, 7, [], {}, {"uri": 7}):
        number = wire.ask(OURS, params)
        wire.settle()
        [answer] = wire.answers[number]
        assert answer["error"]["code"] == lsp.ErrorCodes.InvalidParams.value


def test_showing(open_wire):
    wire = open_wire(**NEWEST)
    told = wire.execute("showEffectiveRegistry", {"workspace": "alice"})
    assert told == {"root": "/", "workspace": "alice", "uri": EFFECTIVE, "shown": True}
    assert wire.requests("window/showDocument") == [{"uri": EFFECTIVE, "takeFocus": True}]
    assert wire.execute("showEffectiveRegistry", {"uri": to_uri(ALICE)})["uri"] == EFFECTIVE
    assert wire.execute("showEffectiveRegistry")["uri"] == "cursus-registry:/core/effective.py"


def test_who_could_not_get_the_text_is_not_asked_to_show_it(open_wire):
    wire = open_wire()
    assert wire.execute("showEffectiveRegistry", {"workspace": "alice"})["shown"] is False
    assert wire.requests("window/showDocument") == []


def test_who_says_that_it_gets_the_text_in_our_way_is_asked_to_show_it(open_wire):
    for said, shown in (
        ({"cursusRegistry": {"textDocumentContent": True}}, True),
        ({"cursusRegistry": 7}, False),
        (7, False),
    ):
        wire = open_wire(experimental=said)
        assert wire.execute("showEffectiveRegistry", {"workspace": "alice"})["shown"] is shown


def test_several_projects(open_wire):
    text = "".join(ONE.replace("#- /", f"#- /{root}/") for root in ("one", "two"))
    wire = open_wire(text, folders=["/one", "/two"], **NEWEST)
    told = wire.execute("showEffectiveRegistry", {"uri": to_uri(f"/two{ALICE}")})
    assert told["uri"] == f"{EFFECTIVE}?root=/two"
    assert "# Made from the registries of /two;" in wire.content(told["uri"])
    assert "several projects have it (/one, /two)" in wire.content(EFFECTIVE)["message"]
    assert "no project is open at /three" in wire.content(f"{EFFECTIVE}?root=/three")["message"]


def test_a_client_is_told_of_another_text_once(open_wire):
    wire = open_wire(**NEWEST)
    wire.content(EFFECTIVE)
    wire.content("cursus-registry:/core/effective.py")
    wire.open(ALICE, 'WORKSPACE_STEPS = {"Graph": {"description": "other"}}\n')
    wire.settle()
    assert wire.requests("workspace/textDocumentContent/refresh") == [{"uri": EFFECTIVE}]
    assert '"other"' in wire.content(EFFECTIVE)
    wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(ALICE)}})
    wire.settle()
    assert len(wire.requests("workspace/textDocumentContent/refresh")) == 2


def test_a_text_that_stays_the_same_is_not_refreshed(open_wire):
    wire = open_wire(**NEWEST)
    wire.content(EFFECTIVE)
    wire.open("/pipelines/fraud.py", "x = 1\n")
    wire.open(ALICE, wire.disk.read(ALICE, 10_000).data.decode() + "\n# said twice\n")
    wire.settle()
    assert wire.requests("workspace/textDocumentContent/refresh") == []


def test_a_document_that_has_gone_is_told_of_too(open_wire):
    wire = open_wire(**NEWEST)
    wire.content(EFFECTIVE)
    wire.disk.remove(ALICE)
    wire.saw((ALICE, lsp.FileChangeType.Deleted))
    wire.settle()
    assert wire.requests("workspace/textDocumentContent/refresh") == [{"uri": EFFECTIVE}]
    assert wire.content(EFFECTIVE)["code"] == lsp.ErrorCodes.InvalidParams.value


def test_a_client_that_asks_in_our_way_is_told_in_our_way(open_wire):
    wire = open_wire()
    wire.content(EFFECTIVE, OURS)
    wire.open(ALICE, 'WORKSPACE_STEPS = {"Graph": {"description": "other"}}\n')
    wire.settle()
    assert wire.told("cursusRegistry/textDocumentContentRefresh") == [{"uri": EFFECTIVE}]


@pytest.mark.parametrize(
    ("method", "result"),
    [
        *(("textDocument/hover", None), ("textDocument/definition", None), ("textDocument/documentHighlight", None)),
        *(
            ("textDocument/completion", None),
            ("textDocument/documentSymbol", None),
            ("textDocument/foldingRange", None),
        ),
    ],
)
def test_other_questions_about_one_have_no_answer(open_wire, method, result):
    wire = open_wire(**NEWEST)
    item = {"uri": EFFECTIVE, "languageId": "python", "version": 1, "text": wire.content(EFFECTIVE)}
    wire.tell("textDocument/didOpen", {"textDocument": item})
    params = {"textDocument": {"uri": EFFECTIVE}, "position": {"line": 4, "character": 6}}
    assert wire.result(wire.ask(method, params)) == result
    report = wire.result(wire.ask("textDocument/diagnostic", {"textDocument": {"uri": EFFECTIVE}}))
    assert report["items"] == []
