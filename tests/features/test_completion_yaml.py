"""What is proposed where in an interface file, in whole and in half-typed text."""

import pytest

from cursus_registry.features.completion.yaml_context import find_yaml_place
from cursus_registry.text import SourceText, Span
from support.checks import CORE, registry
from support.features import check_completion_edit, completions_at, labels_at

GRAPH = "/src/cursus/steps/interfaces/graph_sampling.step.yaml"
CLASSES = f"""
#- /src/cursus/steps/builders/builder_graph_step.py
class GraphPruningStepBuilder:
    pass
#- {registry("alice")}
WORKSPACE_STEPS = {{"Hers": {{"sagemaker_step_type": "Training", "description": "d", "framework": "dgl", "job_types": ["tuning"]}}}}
"""


def interface(text, path=GRAPH):
    return f"{CORE}{CLASSES}#- {path}\n{text}\n"


BLOCK = "step_type: GraphSampling\nregistry:\n  description: ä🚀\n"


@pytest.mark.parametrize("line", ["  <|>", "  sage<|>", "  sage<|>maker_step_type: Training"])
def test_fields_that_are_absent_required_ones_first(line):
    found = labels_at(interface(f"{BLOCK}{line}\ncontract:\n  entry_point: x.py"))
    assert found[0] == "sagemaker_step_type"
    assert "framework" in found
    assert "description" not in found


@pytest.mark.parametrize(
    ("line", "label", "after"),
    [
        ("  sage<|>", "sagemaker_step_type", "  sagemaker_step_type: "),
        ("  fra<|>me: dgl", "framework", "  framework: dgl"),
        ("  sagemaker_step_type: Tr<|>", "Training", "  sagemaker_step_type: Training"),
        ("  sagemaker_step_type: Tr<|>ain  # why", "Training", "  sagemaker_step_type: Training  # why"),
        ("  sagemaker_step_type:<|>", "Training", "  sagemaker_step_type: Training"),
        ("  sagemaker_step_type:   <|>", "Training", "  sagemaker_step_type:   Training"),
        ('  sagemaker_step_type: "Tr<|>', "Training", '  sagemaker_step_type: "Training"'),
        ("  sagemaker_step_type: 'Tr<|>ai'", "Training", "  sagemaker_step_type: 'Training'"),
        ("  job_types: [x, tu<|>", "tuning", "  job_types: [x, tuning"),
        ("  job_types: [<|>, x]", "tuning", "  job_types: [tuning, x]"),
        ("  job_types: <|>", "tuning", "  job_types: [tuning]"),
        ("  job_types:\n  - <|>", "tuning", "  - tuning"),
        ("  job_types:\n    - validation\n    - t<|>u", "tuning", "    - tuning"),
        ("  spec_type: <|>", "GraphSampling", "  spec_type: GraphSampling"),
        ("  config_class: <|>", "GraphSamplingConfig", "  config_class: GraphSamplingConfig"),
    ],
)
def test_the_whole_token_is_replaced(line, label, after):
    check_completion_edit(interface(BLOCK + line), label, after)


@pytest.mark.parametrize(("value", "after"), [("no", '"no"'), ("2.1", '"2.1"'), ("a: b", '"a: b"'), ("dgl", "dgl")])
def test_a_value_that_yaml_would_take_otherwise_gets_quotes(value, after):
    text = interface(f"{BLOCK}  framework: <|>").replace('"dgl"', f'"{value}"')
    check_completion_edit(text, value, f"  framework: {after}")


def test_types_of_the_settings_are_known():
    text = (
        interface(f"{BLOCK}  sagemaker_step_type: <|>") + '#- /cursus-registry.toml\nsagemaker-step-types = ["Odd"]\n'
    )
    assert "Odd" in labels_at(text)


def test_the_step_is_named_after_the_file_or_a_class():
    text = interface("step_type: <|>")
    assert labels_at(text) == ["GraphSampling", "GraphPruning"]
    check_completion_edit(text, "GraphSampling", "step_type: GraphSampling")


def test_the_name_that_stands_there_is_replaced():
    check_completion_edit(
        interface('step_type: "Graph<|>"\nregistry:\n  description: d'), "GraphSampling", 'step_type: "GraphSampling"'
    )


@pytest.mark.parametrize("line", ["<|>", "reg<|>"])
def test_keys_at_the_top(line):
    found = completions_at(interface(f"step_type: GraphSampling\n{line}"))
    [block] = [item for item in found.items if item.label == "registry"]
    assert block.detail == "required"
    assert block.snippet.startswith("registry:\n  sagemaker_step_type: ${1:")
    assert "step_type" not in [item.label for item in found.items]


@pytest.mark.parametrize(
    "text",
    [
        f"{BLOCK}  # <|>",
        f"{BLOCK}  framework: dgl  # <|>",
        f"{BLOCK}  description: |\n    some <|>text",
        f"{BLOCK}contract:\n  <|>",
        f"{BLOCK}contract:\n  step_type: <|>",
        f"{BLOCK}variants:\n- <|>",
        f"{BLOCK}  framework: [<|>]",
        f"{BLOCK}  sagemaker_step_type: {{a: <|>}}",
    ],
)
def test_nothing_off_our_ground(text):
    assert completions_at(interface(text)) is None


def test_a_pack_is_completed_too():
    text = interface(f"{BLOCK}  sagemaker_step_type: <|>", "/step_pack/interfaces/graph.step.yaml")
    assert labels_at(text)[:2] == ["Processing", "Training"]


def test_windows_line_ends():
    data = b"step_type: Graph\r\nregistry:\r\n  description: \xc3\xa4\xf0\x9f\x9a\x80\r\n  framework: dg\r\n"
    place = find_yaml_place(SourceText(data), data.index(b"dg\r") + 1)
    assert (place.key, place.parents, place.step) == ("framework", ("registry",), "Graph")
    assert place.token.span == Span(data.index(b"dg\r"), data.index(b"dg\r") + 2)
