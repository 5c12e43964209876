"""The step names of an interface file's variants: they follow their step, and what is no step there is nobody's fault."""

import pytest

from cursus_registry.features.definition import definition
from cursus_registry.features.references import Kind, references, subject_at
from cursus_registry.resolution.steps import Step, is_used
from support.checks import CORE, check_diagnostics, open_fixture, registry
from support.features import (
    at_cursor,
    check_completion_edit,
    check_highlights,
    check_targets,
    completions_at,
    hover_at,
    labels_at,
)
from support.renames import check_rename

PATH = "/src/cursus/steps/interfaces/feature_selection.step.yaml"
VARIANTS = f"""{CORE}
#- {PATH}
step_type: FeatureSelection
registry: {{sagemaker_step_type: Processing, description: Selects}}
variants:
  training:
    {{note: "🚀", step_type: FeatureSelection_Training}}
  testing:
    step_type: 'FeatureSelection_Testing'
"""


def variant(name: str) -> str:
    """The same project with another name in the second variant."""
    return VARIANTS.replace("'FeatureSelection_Testing'", name)


def test_hover_p1_variant_tells_of_the_step_as_that_job_type():
    found = hover_at(variant("'FeatureSele<|>ction_Testing'"))
    assert found.plain.startswith("FeatureSelection — core step as Testing")
    assert found.plain.split("\n")[-1] == "Mentioned 2 times in 1 file."


def test_hover_p1_variant_says_nothing_of_what_need_not_be_a_step():
    assert hover_at(variant("Some<|>thingElse")) is None


def test_definition_p1_variant_leads_to_the_step():
    check_targets(
        definition,
        f"""{CORE}
#- {PATH}
step_type: FeatureSelection
#          ^^^^^^^^^^^^^^^^ target
registry: {{sagemaker_step_type: Processing, description: Selects}}
variants:
  training:
    {{note: "🚀", step_type: Feature<|>Selection_Training}}
#                          ^^^^^^^^^^^^^^^^ origin
""",
    )


def test_document_highlight_p1_variants():
    check_highlights(
        f"""{CORE}
#- {PATH}
step_type: Feature<|>Selection
#          ^^^^^^^^^^^^^^^^ write
variants:
  training:
    {{note: "🚀", step_type: FeatureSelection_Training}}
#                          ^^^^^^^^^^^^^^^^ read
"""
    )


@pytest.mark.parametrize("at", ["step_type: Feature<|>Selection\n", "step_type: Feature<|>Selection_Training"])
def test_references_p1_variants(at):
    _, snapshot, path, _, offset = at_cursor(VARIANTS.replace(at.replace("<|>", ""), at, 1))
    found = references([snapshot], subject_at(snapshot, path, offset))
    assert [(one.kind, one.source.line_at(one.span.start)) for one in found] == [
        (Kind.DECLARATION, 0),
        (Kind.MENTION, 4),
        (Kind.MENTION, 6),
    ]
    assert {one.source.slice(one.span) for one in found} == {"FeatureSelection"}


@pytest.mark.parametrize("new", ["FeaturePicking", "Feature"])
def test_rename_p1_variants_follow_with_their_suffixes(new):
    check_rename(
        f"""{CORE}
#- {PATH}
step_type: FeatureSelection
#          ^^^^^^^^^^^^^^^^ name
variants:
  training:
    {{note: "🚀", step_type: Feature<|>Selection_Training}}
#                          ^^^^^^^^^^^^^^^^ name
  testing:
    step_type: 'FeatureSelection_Testing'
#               ^^^^^^^^^^^^^^^^ name
""",
        new,
    )


def test_diagnostics_p1_variant_near_a_step():
    check_diagnostics(
        f"""{CORE}
#- {PATH}
step_type: FeatureSelection
registry: {{sagemaker_step_type: Processing, description: Selects}}
variants:
  training: {{step_type: FeatureSelecton_Training}}
#                       ^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR301]
  testing: {{step_type: FeatureSelection_Testing}}
  other: {{step_type: SomethingElse}}
"""
    )


def test_a_variant_is_no_use_of_its_step():
    snapshot = open_fixture(VARIANTS).snapshot
    assert not is_used(snapshot.view, Step("FeatureSelection", None))
    more = '#- /pipelines/x.dag.json\n{"dag": {"nodes": ["FeatureSelection_Training"], "edges": []}}\n'
    assert is_used(open_fixture(VARIANTS + more).snapshot.view, Step("FeatureSelection", None))


def test_a_workspaces_step_of_that_name_is_another():
    hers = f'#- {registry("alice")}\nWORKSPACE_STEPS = {{"FeatureSelection": {{"description": "Hers"}}}}\n'
    _, snapshot, path, _, offset = at_cursor(VARIANTS.replace("_Training", "_Tra<|>ining") + hers)
    assert {one.path for one in references([snapshot], subject_at(snapshot, path, offset))} == {PATH}


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("step_type: <|>", "    step_type: FeatureSelection_Calibration"),
        ("step_type: Fea<|>ture", "    step_type: FeatureSelection_Calibration"),
        ("step_type: 'Fea<|>", "    step_type: 'FeatureSelection_Calibration'"),
    ],
)
def test_completion_p1_variant(written, after):
    text = f"{VARIANTS}  calibration:\n    {written}\n"
    assert labels_at(text) == ["FeatureSelection_Calibration"]
    check_completion_edit(text, "FeatureSelection_Calibration", after)


def test_completion_p1_variant_not_deeper():
    assert completions_at(f"{VARIANTS}  calibration:\n    spec:\n      step_type: <|>\n") is None
