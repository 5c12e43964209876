"""Strings that equal a name, searched in the texts of a project."""

from itertools import chain

import pytest

from cursus_registry.features.references import Kind, search_strings, strings
from cursus_registry.resolution.steps import Step
from cursus_registry.text import Encoding
from support.checks import CORE, open_fixture, registry
from support.fixture import Note, parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
WORLD = f"""{CORE}
OTHERS = ["Package"]
#          ^^^^^^^ core
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"spec_type": "Package"}}}}
STEP_OVERRIDES["Package"] = {{"spec_type": "Package"}}
MORE = ["Package"]
#        ^^^^^^^ core
#- {BOB}
WORKSPACE_STEPS = {{"Package": {{"description": "Package"}}}}
MORE = ["Package"]
#        ^^^^^^^ bob
#- /developer_workspaces/developers/bob/pipelines/his.py
NAMES = {{"Package": "🚀"}}
#         ^^^^^^^ bob
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
from langgraph.graph import StateGraph
x = "🚀", get_config_class_name("Package"), get_config_class_name("Package_x"), ["Package"]
#                                                                                ^^^^^^^ core
StateGraph(x).add_node("Package")
get_config_class_name("Package", workspace_id="bob")
if x == "Package":
#        ^^^^^^^ core
    f(
#- /tools/irrelevant.py
def main(name):
    "Package"
    return name in ("🚀", "Package")
#                         ^^^^^^^ core
#- /tools/with_class.py
class Tool:
    steps = "Package", "Packages", "MyPackage"
#            ^^^^^^^ core
#- /tools/notes.txt
x = ["Package"]
#- /.venv/lib/other.py
x = ["Package"]
"""


def found(snapshot, *steps):
    for one in chain.from_iterable(search_strings([snapshot], steps)):
        assert one.kind is Kind.STRING
        start, end = one.source.range(one.span, Encoding.UTF32)
        yield Note(one.path, start.line, start.character, end.character, "")


@pytest.mark.parametrize("workspace", [None, "bob"])
def test_references_p11_of_the_core_and_of_a_workspaces_own(workspace):
    fixture = parse_fixture(WORLD)
    wanted = [Note(note.path, note.line, note.start, note.end, "") for note in fixture.places(workspace or "core")]
    assert sorted(found(open_fixture(fixture).snapshot, Step("Package", workspace))) == sorted(wanted)
    assert wanted


def test_references_p11_of_names_that_are_types_of_sagemakers_too():
    snapshot = open_fixture(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {"Processing": {}, "Base": {}, "Package": {}}
#- /tools/names.py
x = ["Processing", "Base", "Package"]
"""
    ).snapshot
    steps = [Step(name, None) for name in ("Processing", "Base", "Package")]
    assert list(found(snapshot, *steps)) == [Note("/tools/names.py", 0, 28, 35, "")]


def test_references_p11_in_an_edited_text():
    project = open_fixture(WORLD)
    step = Step("Package", "bob")
    assert len(list(found(project.snapshot, step))) == 2
    path = "/developer_workspaces/developers/bob/pipelines/his.py"
    project.files.open(path, "NAMES = ['🚀', '''Package''', 'Package']\n".encode())
    project.update([path])
    places = [note for note in found(project.snapshot, step) if note.path == path]
    assert places == [Note(path, 0, 17, 24, ""), Note(path, 0, 30, 37, "")]


def test_references_p11_a_file_at_a_time():
    snapshot = open_fixture(WORLD).snapshot
    turns = list(search_strings([snapshot], [Step("Package", None)]))
    assert all(len({one.path for one in turn}) <= 1 for turn in turns)
    assert sum(bool(turn) for turn in turns) == 5


def test_references_p11_looks_only_into_files_that_are_others(monkeypatch):
    looked = []
    real = strings.loose_strings
    monkeypatch.setattr(strings, "loose_strings", lambda data, *rest: looked.append(data) or real(data, *rest))
    project = open_fixture(WORLD)
    step = Step("Package", None)
    before = list(found(project.snapshot, step))
    assert looked
    looked.clear()
    assert list(found(project.snapshot, step)) == before
    assert looked == []
    text = b"x = 1\nSTEPS = ['Package']\n"
    project.files.open("/tools/irrelevant.py", text)
    project.update(["/tools/irrelevant.py"])
    moved = Note("/tools/irrelevant.py", 1, 10, 17, "")
    assert sorted(found(project.snapshot, step)) == sorted(
        [note for note in before if note.path != "/tools/irrelevant.py"] + [moved]
    )
    assert looked == [text]


def test_references_p11_follow_who_declares_the_name():
    """The texts are the same; what the name means in them is another step now."""
    project = open_fixture(WORLD)
    assert [note.path for note in found(project.snapshot, Step("Package", "bob"))] != []
    project.files.open(BOB, b"MORE = []\n")
    project.update([BOB])
    his = "/developer_workspaces/developers/bob/pipelines/his.py"
    assert list(found(project.snapshot, Step("Package", "bob"))) == []
    assert his in [note.path for note in found(project.snapshot, Step("Package", None))]


def test_references_p11_remember_few_names():
    snapshot = open_fixture(WORLD).snapshot
    for number in range(200):
        list(search_strings([snapshot], [Step(f"Step{number}", None)]))
    assert len(snapshot.view.lasting["strings"]) < 100


def test_references_p11_of_two_searches_at_once():
    """One on the text before an edit, and one after it, by turns."""
    project = open_fixture(WORLD)
    step, path = Step("Package", "bob"), "/developer_workspaces/developers/bob/pipelines/his.py"
    list(search_strings([project.snapshot], [step]))
    first = search_strings([project.snapshot], [step])
    begun = list(next(first))
    project.files.open(path, b"x = 1, ['Package']\n")
    project.update([path])
    second = [one.span for one in chain.from_iterable(search_strings([project.snapshot], [step])) if one.path == path]
    old = [one.span for one in chain(begun, chain.from_iterable(first)) if one.path == path]
    assert [(span.start, span.end) for span in second] == [(9, 16)]
    assert [(span.start, span.end) for span in old] == [(10, 17)]
