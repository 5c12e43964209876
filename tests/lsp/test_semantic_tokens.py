"""Tokens over the protocol: numbers that a client turns back into places, deltas, stretches, and when to ask again."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.requests.semantic_tokens import LEGEND, _difference
from support.checks import CORE, registry
from support.talking import TalkingWire

ALICE, PIPELINE = registry("alice"), "/pipelines/fraud.py"
TEXT = """STEP_OVERRIDES = {
    "Package": {"description": "ä🚀"}, "ä🚀": {"framework": "x"},
}
"""
CALL = 'from cursus.registry.step_names import get_config_class_name\nx = "ä🚀", get_config_class_name("Package_x")\n'
LONG = 'WORKSPACE_STEPS = {("Gr"\n    "aph"): {}}\n'


@pytest.fixture
def open_wire():
    wires = []

    def open_one(**more):
        text = f"{CORE}\n#- {ALICE}\n{TEXT}#- {PIPELINE}\n{CALL}"
        wires.append(TalkingWire(text, **more))
        return wires[-1]

    yield open_one
    for wire in wires:
        wire.close()


def ask(wire, path, kind="full", **more):
    params = {"textDocument": {"uri": to_uri(path)}, **more}
    return wire.result(wire.ask(f"textDocument/semanticTokens/{kind}", params))


def shown(text, data):
    """The words that numbers stand for, as a client whose columns are UTF-16 units finds them."""
    lines, line, start, found = text.split("\n"), 0, 0, []
    for at in range(0, len(data), 5):
        down, along, length, kind, bits = data[at : at + 5]
        line, start = line + down, along if down else start + along
        units = lines[line].encode("utf-16-le")
        word = units[2 * start : 2 * (start + length)].decode("utf-16-le")
        modifiers = [name for bit, name in enumerate(LEGEND.token_modifiers) if bits >> bit & 1]
        found.append(" ".join([word, LEGEND.token_types[kind], *modifiers]))
    return found


def test_the_legend_has_only_words_of_the_protocol():
    assert set(LEGEND.token_types) <= {one.value for one in lsp.SemanticTokenTypes}
    assert set(LEGEND.token_modifiers) <= {one.value for one in lsp.SemanticTokenModifiers}


def test_full(open_wire):
    wire = open_wire()
    wire.open(ALICE, TEXT)
    assert shown(TEXT, ask(wire, ALICE)["data"]) == [
        "Package class declaration modification",
        "description property",
        "ä🚀 class declaration modification",
        "framework property",
    ]
    wire.open(PIPELINE, CALL)
    assert shown(CALL, ask(wire, PIPELINE)["data"]) == ["Package class defaultLibrary"]


def test_a_stretch(open_wire):
    wire = open_wire()
    wire.open(ALICE, TEXT)
    place = {"start": {"line": 1, "character": 30}, "end": {"line": 1, "character": 60}}
    assert shown(TEXT, ask(wire, ALICE, "range", range=place)["data"]) == [
        "ä🚀 class declaration modification",
        "framework property",
    ]
    nothing = {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}
    assert ask(wire, ALICE, "range", range=nothing) is None


def test_what_is_not_ours_has_none(open_wire):
    wire = open_wire()
    wire.open("/notes.py", "x = 1\n")
    assert ask(wire, "/notes.py") is None
    assert ask(wire, "/nothing.py") is None
    assert ask(wire, "/nothing.py", "full/delta", previousResultId="1") is None


def test_a_delta(open_wire):
    wire = open_wire()
    wire.open(ALICE, TEXT)
    first = ask(wire, ALICE)
    same = ask(wire, ALICE, "full/delta", previousResultId=first["resultId"])
    assert same["edits"] == []
    after = TEXT.replace('"description": "ä🚀"', '"priority": 1, "framework": "y"')
    change(wire, after, 2)
    delta = ask(wire, ALICE, "full/delta", previousResultId=same["resultId"])
    assert applied(first["data"], delta["edits"]) == ask(wire, ALICE)["data"]
    assert "priority property" in shown(after, applied(first["data"], delta["edits"]))
    change(wire, "", 3)
    gone = ask(wire, ALICE, "full/delta", previousResultId="of yesterday")
    assert gone["data"] == []


def test_a_long_token_goes_line_by_line_unless_the_client_takes_it_whole(open_wire):
    wire = open_wire()
    wire.open(ALICE, LONG)
    assert shown(LONG, ask(wire, ALICE)["data"]) == ['("Gr" class declaration', '"aph") class declaration']
    wire.server.session.client.text_document.semantic_tokens.multiline_token_support = True
    assert len(ask(wire, ALICE)["data"]) == 5


def test_a_client_asks_again_when_another_file_has_changed_what_is_open(open_wire):
    wire = open_wire()
    wire.open(PIPELINE, CALL)
    wire.settle()
    before = len(wire.requests("workspace/semanticTokens/refresh"))
    core = "/src/cursus/registry/step_names.py"
    wire.open(core, wire.disk.read(core, 10_000).data.decode().replace('"Package"', '"Parcel"'))
    wire.settle()
    assert len(wire.requests("workspace/semanticTokens/refresh")) == before + 1
    assert ask(wire, PIPELINE) is None


def test_a_key_in_the_edited_file_makes_nobody_ask_again(open_wire):
    wire = open_wire()
    wire.open(PIPELINE, CALL)
    wire.settle()
    before = len(wire.requests("workspace/semanticTokens/refresh"))
    wire.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": to_uri(PIPELINE), "version": 2}, "contentChanges": [{"text": CALL + "\n"}]},
    )
    wire.settle()
    assert len(wire.requests("workspace/semanticTokens/refresh")) == before


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_a_difference_leads_from_one_to_the_other(before, after):
    edits = list(_difference(before, after))
    told = [{"start": one.start, "deleteCount": one.delete_count, "data": one.data} for one in edits]
    assert applied(before, told) == after
    assert bool(edits) == (before != after)


def change(wire, text, version):
    identifier = {"uri": to_uri(ALICE), "version": version}
    wire.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": text}]})


def applied(data, edits):
    after = list(data)
    for edit in reversed(edits):
        after[edit["start"] : edit["start"] + edit["deleteCount"]] = edit.get("data") or []
    return after
