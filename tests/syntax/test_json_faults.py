"""Where a JSON text breaks off, in words that do not depend on the Python that reads it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.syntax.json_faults import find_fault

MISSING = "is missing before this"
OPEN = "that opens here is never closed"


def fault(text: str) -> tuple[str, str] | None:
    """The stretch that is marked, and what is said of it."""
    data = text.encode()
    found = find_fault(data)
    return found and (data[slice(*found.span)].decode(), found.message)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"ä🚀": [1, 2\n}', "}", f"']' or ',' {MISSING}"),
        ('{"ä🚀": ["A"\n  "B"]}', '"B"', f"']' or ',' {MISSING}"),
        ('{"a": 1\n "b": 2}', '"b"', f"'}}' or ',' {MISSING}"),
        ('{"a" 1}', "1", f"':' {MISSING}"),
        ('{"a": 1, "b"\n}', "}", f"':' {MISSING}"),
        ('{"a": [1,\n 2,\n]}', ",", "nothing stands behind this ',': remove it"),
        ('{"a": 1,}', ",", "nothing stands behind this ',': remove it"),
        ('{"a": "b\n}', '"b', f"the quote {OPEN}"),
        ('{"a": "b\r\n}', '"b', f"the quote {OPEN}"),
        ('{"a": ["x", "tw,\n "y"]}', '"tw,', f"the quote {OPEN}"),
        ('{"a": [ "x', '"x', f"the quote {OPEN}"),
        ('{"a": [1,', "[", f"the '[' {OPEN}"),
        ('{"a":\n', "{", f"the '{{' {OPEN}"),
        ("", "", "the file is empty: write an object, at least '{}'"),
        ('{"a": 1} x', "x", "the text has ended before this: remove it"),
        ("{a: 1}", "a", "a key in double quotes is due here"),
        ("{'a': 1}", "'a'", "a key in double quotes is due here"),
        ("['a']", "'a'", "strings stand in double quotes"),
        ('{"a": }', "}", "a value is due here"),
        ('{"a": tru}', "tru", "a value is due here"),
        ('{"a": [1 // x\n]}', "// x", "JSON has no comments: remove this"),
        ('{"a": "\t"}', "\t", "a string cannot hold this control character: write an escape, '\\t' for a tab"),
        ('{"a": "\\q"}', "\\q", "this escape is not known: write '\\\\' for a backslash"),
        ('{"a": "\\u12"}', "\\u", "this escape is not known: write '\\\\' for a backslash"),
    ],
)
def test_the_first_fault(text: str, place: str, message: str) -> None:
    assert fault(text) == (place, message)


@pytest.mark.parametrize("text", ["{}", "[NaN, 1e5, -Infinity]", '{"a": "\\ud83d"}', "9" * 5000, '{"a": 1, "a": 2}'])
def test_what_python_reads_has_none(text: str) -> None:
    assert fault(text) is None


LETTERS = st.text(st.sampled_from('{}[]",:\\/ \n\r\ta1ä🚀'), max_size=30)


@given(LETTERS)
def test_any_text_has_a_fault_or_is_read(text: str) -> None:
    found = find_fault(text.encode())
    try:
        json.loads(text)
    except ValueError:
        assert found
        assert 0 <= found.span.start <= found.span.end <= len(text.encode())
        text.encode()[: found.span.start].decode()  # at a letter's beginning
    else:
        assert found is None


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, '{"a":' * 50_000, '"' * 500_000, '["a" ' * 50_000, "[" + '"a\\' * 300_000, " " * 1_000_000 + ","],
)
def test_hostile_texts_take_no_longer_than_a_second_or_two(text: str) -> None:
    begun = time.perf_counter()
    find_fault(text.encode())
    assert time.perf_counter() - begun < 2
