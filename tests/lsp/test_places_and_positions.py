"""Lines and columns at every place, as a client counts them: line ends, marks at the beginning, characters of two units."""

import pytest

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from support import clients
from support.fixture import CURSOR, parse_fixture
from support.wire import Text, Wire
from support.worlds import CLASSES, MENTIONS, WORLD

WORDS = {**dict.fromkeys(MENTIONS, "Package"), **dict.fromkeys(CLASSES, "PackageConfig")}
PLACES = {**MENTIONS, **CLASSES}
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
FAR = [{"line": 10**6, "character": 0}, {"line": 0, "character": 10**6}, {"line": 2, "character": 10**6}]
METHODS = ("hover", "definition", "completion", "documentHighlight", "declaration", "typeDefinition", "implementation")


@pytest.fixture(scope="module")
def wire():
    wire = Wire(Memory(parse_fixture(WORLD).files), clients.vscode(), ["/"])
    yield wire
    wire.close()


def opened(wire, text, mark="", end="\n"):
    """The document of a fixture's file, open in the editor, the place of its cursor, and where it is."""
    fixture = parse_fixture(text)
    [(path, whole)] = fixture.files.items()
    _, line, character = fixture.cursor
    at = sum(len(one) + 1 for one in whole.split("\n")[:line]) + character
    before, after = (mark + whole[:at]).replace("\n", end), whole[at:].replace("\n", end)
    document = Text(before + after)
    item = {"uri": to_uri(path), "languageId": "x", "version": 1, "text": document.text}
    wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(path)}})
    wire.tell("textDocument/didOpen", {"textDocument": item})
    return document, len(before), path


def ask(wire, method, path, place):
    return wire.result(wire.ask(f"textDocument/{method}", {"textDocument": {"uri": to_uri(path)}, "position": place}))


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "bom"])
@pytest.mark.parametrize("end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize("place", PLACES)
def test_hover_and_all_others_know_the_place(wire, place, end, mark):
    word = WORDS[place]
    document, at, path = opened(wire, PLACES[place](CURSOR + word), mark, end)
    stretch = {"start": document.position(at), "end": document.position(at + len(word))}
    for inside in (at, at + 3, at + len(word)):
        here = document.position(inside)
        assert ask(wire, "hover", path, here)["range"] == stretch
        [link] = ask(wire, "definition", path, here)
        assert link["originSelectionRange"] == stretch
        proposed = ask(wire, "completion", path, here)["items"]
        assert {item["textEdit"]["range"]["end"]["character"] for item in proposed} == {stretch["end"]["character"]}
        assert stretch in [one["range"] for one in ask(wire, "documentHighlight", path, here)]


@pytest.mark.parametrize("place", PLACES)
def test_hover_and_all_others_beyond_the_end(wire, place):
    _, _, path = opened(wire, PLACES[place](CURSOR + WORDS[place]))
    for method in METHODS:
        assert [ask(wire, method, path, far) for far in FAR] == [None] * len(FAR), method
