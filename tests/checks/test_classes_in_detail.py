"""The edges of the rules about classes: shared ones, how they are called, whether they are to be found.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from cursus_registry.checks.catalogue import RULES
from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import registry
from support.fixture import parse_fixture
from support.rules import cases, check_rules

DUPLICATES = {
    "stated, derived and inherited": """
#- alice
STEP_OVERRIDES = {"Package": {"priority": 1}}
WORKSPACE_STEPS = {
    "Alpha": {"config_class": "PackageConfig", "spec_type": "Package"},
#   ^^^^^^^ warning[CUR206]
#   ^^^^^^^ warning[CUR208]
    "Beta": {"config_class": "GammaConfig", "spec_type": "Gamma"},
    "Gamma": {},
#   ^^^^^^^ warning[CUR206]
#   ^^^^^^^ warning[CUR208]
}
""",
    "blanks around a value are no difference, letters are": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"spec_type": "One"},
    "Beta": {"spec_type": " One "},
#   ^^^^^^ warning[CUR208]
    "Gamma": {"spec_type": "ONE"},
    "Delta": {"spec_type": "  "},
    "Eta": {"spec_type": ""},
}
""",
    "other tables, other workspaces, and what cannot be told": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"config_class": "XGBoostTrainingConfig"}, "Beta": {"config_class": name()}}
#- bob
WORKSPACE_STEPS = {"Gamma": {"config_class": "XGBoostTrainingConfig"}, "Delta": {**load()}, "Eta": load()}
""",
    "the core as a whole": """
#- core
STEP_NAMES = {"Alpha": {"config_class": "OneConfig"}, "Beta": {"config_class": "TwoConfig"}}
#- original
STEP_NAMES = {
    "Alpha": {"config_class": "OneConfig"},
    "Gamma": {"config_class": "OneConfig"},
#   ^^^^^^^ warning[CUR206]
    "Delta": {"spec_type": "TwoConfig"},
}
""",
    "interface files, with what follows from their names": """
#- core
STEP_NAMES = {"Alpha": {"config_class": "BetaConfig"}}
#             ^^^^^^^ warning[CUR206]
#- /src/cursus/steps/interfaces/beta.step.yaml
step_type: Beta
registry:
  sagemaker_step_type: Processing
#- /src/cursus/steps/interfaces/gamma.step.yaml
step_type: Gamma
#          ^^^^^ warning[CUR206]
#          ^^^^^ warning[CUR208]
registry:
  config_class: BetaConfig
  spec_type: Beta
""",
    "one name twice": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"spec_type": "One"}, "Alpha": {"spec_type": "One"}}
""",
}
SUFFIXES = {
    "the abstract steps of the core": """
#- core
STEP_NAMES = {
    "Base": {"builder_step_name": "StepBuilderBase", "config_class": "BasePipelineConfig", "spec_type": "Abstract"},
    "Processing": {"builder_step_name": "Any", "config_class": "ProcessingStepConfigBase", "spec_type": "Any"},
    "Package": {"builder_step_name": "StepBuilderBase", "config_class": "ProcessingStepConfigBase", "spec_type": "P"},
#                                    ^^^^^^^^^^^^^^^^^ warning[CUR502]
#                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR503]
#                                                                                                                ^^^ information[CUR504]
}
#- alice
STEP_OVERRIDES = {"Base": {"config_class": "Abstract"}}
""",
    "overrides too, and what they inherit is the core's affair": """
#- core
STEP_NAMES = {"Package": {"builder_step_name": "Builder"}}
#                                              ^^^^^^^^^ warning[CUR502]
#- alice
STEP_OVERRIDES = {
    "Package": {"config_class": "PackageConf"},
#                               ^^^^^^^^^^^^^ warning[CUR503]
}
""",
    "letters count": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"builder_step_name": "AlphaStepbuilder", "config_class": "AlphaCONFIG", "spec_type": "alpha"},
#                                  ^^^^^^^^^^^^^^^^^^ warning[CUR502]
#                                                                      ^^^^^^^^^^^^^ warning[CUR503]
#                                                                                                  ^^^^^^^ information[CUR504]
}
""",
    "blank, wrong and unknown values are for other rules": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"builder_step_name": "", "config_class": 7, "spec_type": spec()},
    "Beta": {"builder_step_name": None, "config_class": "  ", "spec_type": ["x"]},
    "Gamma": {},
}
""",
    "a name that has to be changed first is no measure": """
#- alice
WORKSPACE_STEPS = {"a b": {"spec_type": "AB"}}
""",
}
PROPOSALS = {
    ("CUR502", "builder_step_name"): {
        "PackageBuilder": "PackageStepBuilder",
        "PackageStep": "PackageStepBuilder",
        "PackageBuilderStep": "PackageStepBuilder",
        "Package": "PackageStepBuilder",
        "FastPackaging": "FastPackagingStepBuilder",
        "StepBuilderForAlpha": "AlphaStepBuilder",
        "builders.AlphaBuilder": "AlphaStepBuilder",
        "Builder": "AlphaStepBuilder",
    },
    ("CUR503", "config_class"): {
        "PackageConfiguration": "PackageConfig",
        "PackageConfigs": "PackageConfig",
        "PackageSettings": "PackageConfig",
        "Package": "PackageConfig",
        "ConfigOfAlpha": "AlphaConfig",
        "Configuration": "AlphaConfig",
    },
}
TREE = """
#- core
STEP_NAMES = {"Package": {"config_class": "PackageConfig", "builder_step_name": "PackageStepBuilder"}}
#- /src/cursus/steps/builders/builder_package_step.py
class PackageStepBuilder:
    pass
"""
FOUND = {
    "wherever it stands outside of workspaces": """
#- core
STEP_NAMES = {
    "Alpha": {"builder_step_name": "AlphaStepBuilder"},
    "Beta": {"builder_step_name": "BetaStepBuilder"},
    "Gamma": {"builder_step_name": "GammaStepBuilder"},
#                                  ^^^^^^^^^^^^^^^^^^ information[CUR601]
}
#- /src/cursus/steps/builders/builder_alpha_step.py
class AlphaStepBuilder:
    pass
#- /lib/deep/inside.py
class BetaStepBuilder: pass
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_gamma_step.py
class GammaStepBuilder:
    pass
""",
    "a workspace has its own, then those of the core": f"""{TREE}
#- alice
WORKSPACE_STEPS = {{
    "Alpha": {{"builder_step_name": "PackageStepBuilder"}},
    "Beta": {{"builder_step_name": "MineStepBuilder"}},
    "Gamma": {{"builder_step_name": "HisStepBuilder"}},
#                                  ^^^^^^^^^^^^^^^^ information[CUR601]
    "Delta": {{}},
#   ^^^^^^^ information[CUR601]
}}
STEP_OVERRIDES = {{"Package": {{"description": "hers"}}}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_mine_step.py
class MineStepBuilder:
    pass
#- /developer_workspaces/developers/bob/src/cursus_dev/steps/builders/builder_his_step.py
class HisStepBuilder:
    pass
""",
    "no components of the kind, no word": """
#- core
STEP_NAMES = {"Package": {"config_class": "PackageConfig", "builder_step_name": "PackageStepBuilder"}}
#- /src/cursus/steps/builders/__init__.py
from x import y
#- /src/cursus/steps/configs/readme.py
x = 1
#- /src/cursus/steps/specs/package_spec.py
class PackageSpec:
    pass
""",
    "a workspace without components of its own": f"""{TREE}
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}, "Beta": {{"builder_step_name": "BetaStepBuilder"}}, "Packag": {{}}}}
""",
    "but a slip of one of the core's": f"""{TREE.replace("Package", "ModelPackage")}
#- alice
STEP_OVERRIDES = {{"ModelPackage": {{"builder_step_name": "ModelPackagStepBuilder"}}}}
#                                                       ^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR601]
""",
    "the same words, with or without Step": """
#- core
STEP_NAMES = {
    "PyTorchModel": {"config_class": "PyTorchModelConfig"},
#                                    ^^^^^^^^^^^^^^^^^^^^ warning[CUR602]
    "XGBoostModel": {"config_class": "XGBoostModelStepConfig"},
#                                    ^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR602]
    "Loading": {"config_class": "CradleLoadConfig"},
#                               ^^^^^^^^^^^^^^^^^^ information[CUR602]
}
#- /src/cursus/steps/configs/config_pytorch_model_step.py
class PyTorchModelStepConfig:
    pass
#- /src/cursus/steps/configs/config_xgboost_model_step.py
class XGBoostModelConfig:
    pass
#- /src/cursus/steps/configs/config_loading_step.py
class CradleDataLoadingConfig:
    pass
""",
    "a class that another step has is not the one that is meant": """
#- core
STEP_NAMES = {
    "LightGBMTraining": {"builder_step_name": "LightGBMTrainingStepBuilder"},
    "LightGBMMTTraining": {"builder_step_name": "LightGBMMTTrainingStepBuilder"},
#                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[CUR601]
}
#- /src/cursus/steps/builders/builder_lightgbm_training_step.py
class LightGBMTrainingStepBuilder:
    pass
""",
    "another name for a class, an import, and a class in a block": """
#- core
STEP_NAMES = {
    "Alpha": {"config_class": "AlphaConfig"},
    "Beta": {"config_class": "BetaConfig"},
    "Gamma": {"config_class": "GammaConfig"},
    "Delta": {"config_class": "DeltaConfig"},
    "Eta": {"config_class": "EtaConfig"},
}
#- /src/cursus/steps/configs/config_alpha_step.py
class AlphaStepConfig:
    pass

AlphaConfig = AlphaStepConfig
BetaConfig: type = AlphaStepConfig
#- /src/cursus/steps/configs/__init__.py
from .config_gamma import (
    GammaConfig,
    # and
    Other as DeltaConfig,
)
try:
    class EtaConfig: pass
except ImportError:
    pass
""",
    "a comparison, a call and a string bind no name": """
#- core
STEP_NAMES = {"Alpha": {"config_class": "AlphaConfig"}}
#                                       ^^^^^^^^^^^^^ information[CUR602]
#- /src/cursus/steps/configs/config_other_step.py
class Other:
    text = "class AlphaConfig"
AlphaConfig == Other
make(AlphaConfig)
""",
    "a file of the folder that could not be read": """
#- core
STEP_NAMES = {"Alpha": {"config_class": "AlphaConfig"}}
#- alice
STEP_OVERRIDES = {"Alpha": {"config_class": "OtherConfig"}}
#- /src/cursus/steps/configs/config_beta_step.py
class BetaConfig:
    pass
#- /src/cursus/steps/configs/config_alpha_step.py
# coding: unknown
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_beta_step.py
class BetaConfig:
    pass
""",
    "what cannot be told, and what is no name of a class": """
#- core
STEP_NAMES = {
    "Alpha": {"config_class": name()},
    "Beta": {"config_class": ""},
    "Gamma": {"config_class": 7},
    "Delta": {"config_class": "my.module.DeltaConfig"},
    "Eta": {},
}
#- alice
WORKSPACE_STEPS = {"a b": {}, "Theta": {**load()}}
#- /src/cursus/steps/configs/config_beta_step.py
class BetaConfig:
    pass
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_beta_step.py
class BetaConfig:
    pass
""",
    "steps that an interface file declares": """
#- core
STEP_NAMES = {"Alpha": {"builder_step_name": "AlphaStepBuilder"}, "Beta": {"builder_step_name": "BetaStepBuilder"}}
#                                                                                               ^^^^^^^^^^^^^^^^^ information[CUR601]
#- /src/cursus/steps/interfaces/alpha.step.yaml
step_type: Alpha
registry: {}
#- /src/cursus/steps/interfaces/gamma.step.yaml
step_type: Gamma
registry:
  builder_step_name: GammaStepBuilder
#- /src/cursus/steps/builders/builder_omega_step.py
class OmegaStepBuilder:
    pass
#- alice
STEP_OVERRIDES = {"Gamma": {"builder_step_name": "GammaStepBuilder"}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_mine_step.py
class MineStepBuilder:
    pass
""",
    "a class that the core names is the core's affair": """
#- core
STEP_NAMES = {"Package": {"builder_step_name": "PackageStepBuilder"}}
#- alice
STEP_OVERRIDES = {"Package": {"builder_step_name": "PackageStepBuilder"}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_mine_step.py
class MineStepBuilder:
    pass
""",
}
DETAILS = {
    "CUR206 CUR208": DUPLICATES,
    "CUR502 CUR503 CUR504": SUFFIXES,
    "CUR601 CUR602": FOUND,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)


@pytest.mark.parametrize(
    ("code", "field", "value", "proposed"),
    [(*key, value, proposed) for key, texts in PROPOSALS.items() for value, proposed in texts.items()],
)
def test_the_name_that_is_proposed(code, field, value, proposed):
    [fix] = fixes_of(code, f'WORKSPACE_STEPS = {{"Alpha": {{"{field}": "{value}"}}}}\n')
    assert (fix.title, fix.applicability) == (f"Change to '{proposed}'", "unsafe")


def test_a_derived_class_is_mended_by_writing_the_field():
    text = 'WORKSPACE_STEPS = {\n    "GraphModel": {"description": "d"},\n}\n'
    builders = registry("alice").replace("registry/workspace_registry.py", "steps/builders/builder_graph_step.py")
    [fix] = fixes_of("CUR601", text, {builders: "class GraphModelBuilder:\n    pass\n"})
    assert fix.title == "Write builder_step_name 'GraphModelBuilder'"
    assert [edit.new_text for edit in fix.edits] == [', "builder_step_name": "GraphModelBuilder"']


def fixes_of(code, text, others=None):
    """The fixes of the one finding of a rule in alice's registry."""
    core = parse_fixture("#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {}\n").files
    snapshot = Project(Memory({**core, registry("alice"): text, **(others or {})}), "/").load_all()
    [found] = [found for found in snapshot.check(registry("alice")) if found.code == code]
    assert found.code in RULES
    return found.fixes
