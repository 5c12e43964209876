"""Refactorings of a table or an entry as it stands: sorted, and with its derived fields written out."""

import pytest

from cursus_registry.features.refactor import CannotRefactorError
from support.refactorings import DERIVED, check_refactoring, files_after, titles_at


def test_sort_p1_table_with_comments_and_without_a_last_comma():
    check_refactoring(
        """
        #- alice
        STEP_OVERRIDES = {  # all of them
            # about X
            "XGBoostTraining": {"priority": 1},  # x

            "Pack<|>age": {
                "priority": 2,
            }  # p
            # the end
        }
        """,
        "Sort the entries of STEP_OVERRIDES",
        """
        #- alice
        STEP_OVERRIDES = {  # all of them
            "Package": {
                "priority": 2,
            },  # p

            # about X
            "XGBoostTraining": {"priority": 1},  # x
            # the end
        }
        """,
    )


def test_sort_p1_on_one_line():
    check_refactoring(
        "#- alice\nSTEP_OVERRIDES<|> = {'XGBoostTraining': {}, 'Package': {'priority': 1}}\n",
        "Sort the entries of STEP_OVERRIDES",
        "#- alice\nSTEP_OVERRIDES = {'Package': {'priority': 1}, 'XGBoostTraining': {}}\n",
    )


@pytest.mark.parametrize(
    "table",
    [
        '{"Package": {}, <|>"XGBoostTraining": {}}',
        "dict(XGBoostTraining={}, <|>Package={})",
        '{"XGBoostTraining": {}, **more(), "Package"<|>: {}}',
        '{"XGBoostTraining": {},  # x\n"Package": {}<|>, "Base": {}}',
        '{"XGBoostTraining": {}, "Package<|>": {}',
    ],
    ids=["in order", "a call", "a spread", "a comment between", "half typed"],
)
def test_sort_p1_only_what_can_be_sorted(table):
    text = f"#- alice\nSTEP_OVERRIDES = {table}\n"
    title = "Sort the entries of STEP_OVERRIDES"
    if title in titles_at(text):
        with pytest.raises(CannotRefactorError, match="by hand"):
            files_after(text, title)
    else:
        assert "**" not in table


def test_derived_fields_p1_of_one_and_of_all():
    text = f"""
        #- alice
        LOCAL_STEPS = {{
            "A<|>": {{{DERIVED}}},
            'B': {{
                'sagemaker_step_type': 'Training',  # b
                'description': 'd',
                'config_class': 'OtherConfig',
            }},
        }}
        """
    one = '"builder_step_name": "AStepBuilder", "config_class": "AConfig", "spec_type": "A"'
    [after] = files_after(text, "Write out the derived fields of 'A'").values()
    assert f'"A": {{{DERIVED}, {one}}},' in after
    assert "BStepBuilder" not in after
    [after] = files_after(text, "Write out all derived fields in LOCAL_STEPS").values()
    assert f'"A": {{{DERIVED}, {one}}},' in after
    assert "        'builder_step_name': 'BStepBuilder',\n        'spec_type': 'B',\n" in after


def test_derived_fields_p2_of_an_interface_file():
    check_refactoring(
        """
        #- /src/cursus/steps/interfaces/graph.step.yaml
        step_type: Graph
        registry:
          sagemaker_step_type: Pro<|>cessing
          description: ä🚀
        """,
        "Write out the derived fields of 'Graph'",
        """
        #- /src/cursus/steps/interfaces/graph.step.yaml
        step_type: Graph
        registry:
          sagemaker_step_type: Processing
          description: ä🚀
          builder_step_name: GraphStepBuilder
          config_class: GraphConfig
          spec_type: Graph
        """,
    )
