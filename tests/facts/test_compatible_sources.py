"""Step names in `compatible_sources` of interface files: which are mentions, and where exactly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from copy import deepcopy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.facts.interface import YamlBoundError, read_interface
from cursus_registry.facts.model import Surface
from cursus_registry.layout import place_of
from cursus_registry.text import SourceText

PATH = "src/cursus/steps/interfaces/package.step.yaml"
HEAD = "step_type: Package\nregistry:\n  sagemaker_step_type: Processing\n"


def sources(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    mentions = read_interface(f"/{PATH}", place_of(PATH), SourceText(data)).mentions
    for mention in mentions:
        assert mention.surface is Surface.COMPATIBLE_SOURCE
        assert data[mention.span.start : mention.span.end].decode() == mention.name
    assert [mention.span for mention in mentions] == sorted(mention.span for mention in mentions)
    return [mention.name for mention in mentions]


def below_dependency(lines: str) -> str:
    inner = "".join(f"      {line}\n" for line in lines.split("\n"))
    return f"{HEAD}spec:\n  dependencies:\n    model:\n      required: true\n{inner}      type: data\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("compatible_sources:\n- Package\n- XGBoostTraining", ["Package", "XGBoostTraining"]),
        ("compatible_sources:\n  - Package\n  - XGBoostTraining_training", ["Package", "XGBoostTraining_training"]),
        ("compatible_sources: [Package, XGBoostTraining]", ["Package", "XGBoostTraining"]),
        ("compatible_sources: [Package,\n  XGBoostTraining]", ["Package", "XGBoostTraining"]),
        ("compatible_sources: ['Package', \"Payload\"]", ["Package", "Payload"]),
        ("compatible_sources:\n- 'Package'   # a note\n- \"Payload\"", ["Package", "Payload"]),
        ("'compatible_sources': [Package]", ["Package"]),
        ('"compatible_sources":\n- Package', ["Package"]),
        ("compatible_sources: [ 😀Step, Package ]", ["😀Step", "Package"]),
        ("compatible_sources: []", []),
        ("compatible_sources:", []),
        ("compatible_sources: Package", []),
        ("compatible_sources: {Package: 1}", []),
        ("compatible_sources: [1, yes, null, 2024-01-01, Package]", ["Package"]),
        ("compatible_sources: [[Package], {a: Payload}, Train]", ["Train"]),
        ('compatible_sources: ["Pack\\x61ge", Payload]', ["Payload"]),
        ("compatible_sources: ['it''s', Payload]", ["Payload"]),
        ("compatible_sources:\n- Pack\n  age\n- Payload", ["Payload"]),
        ("# compatible_sources: [Package]", []),
        ("description: |\n  compatible_sources: [Package]", []),
        ("description: 'compatible_sources: [Package]'", []),
        ("compatible_sources_of_old: [Package]", []),
    ],
)
def test_p8_items(lines: str, expected: list[str]) -> None:
    assert sources(below_dependency(lines)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "compatible_sources: [Package]\n",
        f"{HEAD}compatible_sources: [Package]\n",
        f"{HEAD}spec: {{dependencies: {{model: {{compatible_sources: [Package]}}}}}}\n",
        f"{HEAD}variants:\n  training:\n    spec:\n      dependencies:\n        a:\n          compatible_sources: [Package]\n",
        f"{HEAD}spec:\n  dependencies:\n  - name: a\n    compatible_sources:\n    - Package\n",
        "registry:\n  compatible_sources: [Package]\n",
    ],
)
def test_p8_at_any_depth(text: str) -> None:
    assert sources(text) == ["Package"]


def test_p8_line_ends_and_astral_characters_before() -> None:
    text = below_dependency("compatible_sources:\n- Package\n- 'Payload'").replace("spec:", "note: 😀😀\nspec:")
    assert sources(text.replace("\n", "\r\n")) == ["Package", "Payload"]
    assert sources(text.replace("\n", "\r")) == ["Package", "Payload"]


BROKEN = "contract:\n  inputs: [a, b\n  outputs: {}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("compatible_sources:\n- Package\n- Payload", ["Package", "Payload"]),
        ("compatible_sources:\n  - Package\n  - 'Payload'", ["Package", "Payload"]),
        ("compatible_sources: [Package, Payload]", ["Package", "Payload"]),
        ("a: {compatible_sources: [Package], b: 1}", ["Package"]),
        ("compatible_sources:\n- Package\n- 'Pay\n- Train", ["Package", "Train"]),
        ("compatible_sources: [Package, Payload", ["Package", "Payload"]),
        ("compatible_sources: [Package, 'Payl", ["Package"]),
        ("compatible_sources:\n- Package\nnoise\nother:\n- Payload", ["Package"]),
        ("description: |\n  compatible_sources: [Package]", []),
        ("description: >-\n  a\n\n  compatible_sources:\n  - Package", []),
        ("# compatible_sources: [Package]", []),
    ],
)
def test_p8_in_a_broken_text(lines: str, expected: list[str]) -> None:
    text = below_dependency(lines)
    assert sources(f"{BROKEN}{text}") == expected
    assert sources(f"{text}{BROKEN}") == expected


def test_p8_an_unsafe_list_elsewhere_costs_nothing() -> None:
    text = below_dependency("compatible_sources: &known [Package]\nothers:\n  compatible_sources: *known")
    assert sources(text) == ["Package"]


@given(st.binary(max_size=60), st.integers(0, 400))
def test_p8_any_bytes_anywhere_are_read_or_refused(noise: bytes, at: int) -> None:
    data = below_dependency("compatible_sources:\n- Package\n- Payload").encode()
    text = (data[:at] + noise + data[at:]).decode("utf-8", "replace").replace("\ufffd", "?")
    try:
        sources(text)
    except YamlBoundError:
        assert len(noise) > 2


def test_p8_a_long_list_takes_no_longer_than_it_is() -> None:
    items = "".join(f"\n- Step{number}" for number in range(20_000))
    begun = time.perf_counter()
    assert len(sources(below_dependency(f"compatible_sources:{items}"))) == 20_000
    assert time.perf_counter() - begun < 5


def test_p8_many_lists_in_a_broken_text_are_bounded() -> None:
    lists = "\n".join(f"a{number}:\n  compatible_sources:\n  - Package\n  - 'x" for number in range(5_000))
    begun = time.perf_counter()
    assert set(sources(below_dependency(lists))) == {"Package"}
    assert time.perf_counter() - begun < 5


NAMES = st.from_regex(r"[A-Z][A-Za-z]{0,8}(_[a-z]{1,4})?", fullmatch=True)
TREES = st.recursive(
    st.booleans() | st.integers() | st.text("ab :#-", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["spec", "dependencies", "data", "compatible_source"]), inner, max_size=3)
        | st.fixed_dictionaries({"compatible_sources": st.lists(NAMES, max_size=4)}, optional={"type": inner})
    ),
    max_leaves=12,
)


def listed(tree: object) -> Iterator[str]:
    """What stands in the lists of a tree, in the order in which it is written."""
    if isinstance(tree, list):
        for item in tree:
            yield from listed(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from value if key == "compatible_sources" else listed(value)


@given(TREES, st.sampled_from([True, False, None]), st.sampled_from([None, "'", '"']))
def test_p8_what_was_written_is_read(tree: object, flow: bool | None, style: str | None) -> None:
    top = {"step_type": "Package", "spec": tree, "variants": {"a": deepcopy(tree)}}
    text = yaml.safe_dump(top, sort_keys=False, default_flow_style=flow, default_style=style, allow_unicode=True)
    assert sources(text) == list(listed(top))


@given(TREES, st.booleans())
def test_p8_what_is_broken_elsewhere_costs_no_list(tree: object, before: bool) -> None:
    top = {"step_type": "Package", "spec": tree, "variants": {"a": deepcopy(tree)}}
    text = yaml.safe_dump(top, sort_keys=False, default_flow_style=False)
    broken = "contract:\n  inputs: [a, b\n"
    assert sources(f"{broken}{text}" if before else f"{text}{broken}") == list(listed(top))
