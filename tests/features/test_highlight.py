"""What of a file belongs to the step under the cursor."""

import pytest

from support.checks import CORE, registry
from support.features import check_highlights

HEADER = "from cursus.registry.step_names import get_config_class_name\n"


@pytest.mark.parametrize("name", ['"Pack<|>age"', '"Package<|>"'])
def test_document_highlight_p1_of_a_step_with_its_fields(name):
    check_highlights(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "Other": {{"description": "ä🚀"}},
}}
STEP_OVERRIDES = {{
    {name}: {{"description": "ä🚀", "framework": "dgl"}},
#   ^^^^^^^^^ write
#               ^^^^^^^^^^^^^ text
#                                    ^^^^^^^^^^^ text
}}
"""
    )


def test_document_highlight_p2_of_a_field_is_its_step():
    check_highlights(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "Graph": {{"descr<|>iption": "ä🚀"}},
#   ^^^^^^^ write
#             ^^^^^^^^^^^^^ text
}}
"""
    )


def test_look_ups_of_one_step_without_their_suffixes():
    check_highlights(
        f"""{CORE}
#- /pipelines/fraud.py
{HEADER}
x = "ä🚀", get_config_class_name("Pack<|>age_training")
#                                ^^^^^^^ read
get_config_class_name("Package")
#                      ^^^^^^^ read
get_config_class_name("XGBoostTraining")
print("Package")
"""
    )


def test_a_core_step_is_not_a_workspaces_of_the_same_name():
    check_highlights(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"Package": {{"description": "Hers"}}}}
#- /pipelines/fraud.py
{HEADER}
get_config_class_name("Pack<|>age")
#                      ^^^^^^^ read
get_config_class_name("Package", workspace_id="alice")
"""
    )


def test_an_override_is_one_step_with_what_it_is_laid_over():
    check_highlights(
        f"""{CORE}
#- {registry("alice")}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /pipelines/fraud.py
{HEADER}
get_config_class_name("Pack<|>age")
#                      ^^^^^^^ read
get_config_class_name("Package", workspace_id="alice")
#                      ^^^^^^^ read
"""
    )


def test_a_step_in_an_interface_file():
    check_highlights(
        """
#- /src/cursus/steps/interfaces/graph.step.yaml
step_type: Gra<|>ph
#          ^^^^^ write
registry:
  description: ä🚀
# ^^^^^^^^^^^ text
"""
    )


@pytest.mark.parametrize(
    "line",
    ['WORKSPACE_STEPS = {"Graph": {"description": "<|>d"}}', 'WORKSPACE_METADATA = {"developer<|>_id": "alice"}'],
)
def test_values_and_metadata_are_none_of_a_step(line):
    check_highlights(f"{CORE}\n#- {registry('alice')}\n{line}\n")
