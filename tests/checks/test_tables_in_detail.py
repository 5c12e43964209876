"""The edges of the rules about what tables are good for: overrides, odd names, sources that differ, open collisions.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from cursus_registry.settings import Settings
from support.rules import cases, check_rules

REDUNDANT = {
    "empty, or the same in other words": """
#- core
STEP_NAMES = {
    "Package": {"config_class": "PackageConfig", "job_types": ["training"], "team": {"name": "a", "size": 7}},
    "Other": {"config_class": "OtherConfig"},
}
#- alice
STEP_OVERRIDES = {
    "Package": {"job_types": ("training",), 'config_class': "Package" "Config", "team": {"name": "a", "size": 7}},
#   ^^^^^^^^^ information[CUR210]
    "Other": {},
#   ^^^^^^^ information[CUR210]
}
""",
    "a field more, another value, another type": """
#- core
STEP_NAMES = {"A": {"spec_type": "A"}, "B": {"job_types": ["x", "y"]}, "C": {"cost": 1}, "D": {"cost": 1}}
#- alice
STEP_OVERRIDES = {
    "A": {"spec_type": "A", "framework": "x"},
    "B": {"job_types": ["y", "x"]},
    "C": {"cost": True},
    "D": {"cost": 1.0},
}
""",
    "what settles collisions is not inherited": """
#- core
STEP_NAMES = {
    "A": {"priority": 50},
    "B": {"environment_tags": ["production"]},
    "C": {"conflict_resolution_strategy": "manual"},
    "D": {"framework_version": "1.7", "priority": 100, "compatibility_tags": []},
    "E": {"description": "x"},
}
#- alice
STEP_OVERRIDES = {
    "A": {},
    "B": {},
    "C": {},
    "D": {"framework_version": "1.7"},
#   ^^^ information[CUR210]
    "E": {"priority": 100, "environment_tags": ()},
#   ^^^ information[CUR210]
}
#- bob
STEP_OVERRIDES = {
    "A": {"priority": 50},
#   ^^^ information[CUR210]
    "C": {"conflict_resolution_strategy": "manual"},
#   ^^^ information[CUR210]
    "D": {},
    "E": {"conflict_resolution_strategy": "workspace_priority"},
}
""",
    "over a step of the workspace, with what follows from its name": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"description": "x"}}
STEP_OVERRIDES = {
    "Alpha": {"config_class": "AlphaConfig"},
#   ^^^^^^^ information[CUR210]
}
""",
    "what cannot be told": """
#- core
STEP_NAMES = {"A": {"spec_type": spec()}, "B": {"spec_type": "B", **more}, "C": load(), "D": {"spec_type": "D"}}
#- alice
STEP_OVERRIDES = {
    "A": {"spec_type": "A"},
    "B": {"spec_type": "B"},
    "C": {},
    "D": {"spec_type": spec()},
    "A": {**more},
    "B": load(),
    "E": {},
}
""",
    "a core that hides steps": """
#- core
STEP_NAMES = {"Package": {"spec_type": "Package"}, **more()}
#- alice
STEP_OVERRIDES = {"Package": {}}
""",
    "of two of one name the later one counts": """
#- alice
STEP_OVERRIDES = {
    "Package": {},
    "Package": {"description": "hers"},
}
""",
}
CONFUSABLE = {
    "letters of other alphabets, digits of other scripts, wide letters": """
#- core
STEP_NAMES = {
    "XGBооstTraining": {},
#   ^^^^^^^^^^^^^^^^^ warning[CUR211]
}
#- alice
WORKSPACE_STEPS = {
    "Μodel": {},
#   ^^^^^^^ warning[CUR211]
    "Ｍodel": {},
#   ^^^^^^^ warning[CUR211]
    "Graph‐Sampling": {},
#   ^^^^^^^^^^^^^^^^ warning[CUR211]
}
STEP_OVERRIDES = {
    "Ρackage": {},
#   ^^^^^^^^^ warning[CUR211]
}
""",
    "what is not seen": """
#- alice
WORKSPACE_STEPS = {
    "Graph\u200bSampling": {},
#   ^^^^^^^^^^^^^^^^ warning[CUR211]
    "\\u202eGraph": {},
#   ^^^^^^^^^^^^^ warning[CUR211]
    "\\u2060": {},
#   ^^^^^^^^ warning[CUR211]
}
""",
    "letters that look like none of ours, and blanks": """
#- alice
WORKSPACE_STEPS = {
    "Größe": {},
#   ^^^^^^^ error[CUR505]
    "步骤": {},
#   ^^^^ error[CUR505]
    "Graph\u00a0Sampling": {},
#   ^^^^^^^^^^^^^^^^ error[CUR505]
}
""",
    "both at once": """
#- alice
WORKSPACE_STEPS = {
    "Größе": {},
#   ^^^^^^^ warning[CUR211]
#   ^^^^^^^ error[CUR505]
}
""",
    "plain names that look alike": """
#- core
STEP_NAMES = {"ModelO": {}, "Model1": {}, "ModelEval": {}}
#- alice
WORKSPACE_STEPS = {
    "Model0": {},
#   ^^^^^^^^ warning[CUR211]
    "ModelI": {},
#   ^^^^^^^^ warning[CUR211]
    "ModelEva1": {},
#   ^^^^^^^^^^^ warning[CUR211]
    "ModelO": {},
    "Modern": {},
    "Modem": {},
#   ^^^^^^^ warning[CUR211]
    "modelEval": {},
    "Model2": {},
}
""",
    "in two workspaces": """
#- alice
WORKSPACE_STEPS = {"Alpha0": {}}
#- bob
WORKSPACE_STEPS = {"AlphaO": {}}
""",
}
ONE_CAUSE = {
    "a name that looks like another one is not also a slip of it": """
#- core
STEP_NAMES = {"ModelOutput": {}}
#- alice
WORKSPACE_STEPS = {
    "Model0utput": {},
#   ^^^^^^^^^^^^^ warning[CUR211]
    "ModelОutput": {},
#   ^^^^^^^^^^^^^ warning[CUR211]
    "ModelQutput": {},
#   ^^^^^^^^^^^^^ information[CUR214]
}
"""
}
CONTRADICTION = {
    "what both state": """
#- core
STEP_NAMES = {
    "A": {"spec_type": "A", "job_types": ["x"]},
    "B": {"spec_type": "B", "framework": "x"},
    "C": {"description": "one"},
#   ^^^ error[CUR212]
}
#- original
STEP_NAMES = {
    "A": {"spec_type": "A", "job_types": ("x",)},
    "B": {"spec_type": "B", "priority": 7},
    "C": {"description": "another"},
#   ^^^ error[CUR212]
}
""",
    "in three sources": """
#- core
STEP_NAMES = {"A": {"spec_type": "A"}}
#             ^^^ error[CUR212]
#- original
STEP_NAMES = {"A": {"spec_type": "A"}}
#             ^^^ error[CUR212]
#- /src/cursus/registry/step_names_base.py
STEP_NAMES = {"A": {"spec_type": "B"}}
#             ^^^ error[CUR212]
""",
    "in an interface file, with what follows from its name": """
#- core
STEP_NAMES = {"Alpha": {"config_class": "AConfig"}, "Beta": {"config_class": "BetaConfig"}}
#             ^^^^^^^ error[CUR212]
#- /src/cursus/steps/interfaces/alpha.step.yaml
step_type: Alpha
#          ^^^^^ error[CUR212]
registry: {}
#- /src/cursus/steps/interfaces/beta.step.yaml
step_type: Beta
registry: {}
""",
    "what cannot be told": """
#- core
STEP_NAMES = {"A": {"spec_type": spec()}, "B": load(), "C": {**more}}
#- original
STEP_NAMES = {"A": {"spec_type": "A"}, "B": {"spec_type": "B"}, "C": {"spec_type": "C"}}
""",
    "one source, and workspaces": """
#- core
STEP_NAMES = {"A": {"spec_type": "A"}, "A": {"spec_type": "B"}}
#- alice
WORKSPACE_STEPS = {"A": {"spec_type": "C"}}
""",
}
PACK = {
    "a core step, a step of its own, and another pack's": """
#- core
STEP_NAMES = {"Alpha": {}}
#- /src/cursus/steps/interfaces/beta.step.yaml
step_type: Beta
registry: {}
#- /step_pack/interfaces/alpha.step.yaml
step_type: Alpha
#          ^^^^^ warning[CUR213]
registry: {}
#- /step_pack/interfaces/beta.step.yaml
step_type: Beta
#          ^^^^ warning[CUR213]
registry: {}
#- /step_pack/interfaces/gamma.step.yaml
step_type: Gamma
registry: {}
#- alice
STEP_OVERRIDES = {"Alpha": {}}
""",
}
MANAGER = "#- /src/cursus/registry/manager.py"
UNREAD = {
    "the newer name": f"""{MANAGER}
steps = module.LOCAL_STEPS
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
# <- warning[CUR009]
#- bob
LOCAL_STEPS = {{"Alpha": {{}}}}
""",
    "the older name, in a file further down": """
#- /src/cursus/registry/hybrid/deep/loader.py
if hasattr(module, 'WORKSPACE_STEPS'): pass
#- alice
LOCAL_STEPS = {"Alpha": {}}
# <- warning[CUR009]
""",
    "both names, in two files": f"""{MANAGER}
steps = vars(module)["LOCAL_STEPS"]
#- /src/cursus/registry/other.py
from registry import WORKSPACE_STEPS as steps
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
""",
    "words in templates, comments, and elsewhere": f"""{MANAGER}
# module.LOCAL_STEPS
TEMPLATE = "LOCAL_STEPS = {{}}"
module.LOCAL_STEPS = {{}}
#- /src/cursus/cli.py
steps = module.LOCAL_STEPS
#- /tools/loader.py
steps = module.LOCAL_STEPS
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
""",
    "a file of the framework that could not be read": f"""{MANAGER}
steps = module.LOCAL_STEPS
#- /src/cursus/registry/other.py
# coding: unknown
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
""",
    "aliases, empty tables, and what may hold the steps": f"""{MANAGER}
steps = module.LOCAL_STEPS
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
LOCAL_STEPS = WORKSPACE_STEPS
#- bob
WORKSPACE_STEPS = {{}}
STEP_OVERRIDES = {{"Package": {{}}}}
#- carol
WORKSPACE_STEPS = {{"Alpha": {{}}}}
LOCAL_STEPS = {{**WORKSPACE_STEPS}}
""",
    "an empty table under the right name reads nothing": f"""{MANAGER}
steps = module.LOCAL_STEPS
#- alice
LOCAL_STEPS = {{}}
WORKSPACE_STEPS = {{"Alpha": {{}}}}
# <- warning[CUR009]
""",
}
OPEN = {
    "a person has to choose": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"conflict_resolution_strategy": "manual"},
#   ^^^^^^^ error[CUR405]
    "Alone": {"conflict_resolution_strategy": "manual"},
}
STEP_OVERRIDES = {
    "Package": {"conflict_resolution_strategy": "manual"},
#   ^^^^^^^^^ error[CUR405]
}
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
""",
    "by the metadata, unless the entry says better": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},
#   ^^^^^^^ error[CUR405]
    "Beta": {"conflict_resolution_strategy": "workspace_priority"},
}
WORKSPACE_METADATA = {"default_resolution_strategy": "manual"}
#- bob
WORKSPACE_STEPS = {"Alpha": {}, "Beta": {}}
""",
    "environments that nobody is for": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"environment_tags": ["a"], "conflict_resolution_strategy": "environment_match"},
#   ^^^^^^^ error[CUR405]
    "Beta": {"conflict_resolution_strategy": "environment_match"},
}
WORKSPACE_METADATA = {"environment_preferences": ["x"]}
#- bob
WORKSPACE_STEPS = {"Alpha": {"environment_tags": ["b"]}, "Beta": {"environment_tags": ["b"]}}
""",
    "a tie that is not tolerated": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"framework": "mine", "conflict_resolution_strategy": "framework_match"},
#   ^^^^^^^ error[CUR405]
    "Beta": {"framework": "dgl", "conflict_resolution_strategy": "framework_match"},
}
WORKSPACE_METADATA = {"preferred_frameworks": ["dgl"], "conflict_tolerance": "low"}
#- bob
WORKSPACE_STEPS = {"Alpha": {"framework": "dgl"}, "Beta": {"framework": "dgl"}}
#- carol
WORKSPACE_STEPS = {"Alpha": {"framework": "dgl"}, "Beta": {"framework": "dgl"}}
""",
    "nothing is stated, or what is stated does": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}, "Beta": {"conflict_resolution_strategy": "core_fallback"}}
WORKSPACE_METADATA = {"preferred_frameworks": ["dgl"], "conflict_tolerance": "low"}
#- bob
WORKSPACE_STEPS = {"Alpha": {"framework": "dgl"}, "Beta": {"conflict_resolution_strategy": "unheard_of"}}
#- carol
WORKSPACE_STEPS = {"Alpha": {"framework": "dgl"}}
""",
    "what may be hidden could settle it": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"environment_tags": ["a"], "conflict_resolution_strategy": "environment_match"},
    "Beta": {"conflict_resolution_strategy": "manual"},
#   ^^^^^^ error[CUR405]
}
#- bob
WORKSPACE_STEPS = {"Alpha": {"environment_tags": ["b"]}, "Beta": {}}
#- carol
WORKSPACE_STEPS = load()
""",
    "the override counts, and of two entries the later": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"conflict_resolution_strategy": "manual"}}
STEP_OVERRIDES = {
    "Alpha": {"conflict_resolution_strategy": "workspace_priority"},
    "Package": {"conflict_resolution_strategy": "manual"},
    "Package": {"conflict_resolution_strategy": "manual"},
#   ^^^^^^^^^ error[CUR405]
}
#- bob
WORKSPACE_STEPS = {"Alpha": {}}
""",
}
DETAILS = {
    "CUR210": REDUNDANT,
    "CUR211 CUR505": CONFUSABLE,
    "CUR209 CUR211 CUR214 CUR501 CUR505": ONE_CAUSE,
    "CUR212": CONTRADICTION,
    "CUR213": PACK,
    "CUR009": UNREAD,
    "CUR405": OPEN,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)


def test_a_pin_settles_what_a_person_has_to_choose():
    text = """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"conflict_resolution_strategy": "manual"},
    "Beta": {"conflict_resolution_strategy": "manual"},
#   ^^^^^^ error[CUR405]
}
#- bob
WORKSPACE_STEPS = {"Alpha": {}, "Beta": {}}
"""
    check_rules("", text, Settings(select=("CUR405",), pins={"Alpha": "bob", "Beta": "nobody"}))


def test_a_pinned_collision_is_known():
    text = """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},
#   ^^^^^^^ information[CUR204]
    "Beta": {},
#   ^^^^^^ warning[CUR204]
}
#- bob
WORKSPACE_STEPS = {
    "Alpha": {},
#   ^^^^^^^ information[CUR204]
    "Beta": {},
#   ^^^^^^ warning[CUR204]
}
"""
    check_rules("", text, Settings(select=("CUR204",), pins={"Alpha": "bob"}))
