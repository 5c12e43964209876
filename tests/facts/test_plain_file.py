"""What is read without a tree is what the tree says, place by place; and only Python is."""

import ast
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cursus_registry.facts import read
from cursus_registry.facts.plain_file import read_plain_file
from cursus_registry.facts.read import read_source
from cursus_registry.layout import place_of
from cursus_registry.text import SourceText
from support.checks import registry
from support.random_texts import registry_texts

FIXTURES = Path(__file__).parents[2] / "fixtures"
PATH = registry("alice")
PLACE = place_of(PATH.lstrip("/"))
USUAL = '''"""Registry of alice."""

# her steps
WORKSPACE_STEPS = {
    # the first
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "description": "Samples nodes, edges }",
        "priority": 80, "job_types": ["a", "b"], "flag": True,
    },  # noqa: CUR204
    "Other": {"description": "d"}
}

STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice", "preferred_frameworks": []}
'''
PIECES = st.sampled_from(
    [
        '"',
        "'",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "#",
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "\x0c",
        "\x1c",
        "0",
        "-",
        "ä",
        '"""',
        "A = {}",
    ]
)


def told(facts):
    """Everything that facts say, and where."""
    return (
        facts,
        [
            (table.span, table.variable_span, table.starts, [entry.places for entry in table.entries])
            for table in facts.tables.values()
        ],
        list(facts.tables),
        facts.problems,
        facts.suppressions,
        facts.broken,
        facts.references,
    )


def compare(text):
    """Whether a text is read without a tree; then it is compared with what the tree says."""
    source = SourceText(text.encode())
    plain = read_plain_file(PATH, PLACE, source)
    if plain is None:
        return False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "read_plain_file", lambda *_: None)
        by_tree = read_source(PATH, PLACE, source).facts
    assert told(plain) == told(by_tree)
    ast.parse(text)
    return True


def test_the_usual_registry():
    assert compare(USUAL)
    assert compare("")
    assert compare("# nothing\n")
    assert compare(USUAL.rstrip("\n"))


def test_most_registries_are_usual():
    read_bytes = (path.read_bytes() for path in FIXTURES.rglob("workspace_registry.py"))
    texts = [data.decode() for data in read_bytes if data.isascii()]
    assert sum(map(compare, texts)) > len(texts) / 2


@pytest.mark.parametrize(
    "text",
    [
        "import os\n",
        "WORKSPACE_STEPS = {}\nWORKSPACE_STEPS = {}\n",
        " WORKSPACE_STEPS = {}\n",
        "WORKSPACE_STEPS = {} \\\n",
        "WORKSPACE_STEPS = {}; x = 1\n",
        "LOCAL_STEPS = WORKSPACE_STEPS\n",
        'WORKSPACE_STEPS = {"A": {"b": "c"} | {}}\n',
        'WORKSPACE_STEPS = {"A": {"b": "c" "d"}}\n',
        'WORKSPACE_STEPS = {"A": {"b": """c"""}}\n',
        'WORKSPACE_STEPS = {"A" "B": {"b": "c"}}\n',
        'WORKSPACE_STEPS = {"A": {"b": "c"}\n',
        'WORKSPACE_STEPS = {"A": {"b": "c"} "B": {"b": "c"}}\n',
        'WORKSPACE_STEPS = {"A": {"b": "c",, }}\n',
        "WORKSPACE_STEPS = {,}\n",
        'WORKSPACE_STEPS = {"A": {"b": "\x0c"}}\n',
        'WORKSPACE_STEPS = {"A": {"b": 01}}\n',
        'WORKSPACE_STEPS = {"A": {"b": "ä"}}\n',
        "WORKSPACE_STEPS = {\r\n}\r\n",
        '"""a\n',
        '"""a""" x\n',
        "STEP_NAMES = {}\n",
    ],
)
def test_everything_else_is_left_to_the_tree(text):
    assert read_plain_file(PATH, PLACE, SourceText(text.encode())) is None


@given(registry_texts())
def test_random_registries(text):
    compare(text)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.integers(0, len(USUAL)), st.integers(0, 3), PIECES), min_size=1, max_size=3))
def test_the_usual_registry_with_anything_in_it(edits):
    text = USUAL
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    compare(text)
