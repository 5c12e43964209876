"""Config files: known by their keys, whatever their names; the steps in them and the class of each."""

from __future__ import annotations

import time
from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.config_file import is_config_file, read_config_file
from cursus_registry.facts.model import Surface
from cursus_registry.facts.read import read_file
from cursus_registry.files import Memory
from cursus_registry.layout import place_of

WHOLE = """{
  "configuration": {"specific": {"A_training": {"__model_type__": "AConfig", "x": 1}, "B": {}}, "shared": {"C": 1}},
  "metadata": {"config_types": {"A_training": "AConfig", "😀": "BConfig"}}
}
"""


def read(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    data = text.encode()
    found = read_config_file(data)
    for mention in found.mentions:
        assert (mention.surface, mention.callee, mention.expected) == (Surface.CONFIG_KEY, (), True)
        assert data[mention.span.start : mention.span.end].decode() == mention.name
    for one in found.config_types:
        assert data[one.span.start : one.span.end].decode() == one.class_name
    return [mention.name for mention in found.mentions], [(one.step, one.class_name) for one in found.config_types]


def test_p7_keys_and_classes() -> None:
    names, classes = read(WHOLE)
    assert names == ["A_training", "😀", "A_training", "B"]
    assert classes == [("A_training", "AConfig"), ("😀", "BConfig"), ("A_training", "AConfig")]


@pytest.mark.parametrize(
    ("text", "names", "classes"),
    [
        ('{"metadata": {"config_types": {"A": 1, "B": null, "C": ["X"]}}}', ["A", "B", "C"], []),
        ('{"metadata": {"config_types": ["A"]}}', [], []),
        ('{"metadata": {"config_types": {"\\u0041": "AConfig", "B": "\\u0041Config"}}}', ["B"], []),
        ('{"config_types": {"A": "AConfig"}}', [], []),
        ('{"metadata": {"config_types": {"A": "X"}, "config_types": {"B": "Y"}}}', ["B"], [("B", "Y")]),
        ('{"metadata": {"config_types": {"A": "X", "A": "Y"}}}', ["A", "A"], [("A", "X"), ("A", "Y")]),
        ('{"configuration": {"specific": {"A": {"__model_type__": 1}, "B": "__model_type__"}}}', ["A", "B"], []),
        ("", [], []),
        ("[1]", [], []),
    ],
)
def test_p7_other_shapes(text: str, names: list[str], classes: list[tuple[str, str]]) -> None:
    assert read(text) == (names, classes)


def test_p7_half_typed() -> None:
    text = '{\n  "metadata": {\n    "config_types": {\n      "A": "AConfig",\n      "B": "BCon\n      "C": "CConfig"\n  }\n}\n'
    names, classes = read(text)
    assert {"A", "C"} <= set(names)
    assert {("A", "AConfig"), ("C", "CConfig")} <= set(classes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(WHOLE, True), ('{"a": {"__model_type__": 1}}', True), ('{"name": "config_types"}', True), ('{"a": 1}', False)],
)
def test_p7_a_config_file_is_known_by_its_keys(text: str, expected: bool) -> None:
    assert is_config_file(text.encode()) == expected


def test_p7_the_text_of_any_other_file_is_not_kept() -> None:
    for text in ('{"name": "x"}', '{"dag": {"nodes": ["A"]}}', "nonsense"):
        found = read_file(Memory({"/a.json": text}), "/a.json", place_of("a.json"))
        assert found is not None
        assert (found.facts.source.data, found.facts.mentions, found.facts.readable) == (b"", (), True)


@given(st.binary(max_size=60), st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_p7_any_bytes_anywhere_raise_nothing(noise: bytes, start: int, end: int) -> None:
    data = WHOLE[:start].encode() + noise + WHOLE[end:].encode()
    found = read_config_file(data)
    for span in (*(mention.span for mention in found.mentions), *(one.span for one in found.config_types)):
        assert 0 <= span.start <= span.end <= len(data)


def test_p7_ten_thousand_steps() -> None:
    types = {f"Step{number}": f"Step{number}Config" for number in range(10_000)}
    specific = {name: {"__model_type__": value} for name, value in types.items()}
    text = dumps({"metadata": {"config_types": types}, "configuration": {"specific": specific}})
    begun = time.perf_counter()
    names, classes = read(text)
    assert (len(names), len(classes)) == (20_000, 20_000)
    assert time.perf_counter() - begun < 10
