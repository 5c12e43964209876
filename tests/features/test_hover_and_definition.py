"""What a person is told of a name, and where it leads."""

import pytest

from support.checks import CORE, registry
from support.features import check_definition, hover_at

HEADER = "from cursus.registry.step_names import get_config_class_name\n"


def test_a_lookup_shows_the_effective_entry():
    found = hover_at(f'{CORE}\n#- /pipelines/fraud.py\n{HEADER}get_config_class_name("Pack<|>age_training")\n')
    assert "Package — core step" in found.plain
    assert "config_class: PackageConfig — core" in found.plain
    assert "| config\\_class | PackageConfig | core |" in found.markdown


def test_hover_p1_shows_what_an_override_hides_and_inherits():
    found = hover_at(f'{CORE}\n#- {registry("alice")}\nSTEP_OVERRIDES = {{"Pack<|>age": {{"config_class": "Mine"}}}}\n')
    assert "config_class: Mine — alice (instead of PackageConfig)" in found.plain
    assert "spec_type: Package — core" in found.plain
    assert "the override of workspace alice is laid over it" in found.plain


def test_a_step_shows_derived_fields_and_other_declarations():
    found = hover_at(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"Graph<|>Sampling": {{"sagemaker_step_type": "Processing", "description": "Hers"}}}}
#- {registry("bob")}
WORKSPACE_STEPS = {{"GraphSampling": {{"sagemaker_step_type": "Processing", "description": "His"}}}}
"""
    )
    assert "builder_step_name: GraphSamplingStepBuilder — by its name" in found.plain
    assert "bob.GraphSampling (workspace): only workspace bob sees it" in found.plain
    assert "Hers" in found.plain


def test_hover_p2_shows_meaning_and_values():
    found = hover_at(
        f'{CORE}\n#- {registry("alice")}\nSTEP_OVERRIDES = {{"Package": {{"sagemaker_<|>step_type": "T"}}}}\n'
    )
    assert "Processing" in found.plain


def test_an_unknown_step_says_what_is_near():
    found = hover_at(f'{CORE}\n#- /pipelines/fraud.py\n{HEADER}get_config_class_name("Pakage<|>")\n')
    assert "The core has no such step." in found.plain
    assert "Did you mean Package?" in found.plain


def test_hostile_text_is_escaped():
    found = hover_at(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"Graph<|>": {{"sagemaker_step_type": "x", "description": "[click](command:x) <img> `a`"}}}}
"""
    )
    assert "[click]" not in found.markdown
    assert "<img>" not in found.markdown


@pytest.mark.parametrize("line", ['print("Pack<|>age")', "x = 'Package<|>'", "Pack<|>age = 1"])
def test_nothing_off_our_ground(line):
    assert hover_at(f"{CORE}\n#- /pipelines/fraud.py\n{HEADER}{line}\n") is None


def test_a_lookup_leads_to_the_core():
    check_definition(
        f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{
    "Package": {{
#   ^^^^^^^^^ target
        "config_class": "PackageConfig",
    }},
}}
#- /pipelines/fraud.py
{HEADER}
x = "🚀", get_config_class_name("Package<|>_training")
"""
    )


def test_a_lookup_in_a_workspace_leads_to_its_override():
    check_definition(
        f"""{CORE}
#- {registry("alice")}
STEP_OVERRIDES = {{
    "Package": {{"description": "Hers"}},
#   ^^^^^^^^^ target
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/run.py
{HEADER}
get_config_class_name("<|>Package")
"""
    )


def test_a_literal_workspace_decides():
    check_definition(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"description": "Hers"}},
#   ^^^^^^^^^^^^^^^ target
}}
#- /pipelines/fraud.py
{HEADER}
get_config_class_name("GraphSamp<|>ling", workspace_id="alice")
"""
    )


def test_another_workspace_is_never_looked_at():
    check_definition(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{"GraphSampling": {{"description": "Hers"}}}}
#- /developer_workspaces/developers/bob/src/cursus_dev/run.py
{HEADER}
get_config_class_name("GraphSamp<|>ling")
"""
    )


def test_definition_p1_of_an_override_is_the_core_entry():
    check_definition(
        f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{
    "Package": {{"config_class": "PackageConfig"}},
#   ^^^^^^^^^ target
}}
#- {registry("alice")}
STEP_OVERRIDES = {{
    "Pack<|>age": {{"description": "Hers"}},
}}
"""
    )


def test_definition_p1_of_any_other_name_is_itself():
    check_definition(
        f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "Graph<|>Sampling": {{"description": "Hers"}},
#   ^^^^^^^^^^^^^^^ target
}}
"""
    )


def test_definition_p2_of_a_class_name_is_the_class():
    check_definition(
        f"""{CORE}
#- {registry("alice")}
STEP_OVERRIDES = {{"Package": {{"builder_step_name": "Fast<|>Builder"}}}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_package_step.py
class FastBuilder:
#     ^^^^^^^^^^^ target
    pass
#- /src/cursus/steps/builders/builder_fast_step.py
class FastBuilder:
    pass
"""
    )
