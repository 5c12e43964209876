"""What a selection grows to."""

from itertools import pairwise

import pytest

from cursus_registry.features.selection import selections
from support.checks import CORE, registry
from support.features import at_cursor
from support.worlds import MENTIONS, WORLD, interface

ALICE = registry("alice")


def grown(text):
    """The stretches around the cursor as text."""
    _, snapshot, path, data, offset = at_cursor(text)
    spans = selections(snapshot, path, offset)
    for inner, outer in pairwise(spans):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer
    assert all(span.start <= offset <= span.end for span in spans)
    return [data[span.start : span.end].decode() for span in spans]


@pytest.mark.parametrize(
    ("place", "first"),
    [
        ('"description": "ä🚀<|>", "framework": "dgl"', ["ä🚀", '"ä🚀"', '"description": "ä🚀"']),
        ('"descr<|>iption": "ä🚀", "framework": "dgl"', ["description", '"description"', '"description": "ä🚀"']),
        ('"description": <|>"ä🚀", "framework": "dgl"', ['"ä🚀"', '"description": "ä🚀"']),
        ('"description": "ä🚀", <|> "framework": "dgl"', []),
    ],
)
def test_p2_value_field_entry_table_file(place, first):
    text = f'x = 1\nWORKSPACE_STEPS = {{"Graph": {{{place}}}, "Other": {{}}}}\n'
    plain = text.replace("<|>", "").replace("  ", " ") if not first else text.replace("<|>", "")
    found = grown(f"{CORE}\n#- {ALICE}\n{text}")
    entry = plain[plain.index('{"desc') : plain.index(', "Other')] if first else found[0]
    assert found[: len(first)] == first
    table = found[len(first) + 2]
    assert found[len(first)] == entry
    assert found[len(first) + 1] == f'"Graph": {entry}'
    assert table.startswith('{"Graph"')
    assert table.endswith('"Other": {}}')
    assert found[len(first) + 3 :] == [f"WORKSPACE_STEPS = {table}", text.replace("<|>", "")]


def test_p1_the_name_of_an_override():
    found = grown(f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{"Pack<|>age": {{}}}}\n')
    assert found == [
        "Package",
        '"Package"',
        '"Package": {}',
        '{"Package": {}}',
        'STEP_OVERRIDES = {"Package": {}}',
        'STEP_OVERRIDES = {"Package": {}}\n',
    ]


def test_p1_an_interface_file():
    found = grown(
        """
#- /src/cursus/steps/interfaces/graph.step.yaml
step_type: Graph
registry:
  description: ä🚀 <|>Samples
"""
    )
    assert found[:2] == ["ä🚀 Samples", "description: ä🚀 Samples"]
    assert found[-1] == "step_type: Graph\nregistry:\n  description: ä🚀 Samples\n"


def test_p3_metadata():
    found = grown(f'{CORE}\n#- {ALICE}\nWORKSPACE_METADATA = {{"developer_id": "al<|>ice"}}\n')
    assert found[:3] == ["alice", '"alice"', '"developer_id": "alice"']


def test_p4_a_look_up_without_and_with_its_suffix():
    found = grown(
        f"""{CORE}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
"ä🚀"; get_config_class_name("Pack<|>age_training")
"""
    )
    assert found == ["Package", "Package_training"]


def test_p6_dag_file():
    assert grown(f'{CORE}\n#- /a.dag.json\n{{"dag": {{"nodes": ["Package_tr<|>aining"]}}}}\n') == ["Package_training"]


@pytest.mark.parametrize("place", MENTIONS)
def test_selection_range_of_a_name_and_its_job_type(place):
    found = grown(WORLD + MENTIONS[place]("Pack<|>age_training"))
    assert found == ["Package", "Package_training"]
    assert grown(WORLD + MENTIONS[place]("Package_tr<|>aining")) == ["Package_training"]


def test_p8_compatible_sources():
    found = grown(WORLD + interface('[x, "Pack<|>age"]'))
    assert found[0] == "Package"
    assert [one.split("\n")[0] for one in found[1:]] == ["step_type: Score"]


def test_half_typed_text():
    found = grown(
        f'{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{\n    "Graph": {{"description": "<|>ä🚀\n    "B": {{}},\n}}\n'
    )
    assert found
    assert found[-1].startswith("WORKSPACE_STEPS")


@pytest.mark.parametrize("line", ["x = <|>1", 'print("Pack<|>age")', "# <|>"])
def test_nothing_off_our_own_ground(line):
    assert grown(f"{CORE}\n#- /pipelines/fraud.py\n{line}\n") == []
