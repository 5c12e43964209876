"""YAML texts for the tests: structures written in every style, and edits that break them."""

from __future__ import annotations

from hypothesis import strategies as st

_PLAIN = st.sampled_from(
    [
        *("Processing", "a b", "it's", "http://x", "a#b", "-1", "no", "12:30", "010", "~", "é b", "2024-05-06", "1_0"),
        *("==1.7.6", "x: y", "2024-99-99", "=", "<<", ".inf", "null", "a?", "C:\\x", "-x", "?x"),
    ]
)
_QUOTED = st.sampled_from(
    [
        "'a'",
        "'it''s: #'",
        '"b # c"',
        '"\\u00e9\\n\\x41"',
        "''",
        '""',
        "'a\n      b\n\n      c'",
        '"a\\\n      b \n      c"',
    ]
)
_SCALARS = _PLAIN | _QUOTED
_HEADERS = st.sampled_from(["|", ">", "|-", ">+", "|2", ">1-", "| # c"])
_LINES = st.lists(st.sampled_from(["x", "y z", "", "  deeper", "# no comment", "k: v", "é", "- i"]), max_size=5)
_KEYS = st.sampled_from(["step_type", "registry", "description", "job_types", "a", "'b c'", '"d"', "no", "<<", "x y"])
_FLOWS = st.recursive(
    st.sampled_from(["a", "'b'", '"c d"', "1", "~", "x:y"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(_KEYS, inner), max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=5,
)


def _indented(lines: list[str], by: str) -> list[str]:
    return [by + line if line else line for line in lines]


def _block_scalar(header: str, lines: list[str]) -> list[str]:
    return [f" {header}", *_indented(lines, "  ")]


def _pairs(pairs: list[tuple[str, list[str]]]) -> list[str]:
    """A mapping; the first line of a value stands behind the colon if it begins with a blank."""
    lines = ["", *(line for key, value in pairs for line in (f"{key}:{value[0]}", *_indented(value[1:], "  ")))]
    return lines if pairs else [" {}"]


def _items(items: list[list[str]]) -> list[str]:
    """A list in blocks, its dashes at the column of the key above or further right."""
    return ["", *(line for item in items for line in (f"-{item[0]}", *_indented(item[1:], "  ")))] if items else [" []"]


_VALUES = st.recursive(
    _SCALARS.map(lambda text: [f" {text}"])
    | _FLOWS.map(lambda text: [f" {text}"])
    | st.just([""])
    | st.builds(_block_scalar, _HEADERS, _LINES),
    lambda inner: (
        st.lists(st.tuples(_KEYS, inner), max_size=3).map(_pairs)
        | st.lists(inner, max_size=3).map(_items)
        | st.builds(lambda value, note: [f"{value[0]}{note}", *value[1:]], inner, st.just("  # a note"))
    ),
    max_leaves=6,
)
structures = st.lists(st.tuples(_KEYS, _VALUES), min_size=1, max_size=5).map(
    lambda pairs: "\n".join(_pairs(pairs)[1:]) + "\n"
)
"""Texts in every style, most of them whole."""

PIECES = [
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        ":",
        ": ",
        "- ",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " #",
        "|",
        ">",
        "x",
        "? ",
        "!t ",
    ),
    *(
        "&a ",
        "*a",
        "%",
        "@",
        "\t",
        "=",
        "<<: ",
        "\n---\n",
        "\n...\n",
        "1",
        "~",
        "\nkey: v\n",
        "é",
        "\u2028",
        "\\",
        "\r",
    ),
    *("\0", "|\n", "+", "-"),
]
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(["", *PIECES])), max_size=3)
newlines = st.sampled_from(["\n", "\n", "\r\n", "\r"])


def edited(text: str, changes: list[tuple[float, int, str]]) -> str:
    """A text after some changes, each a place as a share of the length, characters taken out and put in."""
    for where, removed, added in changes:
        at = int(where * len(text))
        text = text[:at] + added + text[at + removed :]
    return text


texts = st.builds(
    lambda text, changes, newline: edited(text, changes).replace("\n", newline), structures, edits, newlines
)
"""Texts whole and broken, with line ends of every kind."""
