"""A usual call is read by its text, and says what its tree says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from cursus_registry.facts.arguments import plain_string, read_arguments
from cursus_registry.facts.plain_call import plain_call
from cursus_registry.syntax.python import parse_python, text_of, walk


def calls_in(text: str) -> list[Node]:
    return [node for node in walk(parse_python(text.encode()).root) if node.type == "call"]


def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    found = plain_call(calls_in(text)[0], text.encode())
    return None if found is None else (found.words, tuple(string.text for string in found.strings))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f('A')", (("f",), ("A",))),
        ('dag.add_node("A")', (("dag", "add_node"), ("A",))),
        ("dag.add_edge(\"A\", 'B')", (("dag", "add_edge"), ("A", "B"))),
        ('dag.add_edge(\n    "A",\n    "B",\n)', (("dag", "add_edge"), ("A", "B"))),
        ('größe.add_node("Ä")', (("größe", "add_node"), ("Ä",))),
        ('f("")', (("f",), ("",))),
    ],
)
def test_a_usual_call(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "f()",
        "f(x)",
        "f(r'A')",
        "f(f'A')",
        "f('A' 'B')",
        "f('A\\x41')",
        "f('''A''')",
        "f('A', 'B', 'C')",
        "f('A', x=1)",
        "f(step_name='A')",
        "f(*'A')",
        "f('A'  # why\n)",
        "a.b.c('A')",
        "a().b('A')",
        "f ('A')",
        "f('A' if x else 'B')",
        "f(('A'))",
    ],
)
def test_any_other_call_takes_a_closer_look(text):
    assert read(text) is None


PIECES = [
    "f",
    "dag",
    ".",
    "add_node",
    "(",
    ")",
    "'A'",
    '"B"',
    ",",
    " ",
    "\n",
    "''",
    '""',
    "'",
    "#",
    "\\",
    "r",
    "=",
    "x",
    "1",
    "*",
    "é",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from(["", "f(", "dag.add_node('A'", "print "]),
)
def test_what_is_read_by_the_text_is_what_the_tree_says(inside, before):
    text = f"{before}{inside})"
    for call in calls_in(text):
        found = plain_call(call, text.encode())
        if found is None:
            continue
        arguments = read_arguments(call, text.encode())
        function = call.child_by_field_name("function")
        assert function is not None
        assert ".".join(found.words) == text_of(function, text.encode())
        assert list(found.strings) == [plain_string(node, text.encode()) for node in arguments.positional]
        assert not arguments.keywords
        assert not arguments.spread
