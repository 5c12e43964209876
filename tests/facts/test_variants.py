"""Step names of the variants of interface files: which are mentions, and where exactly."""

from __future__ import annotations

import pytest

from cursus_registry.facts.interface import read_interface
from cursus_registry.facts.model import Surface
from cursus_registry.layout import place_of
from cursus_registry.text import SourceText

PATH = "src/cursus/steps/interfaces/package.step.yaml"
HEAD = "step_type: Package\nregistry:\n  sagemaker_step_type: Processing\n"
BROKEN = "contract:\n  inputs: [a, b\n  outputs: {}\n"


def named(text: str) -> list[str]:
    data = text.encode()
    found = read_interface(f"/{PATH}", place_of(PATH), SourceText(data)).mentions
    for mention in found:
        assert data[mention.span.start : mention.span.end].decode() == mention.name
    return [mention.name for mention in found if mention.surface is Surface.VARIANT]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("variants:\n  training:\n    step_type: Package_Training", ["Package_Training"]),
        ("variants:\n  a:\n    step_type: 'Package_A'\n  b:\n    note: 😀\n    step_type: \"Package_B\"  # x",
         ["Package_A", "Package_B"]),
        ("variants: {a: {note: 😀, step_type: Package_A}, b: {}, c: {step_type: C}}", ["Package_A", "C"]),
        ("variants:\n  a:\n    step_type: First\n    step_type: Second", ["Second"]),
        ("variants:\n  a:\n    step_type:", []),
        ("variants:\n  a:\n    step_type: 12:30", []),
        ("variants:\n  a:\n    step_type: \"Pack\\x61ge\"", []),
        ("variants:\n  a:\n    step_type: [Package]", []),
        ("variants:\n  a: Package", []),
        ("variants:\n  step_type: Package", []),
        ("variants:\n- step_type: Package", []),
        ("variants: Package", []),
        ("variants:", []),
        ("variants:\n  a:\n    spec:\n      step_type: Package", []),
        ("spec:\n  step_type: Package\n  variants:\n    a:\n      step_type: Package", []),
        ("description: |\n  variants:\n    a:\n      step_type: Package", []),
    ],
)  # fmt: skip
def test_p1_variants(lines: str, expected: list[str]) -> None:
    assert named(f"{HEAD}{lines}\n") == expected
    assert named(f"{lines}\n{HEAD}".replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("variants:\n  a:\n    step_type: Package_A\n  b:\n    step_type: Package_B", ["Package_A", "Package_B"]),
        ("variants:\n  a:\n    step_type: 'Pack\n  b:\n    step_type: Package_B", ["Package_B"]),
        ("variants:\n  a:\n    step_type: Package_A\n  b:\n    step_type: 'Pack", ["Package_A"]),
        ("variants:\n  a:\n    step_type: Package_A\n  b:\n    step_ty", ["Package_A"]),
    ],
)
def test_p1_variants_in_a_broken_text(lines: str, expected: list[str]) -> None:
    assert named(f"{BROKEN}{HEAD}{lines}\n") == expected
    assert named(f"{HEAD}{lines}\n{BROKEN}") == expected


def test_p1_variants_and_p8_sources_stand_in_the_order_of_the_text() -> None:
    text = f"{HEAD}variants:\n  a:\n    step_type: Package_A\n    spec: {{b: {{compatible_sources: [Payload]}}}}\n"
    data = f"{text}spec: {{b: {{compatible_sources: [Other]}}}}\n".encode()
    mentions = read_interface(f"/{PATH}", place_of(PATH), SourceText(data)).mentions
    assert [mention.name for mention in mentions] == ["Package_A", "Payload", "Other"]
