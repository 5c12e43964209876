"""Interface files: scalars in the style that is there, fields as lines of a block."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cursus_registry.edits import entries as edit
from cursus_registry.edits.scalars import insert_line
from cursus_registry.facts.model import FileFacts
from cursus_registry.layout import FileKind, Place
from cursus_registry.text import SourceText, Span, apply_edits

TEXTS = st.text("aB1_-.:#,[]{}&*!|>'\"%@` \t\n~yesnoé\x00\u2028🚀", max_size=8)


def facts_of(text, kind=FileKind.INTERFACE):
    return FileFacts("/package.step.yaml", Place(kind), SourceText.from_str(text))


def span_of(text, part):
    start = text.encode().index(part.encode())
    return Span(start, start + len(part.encode()))


def rewritten(text, part, value):
    facts = facts_of(text)
    found = edit.rewrite_string(facts, span_of(text, part), value)
    return apply_edits(facts.source.data, [found]).decode() if found else None


@pytest.mark.parametrize("kind", [FileKind.INTERFACE, FileKind.PACK])
@pytest.mark.parametrize(
    ("scalar", "value", "expected"),
    [
        ("Package", "Payload", "Payload"),
        ("Package", "yes", "'yes'"),
        ("Package", "1.5", "'1.5'"),
        ("Package", "it's: so", "'it''s: so'"),
        ("Package", "- a", "'- a'"),
        ("Package", "a\nb", '"a\\nb"'),
        ("Package", "", "''"),
        ("'Package'", "it's", "'it''s'"),
        ('"Package"', 'a"b', '"a\\"b"'),
        ("|\n  Package", "x", None),
        (">-\n  Package", "x", None),
        ("*name", "x", None),
        ("!!str Package", "x", None),
        ("[Package]", "x", None),
    ],
)
def test_a_scalar_keeps_its_style(kind, scalar, value, expected):
    text = f"step_type: {scalar}  # it\n"
    found = edit.rewrite_string(facts_of(text, kind), span_of(text, scalar), value)
    assert (found and found.new_text) == expected


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(["Package", "'Package'", '"Package"', "a package: no"]), TEXTS)
@example("Package", "2024-01-01")
@example("Package", "0o17")
@example("Package", "=")
@example("Package", "...")
@example("Package", "? ")
def test_whatever_is_written_is_read_again(scalar, value):
    text = f"registry:\n  step_type: {scalar}  # it\n  other: 1\n"
    found = rewritten(text, scalar, value)
    if scalar == "a package: no":
        assert found is None
        return
    assert yaml.load(found, yaml.SafeLoader) == {"registry": {"step_type": value, "other": 1}}


@settings(max_examples=200, deadline=None)
@given(TEXTS | st.integers(-3, 3) | st.lists(TEXTS, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_a_field_is_a_line_at_the_end_of_the_block(value, newline):
    text = (
        "step_type: Package\nregistry:\n    sagemaker_step_type: Processing\n    job_types: [a]  # one\ncontract: {}\n"
    )
    text = text.replace("\n", newline)
    start = text.index("sagemaker")
    block = Span(start, text.index("  # one"))
    facts = facts_of(text)
    found = insert_line(facts.source, block, "new", value)
    after = apply_edits(facts.source.data, [found]).decode()
    expected = {"sagemaker_step_type": "Processing", "job_types": ["a"], "new": value}
    assert yaml.load(after, yaml.SafeLoader) == {"step_type": "Package", "registry": expected, "contract": {}}
    assert after.startswith(text[: text.index("contract")])
