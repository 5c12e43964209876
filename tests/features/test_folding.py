"""What can be folded in registries, in every way of writing them, and in nothing else."""

import pytest
from hypothesis import given, settings
from lsprotocol import types as lsp

from cursus_registry.features.folding import folds
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from cursus_registry.project import Project
from lsp.test_incremental import interface_texts, registry_texts
from support.checks import registry
from support.server import Desk

ALICE = registry("alice")
STEP = "/src/cursus/steps/interfaces/package.step.yaml"
TEXT = """WORKSPACE_STEPS = {
    "A": {
        "sagemaker_step_type": "Training",
    },
    "B": {"description": "b"},
    "C": {"description": "c",
          "framework": "d"},
}
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "developer_id": "alice"
}


def other():
    return {
        "A": 1,
    }
"""
YAML = """step_type: Package  # the name
registry:
  # what it is
  description: d
  sagemaker_step_type: Processing

contract:
  inputs:
    a: b
"""


def knowing(**known):
    folding = lsp.FoldingRangeClientCapabilities(**known)
    return lsp.ClientCapabilities(text_document=lsp.TextDocumentClientCapabilities(folding_range=folding))


def asked(path, text, **known):
    desk = Desk({path: text}, knowing(**known))
    desk.run()
    desk.open(path)
    params = lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(to_uri(path)))
    return desk.ask(lsp.TEXT_DOCUMENT_FOLDING_RANGE, params)


def test_folding_range_p1_p3_tables_and_entries_by_whole_lines():
    found = asked(ALICE, TEXT, line_folding_only=True)
    assert [(one.start_line, one.end_line) for one in found] == [(0, 6), (1, 2), (5, 6), (9, 10)]
    assert {(one.start_character, one.end_character, one.collapsed_text, one.kind) for one in found} == {(None,) * 4}


def test_to_the_character_with_words_in_their_place():
    folding = lsp.ClientFoldingRangeOptions(collapsed_text=True)
    found = asked(ALICE, TEXT, folding_range=folding)
    lines = TEXT.split("\n")
    places = [(one.start_line, one.start_character, one.end_line, one.end_character) for one in found]
    assert places[:2] == [(0, len(lines[0]), 7, 0), (1, len(lines[1]), 3, 4)]
    assert [one.collapsed_text for one in found] == ["3 steps", "Training", "…", "…"]


def test_a_limit_keeps_what_lies_outside():
    found = asked(ALICE, TEXT, range_limit=3, line_folding_only=True)
    assert [one.start_line for one in found] == [0, 1, 9]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (YAML, [(1, 4)]),
        (YAML.replace("\n", "\r\n"), [(1, 4)]),
        ("registry: {\n  description: d,\n  framework: x\n}\nstep_type: A\n", [(0, 2)]),
        ("step_type: A\nregistry: {description: d}\n", None),
        ("step_type: A\nregistry:\n", None),
        ("step_type: A\n", None),
    ],
)
def test_the_block_of_an_interface_file(text, lines):
    found = asked(STEP, text, line_folding_only=True)
    assert ([(one.start_line, one.end_line) for one in found] if found else None) == lines


@pytest.mark.parametrize("path", ["/pipelines/run.py", "/notes.md", "/nowhere/x.py"])
def test_nothing_elsewhere(path):
    assert asked(path, TEXT) is None


def test_a_broken_text_folds_as_far_as_it_is_whole():
    text = TEXT.replace('"C": {', '"C": {"x')
    assert (1, 2) in [(one.start_line, one.end_line) for one in asked(ALICE, text, line_folding_only=True)]


@settings(max_examples=60, deadline=None)
@given(registry_texts(), interface_texts)
def test_folds_lie_within_one_another_or_apart(text, interface):
    snapshot = Project(Memory({ALICE: text, STEP: interface}), "/").load_all()
    for path in (ALICE, STEP):
        source = snapshot.facts(path).source
        found = folds(snapshot, path)
        for number, one in enumerate(found):
            assert 0 <= one.span.start < one.span.end <= len(source.data)
            assert source.line_at(one.span.start) < source.line_at(one.span.end)
            for other in found[number + 1 :]:
                assert other.span.start >= one.span.end or other.span.end <= one.span.end
