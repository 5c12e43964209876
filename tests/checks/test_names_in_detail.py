"""The edges of the rules about names, tables and collisions.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from support.rules import cases, check_rules

DUPLICATE_NAME = {
    "three times": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},
#   ^^^^^^^ hint[CUR201]
    "Beta": {},
    'Alpha': {},
#   ^^^^^^^ error[CUR201]
#   ^^^^^^^ hint[CUR201]
    "Al" "pha": {},
#   ^^^^^^^^^^ error[CUR201]
}
""",
    "a field, and a key of the metadata": """
#- alice
STEP_OVERRIDES = {
    "Package": {"priority": 1, "framework": "x", "priority": 2},
#               ^^^^^^^^^^ hint[CUR201]
#                                                ^^^^^^^^^^ error[CUR201]
}
WORKSPACE_METADATA = {"developer_id": "alice", "developer_id": "alice"}
#                     ^^^^^^^^^^^^^^ hint[CUR201]
#                                              ^^^^^^^^^^^^^^ error[CUR201]
""",
    "in two tables, and in two entries": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"priority": 1}, "Beta": {"priority": 1}}
STEP_OVERRIDES = {"Alpha": {"priority": 1}}
""",
    "a spread over a key is meant": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"priority": 1, **load()}, **more()}
""",
}
SHADOWS_CORE = {
    "a stated strategy makes it an information": """
#- alice
WORKSPACE_STEPS = {
    "Package": {"conflict_resolution_strategy": "workspace_priority"},
#   ^^^^^^^^^ information[CUR202]
    "XGBoostTraining": {"priority": 1},
#   ^^^^^^^^^^^^^^^^^ warning[CUR202]
}
""",
    "an override, and a name of one's own": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
STEP_OVERRIDES = {"Package": {}}
""",
}
STEP_AND_OVERRIDE = {
    "whichever table the step is in": """
#- alice
STEP_OVERRIDES = {
    "Alpha": {},
#   ^^^^^^^ error[CUR203]
    "Package": {},
}
LOCAL_STEPS = {"Alpha": {}}
""",
    "another workspace's step": """
#- alice
STEP_OVERRIDES = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
""",
}
COLLISION = {
    "all state a strategy": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"conflict_resolution_strategy": "framework_match"}}
#                  ^^^^^^^ information[CUR204]
#- bob
WORKSPACE_STEPS = {"Alpha": {"conflict_resolution_strategy": "workspace_priority"}}
#                  ^^^^^^^ information[CUR204]
""",
    "one of three does not": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"conflict_resolution_strategy": "framework_match"}}
#                  ^^^^^^^ warning[CUR204]
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
#                  ^^^^^^^ warning[CUR204]
#- carol
LOCAL_STEPS = {"Alpha": {"conflict_resolution_strategy": "framework_match"}}
#              ^^^^^^^ warning[CUR204]
""",
    "overrides of one step are none": """
#- alice
STEP_OVERRIDES = {"Package": {"priority": 1}}
#- bob
STEP_OVERRIDES = {"Package": {"priority": 2}}
""",
    "nor is a step beside another's override": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
STEP_OVERRIDES = {"Alpha": {}}
""",
    "a default strategy is not stated by the entry": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#                  ^^^^^^^ warning[CUR204]
WORKSPACE_METADATA = {"default_resolution_strategy": "framework_match"}
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
#                  ^^^^^^^ warning[CUR204]
WORKSPACE_METADATA = {"default_resolution_strategy": "framework_match"}
""",
}
WITHOUT_BASE = {
    "a core that hides names": """
#- core
STEP_NAMES = {"Package": {}, **load()}
#- alice
STEP_OVERRIDES = {"Alpha": {}}
""",
    "a core in which a name is being written": """
#- core
STEP_NAMES = {
    "Package": {},
    "Alph
}
#- alice
STEP_OVERRIDES = {"Alpha": {}}
""",
    "a core that is changed later": """
#- core
STEP_NAMES = {"Package": {}}
STEP_NAMES.update(load())
#- alice
STEP_OVERRIDES = {"Alpha": {}}
""",
    "no core at all": """
#- none
#- alice
STEP_OVERRIDES = {"Alpha": {}}
""",
    "a core of an access module and a whole source": """
#- core
STEP_NAMES = get_step_names()
#- original
STEP_NAMES = {"Package": {}}
#- alice
STEP_OVERRIDES = {
    "Package": {},
    "Alpha": {},
#   ^^^^^^^ error[CUR205]
}
""",
    "a value that only running could tell hides no name": """
#- core
STEP_NAMES = {"Package": load(), "Other": {"description": text()}}
#- alice
STEP_OVERRIDES = {
    "Package": {},
    "Alpha": {},
#   ^^^^^^^ error[CUR205]
}
""",
    "another workspace's step is no base": """
#- alice
STEP_OVERRIDES = {"Alpha": {}}
#                 ^^^^^^^ error[CUR205]
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
""",
}
DUPLICATE_BUILDER = {
    "an override has the builder that it inherits": """
#- alice
STEP_OVERRIDES = {"Package": {"priority": 1}}
WORKSPACE_STEPS = {
    "Alpha": {"builder_step_name": "PackageStepBuilder"},
#   ^^^^^^^ warning[CUR207]
}
""",
    "a step has the builder of its name": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},
    "Beta": {"builder_step_name": "AlphaStepBuilder"},
#   ^^^^^^ warning[CUR207]
}
""",
    "a core step, a step of another workspace, and what cannot be told": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"builder_step_name": "PackageStepBuilder"}, "Gamma": {"builder_step_name": builder()}}
#- bob
WORKSPACE_STEPS = {"Beta": {"builder_step_name": "PackageStepBuilder"}, "Delta": {**load()}, "Eta": {**load()}}
""",
    "in the core": """
#- core
STEP_NAMES = {
    "Alpha": {"builder_step_name": "OneStepBuilder"},
    "Beta": {"builder_step_name": "OneStepBuilder"},
#   ^^^^^^ warning[CUR207]
    "Gamma": {"builder_step_name": "OneStepBuilder"},
#   ^^^^^^^ warning[CUR207]
}
""",
    "a step and an override of one name": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"builder_step_name": "OneStepBuilder"}}
STEP_OVERRIDES = {"Alpha": {"builder_step_name": "OneStepBuilder"}}
""",
}
NEAR_NAMES = {
    "case and separators alone": """
#- alice
WORKSPACE_STEPS = {
    "XGboostTraining": {},
#   ^^^^^^^^^^^^^^^^^ warning[CUR209]
    "xgboost_training": {},
#   ^^^^^^^^^^^^^^^^^^ warning[CUR209]
}
""",
    "one letter": """
#- alice
WORKSPACE_STEPS = {
    "XGBoostTrainin": {},
#   ^^^^^^^^^^^^^^^^ information[CUR214]
    "XGBoostTrainign": {},
#   ^^^^^^^^^^^^^^^^^ information[CUR214]
    "XGBoostTrain": {},
}
""",
    "seven letters are too few": """
#- alice
WORKSPACE_STEPS = {"Packages": {}, "Pakage": {}}
""",
    "the very name of the core is for another rule": """
#- alice
WORKSPACE_STEPS = {"XGBoostTraining": {}}
""",
    "within a table, and within the core": """
#- core
STEP_NAMES = {
    "ModelEval": {},
    "Model_eval": {},
#   ^^^^^^^^^^^^ warning[CUR209]
}
#- alice
WORKSPACE_STEPS = {
    "GraphSampling": {},
    "Graph-Sampling": {},
#   ^^^^^^^^^^^^^^^^ warning[CUR209]
    "GraphSamplings": {},
}
""",
    "in two workspaces": """
#- alice
WORKSPACE_STEPS = {"GraphSampling": {}}
#- bob
WORKSPACE_STEPS = {"Graph_Sampling": {}}
""",
}
TABLES = {
    "an access module beside a whole source": """
#- core
STEP_NAMES = get_step_names()
#- original
STEP_NAMES = {"Package": {}}
""",
    "a core without a table beside a whole source": """
#- core
from cursus.registry.hybrid import get_step_names
#- original
STEP_NAMES = {"Package": {}}
""",
    "an access module alone": """
#- core
STEP_NAMES = get_step_names()
#            ^^^^^^^^^^^^^^^^ information[CUR003]
""",
    "an import alone": """
#- core
from cursus.registry.hybrid import STEP_NAMES
# <- information[CUR003]
""",
    "a workspace with metadata only": """
#- alice
WORKSPACE_METADATA = {"developer_id": "alice"}
# <- warning[CUR002]
""",
    "an empty table is a table": """
#- alice
WORKSPACE_STEPS = {}
""",
    "no core": """
#- none
#- alice
WORKSPACE_STEPS = {}
# <- information[CUR002]
""",
    "the usual alias": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
LOCAL_STEPS = WORKSPACE_STEPS
""",
    "one of the two is empty": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
LOCAL_STEPS = {}
""",
    "the later of the two": """
#- alice
LOCAL_STEPS = {"Alpha": {}}
WORKSPACE_STEPS = {"Beta": {}}
# <- warning[CUR006]
""",
}
NAMES = {
    "characters come before case": """
#- alice
WORKSPACE_STEPS = {
    "Größe": {},
#   ^^^^^^^ error[CUR505]
    "a b": {},
#   ^^^^^ error[CUR505]
    "Graph-Sampling": {},
#   ^^^^^^^^^^^^^^^^ warning[CUR501]
    "A1B2": {},
}
""",
    "a reserved id": """
#- pack
WORKSPACE_STEPS = {}
# <- error[CUR505]
""",
}
DETAILS = {
    "CUR201": DUPLICATE_NAME,
    "CUR202": SHADOWS_CORE,
    "CUR203": STEP_AND_OVERRIDE,
    "CUR204": COLLISION,
    "CUR205": WITHOUT_BASE,
    "CUR207": DUPLICATE_BUILDER,
    "CUR209 CUR214": NEAR_NAMES,
    "CUR002 CUR003 CUR006": TABLES,
    "CUR501 CUR505": NAMES,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)
