"""From a step to the core's declaration, its configuration, its builder and script; which class a step has."""

import pytest

from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from support.checks import registry
from support.features import at_cursor, check_targets

HEADER = "from cursus.registry.step_names import get_config_class_name\n"
RUN = "/developer_workspaces/developers/alice/src/cursus_dev/run.py"
STEPS = "/developer_workspaces/developers/alice/src/cursus_dev/steps"
CORE = """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
#   ^^^^^^^^^ target
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
"""
PLAIN_CORE = CORE.replace("#   ^^^^^^^^^ target\n", "")
TWO = f"""
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "His"}},
}}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "ä🚀"}},
}}
STEP_OVERRIDES = {{"Package": {{"builder_step_name": "FastBuilder"}}}}
"""


# Definition


def test_an_ambiguous_name_leads_to_every_declaration():
    check_targets(
        definition,
        f"""{PLAIN_CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"description": "Hers"}},
#   ^^^^^^^^^^^^^^^ target
}}
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"description": "His"}},
#   ^^^^^^^^^^^^^^^ target
}}
#- /pipelines/fraud.py
{HEADER}
get_config_class_name("Graph<|>Sampling")
#                      ^^^^^^^^^^^^^ origin
""",
    )


def test_a_link_is_the_name_without_its_suffix():
    check_targets(
        definition,
        f"""{CORE}
#- /pipelines/fraud.py
{HEADER}
x = "ä🚀", get_config_class_name("Package_train<|>ing")
#                                ^^^^^^^ origin
""",
    )


# Declaration


@pytest.mark.parametrize(
    "text",
    [
        f'{TWO}\n#- {RUN}\n{HEADER}get_config_class_name("Pack<|>age_training")\n',
        f"{TWO}".replace('"Package"', '"Pack<|>age"'),
        f"{TWO}\n#- /pipelines/fraud.py\n{HEADER}x = '🚀', get_config_class_name('Package<|>')\n",
        f'#- {registry("carol")}\nWORKSPACE_STEPS = {{"Pack<|>age": {{"description": "Shadows"}}}}\n',
        "#- /src/cursus/steps/builders/builder_package_step.py\nclass Package<|>StepBuilder:\n    pass\n",
    ],
    ids=["in a workspace", "override", "pipeline", "shadowing step", "class"],
)
def test_declaration_p1_p4_p10_is_the_cores(text):
    check_targets(declaration, f"{CORE}\n{text}")


@pytest.mark.parametrize("place", ['"Graph<|>Sampling"', '"sage<|>maker_step_type"', '"Proc<|>essing"'])
def test_what_the_core_lacks_has_no_declaration(place):
    word = place.replace("<|>", "")
    check_targets(declaration, PLAIN_CORE + TWO.replace(word, place, 1))


def test_a_packs_step_leads_to_the_cores_below_it():
    check_targets(
        declaration,
        f"""{CORE}
#- /step_pack/interfaces/package.step.yaml
step_type: Pack<|>age
#          ^^^^^^^ origin
registry:
  sagemaker_step_type: Processing
  description: Packs otherwise
""",
    )


def test_a_packs_own_step_is_declared_there():
    check_targets(
        declaration,
        f"""{PLAIN_CORE}
#- /step_pack/interfaces/graph.step.yaml
step_type: Graph
#          ^^^^^ target
registry:
  sagemaker_step_type: Processing
#- {RUN}
{HEADER}
get_config_class_name("Gr<|>aph")
""",
    )


# Type definition and implementation


COMPONENTS = f"""
#- /src/cursus/steps/configs/config_package_step.py
class PackageConfig:
#     ^^^^^^^^^^^^^ target
    pass
#- /src/cursus/steps/builders/builder_package_step.py
class PackageStepBuilder:
    pass
#- /src/cursus/steps/scripts/package.py
print("core")
#- {STEPS}/builders/builder_package_step.py
'''ä🚀'''
class FastBuilder:
    pass
"""


@pytest.mark.parametrize(
    "text",
    [
        f'{TWO}\n#- {RUN}\n{HEADER}get_config_class_name("Pack<|>age_training")\n',
        f"{TWO}".replace('"Package"', '"Pack<|>age"'),
        f"{TWO}\n#- /pipelines/fraud.py\n{HEADER}x = '🚀', get_config_class_name('Package<|>')\n",
    ],
    ids=["in a workspace", "override", "pipeline"],
)
def test_type_definition_p1_p4_is_the_configuration(text):
    check_targets(type_definition, f"{PLAIN_CORE}{COMPONENTS}{text}")


def test_type_definition_p10_of_a_builder_is_its_steps_configuration():
    check_targets(type_definition, PLAIN_CORE + COMPONENTS.replace("class PackageStep", "class Pack<|>ageStep"))


def test_a_class_counts_wherever_it_is_defined():
    check_targets(
        type_definition,
        """
#- /src/cursus/steps/interfaces/graph.step.yaml
step_type: Gra<|>ph
#- /src/cursus/steps/configs/config_graph_step.py
import os
#- /src/cursus/steps/configs/config_other_step.py
class GraphConfig:
#     ^^^^^^^^^^^ target
    pass
""",
    )


def test_implementation_p4_in_a_workspace_is_its_own():
    check_targets(
        implementation,
        f"""{PLAIN_CORE}{TWO}
#- {STEPS}/builders/builder_package_step.py
'''ä🚀'''
class FastBuilder:
#     ^^^^^^^^^^^ target
    pass
#- {RUN}
{HEADER}
get_config_class_name("Pack<|>age")
""",
    )


def test_the_implementation_in_the_core_is_the_cores():
    check_targets(
        implementation,
        f"""{PLAIN_CORE}{TWO}
#- /src/cursus/steps/builders/builder_package_step.py
class PackageStepBuilder:
#     ^^^^^^^^^^^^^^^^^^ target
    pass
#- {STEPS}/builders/builder_package_step.py
class PackageStepBuilder:
    pass
#- /pipelines/fraud.py
{HEADER}
get_config_class_name("Pack<|>age")
""",
    )


FILES = f"""{PLAIN_CORE}{TWO}
#- /src/cursus/steps/scripts/package.py
print("core")
#- {STEPS}/scripts/graph_sampling.py
print("hers")
#- {STEPS}/builders/builder_graphsampling_step.py
import os
"""


@pytest.mark.parametrize(
    ("call", "paths"),
    [
        ('"Pack<|>age"', ["/src/cursus/steps/scripts/package.py"]),
        (
            '"Graph<|>Sampling"',
            [f"{STEPS}/builders/builder_graphsampling_step.py", f"{STEPS}/scripts/graph_sampling.py"],
        ),
    ],
)
def test_scripts_and_files_are_found_by_their_names(call, paths):
    _, snapshot, path, _, offset = at_cursor(f"{FILES}#- {RUN}\n{HEADER}get_config_class_name({call})\n")
    found = implementation(snapshot, path, offset)
    assert [(target.path, target.span) for target in found.targets] == [(path, (0, 0)) for path in paths]


@pytest.mark.parametrize("feature", [definition, declaration, type_definition, implementation])
@pytest.mark.parametrize(
    "text",
    [
        f"#- /pipelines/fraud.py\n{HEADER}print('Pack<|>age')\n",
        f"#- /pipelines/fraud.py\n{HEADER}Pack<|>age = 1\n",
        "#- /src/cursus/other.py\nclass Some<|>thing:\n    pass\n",
        f"#- {registry('alice')}\nWORKSPACE_METADATA = {{'developer_id': 'ali<|>ce'}}\n",
    ],
)
def test_nothing_off_our_ground(feature, text):
    check_targets(feature, f"{PLAIN_CORE}\n{text}")
