"""Tokens out of any text."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.syntax.lexer import Kind, tokens

S, U, O, C, N, X = Kind.STRING, Kind.UNCLOSED, Kind.OPEN, Kind.CLOSE, Kind.NAME, Kind.OTHER  # noqa: E741
COLON, COMMA, NUMBER, COMMENT, END = Kind.COLON, Kind.COMMA, Kind.NUMBER, Kind.COMMENT, Kind.NEWLINE
PIECES = [
    "'",
    '"',
    "'''",
    '"""',
    "\\",
    "\n",
    "\r",
    "\r\n",
    "rb",
    "f",
    "A1",
    "é",
    "{",
    ")",
    ":",
    ",",
    "#",
    " ",
    "\f",
    "7.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\f", []),
        ('"A": {', [S, COLON, O]),
        ("x = [1.5e3, 0x1F]", [N, X, O, NUMBER, COMMA, NUMBER, C]),
        ("café_é", [N]),
        ("# 'x' {\n", [COMMENT, END]),
        ("'a\\'b' \"#\"", [S, S]),
        ("rb'x' F\"y\" Rb'''z'''", [S, S, S]),
        ("bar'x'", [N, S]),
        ("'''a\n'b''' c", [S, N]),
        ('"""a\\"""b""" c', [S, N]),
        ('"""a\\\\""" c', [S, N]),
        ("''", [S]),
        ("''''''", [S]),
        ("a \\\n b", [N, N]),
        ("a \\\r\n b \\\r c", [N, N, N]),
        ("a\r\nb\rc", [N, END, N, END, N]),
        # a string that is not closed ends with its line
        ("'a", [U]),
        ("'a # b\nc", [U, END, N]),
        ("'a\\\nc", [U, END, N]),
        ("'a\rc", [U, END, N]),
        ("'''a 'b'\nc", [U, END, N]),
        ('f"""a\r\n"""c"""', [S, N, U]),
        ('"""a\n\'\'\'b\n"""', [S]),
    ],
)
def test_the_kinds(text, expected):
    assert [token.kind for token in tokens(text.encode())] == expected


def test_the_first_of_a_line():
    data = b"a b\n  c {\r\n\t# x\r'y' z"
    assert [(data[token.start : token.end], token.first) for token in tokens(data) if token.kind is not END] == [
        (b"a", True),
        (b"b", False),
        (b"c", True),
        (b"{", False),
        (b"# x", True),
        (b"'y'", True),
        (b"z", False),
    ]


def test_a_stretch_of_a_text():
    data = b"aa 'b' cc"
    assert [data[token.start : token.end] for token in tokens(data, 3, 8)] == [b"'b'", b"c"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=40))
def test_the_tokens_cover_the_text(text):
    data = text.encode("utf-8")
    at = 0
    for token in tokens(data):
        assert token.start < token.end
        assert not data[at : token.start].strip(b" \t\f\\\r\n")
        at = token.end
    assert not data[at:].strip(b" \t\f\\\r\n")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_only_three_quotes_reach_over_a_line_end(text):
    data = text.encode()
    for token in tokens(data):
        inside = data[token.start : token.end]
        if token.kind is not END and (b"\n" in inside or b"\r" in inside):
            assert token.kind is S
            assert inside.lower().lstrip(b"rbf")[:3] in {b"'''", b'"""'}


HOSTILE = {
    "escaped quotes": lambda n: '"""' + '\\"""' * n,
    "quotes": lambda n: '"' * (n + n % 2 + 1),
    "both quotes": lambda n: "'\"" * n,
    "backslashes": lambda n: '"""' + "\\" * n + '"""',
    "an open string": lambda n: '"' + "\\'" * n,
    "open triples": lambda n: "'''x\n\"\"\"y\n" * n + "'",
    "open triples, each escaped": lambda n: "\"\"\"\\'''\n'''\\\"\"\"\n" * n,
    "prefixes": lambda n: "rb" * n,
    "brackets": lambda n: "{[(" * n,
    "continuations": lambda n: "\\\n" * n,
}


def duration(data):
    start = process_time()
    for _ in tokens(data):
        pass
    return process_time() - start


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_time(text):
    once, more = text(10_000).encode(), text(40_000).encode()
    ratio = min(duration(more) for _ in range(3)) / max(min(duration(once) for _ in range(3)), 0.001)
    assert ratio < 9
