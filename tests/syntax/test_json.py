"""JSON texts as trees, whole and broken: what can be read of them, where it stands, and that nothing is raised."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.syntax.json import (
    MAX_BRACKETS,
    JsonBoundError,
    JsonString,
    find,
    items,
    pairs,
    parse_json,
    string_of,
    top_of,
)
from cursus_registry.syntax.mended_json import mended
from cursus_registry.text import Span

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def value_of(node: object, data: bytes) -> object:
    """What a node says, read by our functions alone where they know it."""
    if node.type == "object":  # type: ignore[attr-defined]
        return {key.text: value_of(value, data) for key, value in pairs(node, data)}  # type: ignore[arg-type]
    if node.type == "array":  # type: ignore[attr-defined]
        return [value_of(item, data) for item in items(node)]  # type: ignore[arg-type]
    string = string_of(node, data)  # type: ignore[arg-type]
    return string.text if string else json.loads(data[node.start_byte : node.end_byte])  # type: ignore[attr-defined]


@given(st.dictionaries(st.text(max_size=8), VALUES, max_size=5), st.sampled_from([None, 2]), st.booleans())
def test_a_whole_text_says_what_python_reads(value: dict[str, object], indent: int | None, ascii_only: bool) -> None:
    data = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    root = parse_json(data)
    assert not root.has_error
    assert mended(root, data) is root
    assert value_of(top_of(root), data) == value


def test_a_string_and_where_it_stands() -> None:
    data = '{"😀": "a\\u0062", "a": "é"}'.encode()
    (first, escaped), (second, plain) = pairs(top_of(parse_json(data)), data)
    assert first == JsonString("😀", Span(2, 6), is_plain=True)
    assert string_of(escaped, data) == JsonString("ab", Span(10, 17), is_plain=False)
    assert second.text == "a"
    assert string_of(plain, data) == JsonString("é", Span(26, 28), is_plain=True)


def test_of_two_values_with_one_key_the_later_is_found() -> None:
    data = b'{"a": {"b": 1}, "a": {"b": 2}}'
    found = find(top_of(parse_json(data)), ("a", "b"), data)
    assert found is not None
    assert data[found.start_byte : found.end_byte] == b"2"
    assert len(list(pairs(top_of(parse_json(data)), data))) == 2


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b'"a"', b"nothing", b"// a note"])
def test_no_object(text: bytes) -> None:
    root = parse_json(text)
    assert top_of(root) is None
    assert find(top_of(root), ("a",), text) is None
    assert list(items(top_of(root))) == []
    assert list(pairs(top_of(root), text)) == []


TEXT = """{
  "a": [
    "one",
    "two",
    "three"
  ],
  "b": [
    ["one", "two"],
    ["two", "three"]
  ],
  "c": {"d": ["four"]}
}
"""


def strings(text: str) -> tuple[set[str], list[set[str]], set[str]]:
    data = text.encode()
    top = top_of(mended(parse_json(data), data))

    def found(node: object) -> set[str]:
        read = [string_of(item, data) for item in items(node)]  # type: ignore[arg-type]
        assert all(data[one.span.start : one.span.end].decode() == one.text for one in read if one)
        return {one.text for one in read if one}

    pairs_of = [found(item) for item in items(find(top, ("b",), data)) if item.type == "array"]
    return found(find(top, ("a",), data)), pairs_of, found(find(top, ("c", "d"), data))


ALL = {"one", "two", "three"}
BOTH = [{"one", "two"}, {"two", "three"}]
BROKEN = [
    ("a comma too few", '"one",\n', '"one"\n', (ALL, BOTH, {"four"})),
    ("a comma too many", '"three"\n', '"three",\n', (ALL, BOTH, {"four"})),
    ("half a name", '"two",\n', '"tw,\n', (ALL - {"two"}, BOTH, {"four"})),
    ("a quote", '"three"\n', '"three"\n    "\n', (ALL, BOTH, {"four"})),
    ("a list without its end", '  ],\n  "b"', '\n  "b"', (ALL, BOTH, {"four"})),
    ("half a pair", '"three"]\n', '"thr\n', (ALL, [{"one", "two"}, {"two"}], {"four"})),
    ("a pair without its end", '"three"]\n', '"three"\n', (ALL, BOTH, {"four"})),
    ("a key without a colon", '"b": [', '"b" [', (ALL, BOTH, {"four"})),
    ("a bracket too many", '"three"\n  ],', '"three"\n  ]}],', (ALL, [], set())),
    ("other brackets", '"three"\n  ],', '"three"\n  },', (ALL, [], set())),
    ("cut in a name", TEXT[TEXT.index('"two"') + 3 :], "", ({"one"}, [], set())),
    ("cut in a pair", TEXT[TEXT.rindex('"three"') :], "", (ALL, [{"one", "two"}, {"two"}], set())),
    ("cut behind all", "}\n}", "}", (ALL, BOTH, {"four"})),
    ("a note", '  "b"', '  // of pairs\n  "b"', (ALL, BOTH, {"four"})),
    ("a name in other quotes", '"two",\n', "'two',\n", (ALL - {"two"}, BOTH, {"four"})),
]


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_is_left_of_a_broken_text(
    old: str, new: str, expected: tuple[set[str], list[set[str]], set[str]], line_end: str
) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    assert strings(text.replace("\n", line_end)) == expected


@given(st.binary(max_size=80), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_any_bytes_anywhere_raise_nothing(noise: bytes, start: int, end: int) -> None:
    data = TEXT[:start].encode() + noise + TEXT[end:].encode()
    top = top_of(mended(parse_json(data), data))
    for key, value in pairs(top, data):
        assert 0 < key.span.start <= key.span.end < len(data)
        for item in items(value):
            string_of(item, data)


@pytest.mark.parametrize("text", [b"[" * 50_000 + b"}" * 50_000, b"[{" * 40_000, b'["a" ' * 50_000, b'{"a" ' * 90_000])
def test_hostile_nesting_takes_no_longer_than_a_second_or_two(text: bytes) -> None:
    begun = time.perf_counter()
    mended(parse_json(text), text)
    assert time.perf_counter() - begun < 4


def test_too_many_brackets_are_refused() -> None:
    with pytest.raises(JsonBoundError, match="100,000 brackets"):
        parse_json(b"[" * (MAX_BRACKETS + 1))
    assert parse_json(b"[" * MAX_BRACKETS).has_error
