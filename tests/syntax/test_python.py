"""Trees of Python texts: the same whether parsed from the beginning or after an edit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.syntax.python import first_error, parse_python, span_of, text_of, walk
from cursus_registry.text import Span
from facts.registry_text import registries

PIECES = [
    '"',
    "'",
    '"""',
    "{",
    "}",
    ",",
    ":",
    "\n",
    "\r\n",
    "    ",
    '"A": {},',
    "x",
    "é",
    "#",
    "\\",
    "(",
    "**a",
    "if x:\n",
]


def shape(parsed):
    """All nodes, their places and what is wrong with them."""
    found, stack = [], [parsed.root]
    while stack:
        node = stack.pop()
        found.append((node.type, node.start_byte, node.end_byte, node.start_point, node.is_missing, node.has_error))
        stack += reversed(node.children)
    return found


edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(["", *PIECES])), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(registries, edits)
def test_after_any_edits_the_tree_is_that_of_a_cold_start(text, changes):
    parsed = parse_python(text.encode())
    for where, removed, added in changes:
        at = int(where * len(text))
        text = text[:at] + added + text[at + removed :]
        parsed = parse_python(text.encode(), parsed)
        assert shape(parsed) == shape(parse_python(text.encode()))


@pytest.mark.parametrize(
    ("old", "new"),
    [("x = 1\n", "x = 1\n"), ("", "x = 1\n"), ("x = 1\n", ""), ("é\n", "è\n"), ("x = 'é'\r\n", "x = '😀é'\r\n")],
)
def test_an_edit(old, new):
    assert shape(parse_python(new.encode(), parse_python(old.encode()))) == shape(parse_python(new.encode()))


def test_the_same_text_is_not_parsed_again():
    parsed = parse_python(b"x = 1\n")
    assert parse_python(b"x = 1\n", parsed) is parsed


def test_an_edit_leaves_the_earlier_tree_alone():
    parsed = parse_python(b"x = {'a': 1}\n")
    before = shape(parsed)
    parse_python(b"import os\nx = {'a': 1}\n", parsed)
    assert shape(parsed) == before


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("x = {\n  'a': 1 'b': 2}\n", "'b': 2"),
        ("x = (1\n", "(1"),
        ("def f(:\n    pass\n", ":"),
        ("x = {'a': 1}}\n", "}"),
        ("a = 1\n$\n", "$"),
    ],
)
def test_the_first_error_is_at_the_broken_place(text, broken):
    node = first_error(parse_python(text.encode()).root)
    assert node is not None
    assert span_of(node).start <= text.index(broken) + len(broken)
    assert text.count("\n", 0, span_of(node).start) <= text.count("\n", 0, text.index(broken))


def test_a_missing_token_is_an_error():
    node = first_error(parse_python(b"f(1\n").root)
    assert node.is_missing or node.is_error


def test_a_whole_text_has_no_error():
    parsed = parse_python(b"x = 1\n")
    assert not parsed.has_error
    assert first_error(parsed.root) is None


def test_the_text_of_a_node():
    parsed = parse_python("x = 'é'\n".encode())
    [string] = [node for node in walk(parsed.root) if node.type == "string"]
    assert text_of(string, parsed.data) == "'é'"
    assert span_of(string) == Span(4, 8)


def test_walking_does_not_recurse():
    parsed = parse_python(b"[" * 5000 + b"]" * 5000)
    assert sum(node.type == "list" for node in walk(parsed.root)) == 5000
