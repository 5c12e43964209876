"""The edges of the rules about fields and metadata.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from support.rules import cases, check_rules

MISSING_FIELD = {
    "an override inherits all": """
#- alice
STEP_OVERRIDES = {"Package": {}}
""",
    "a spread may bring it": """
#- alice
WORKSPACE_STEPS = {"Alpha": {**load()}}
""",
    "a field name that only running could tell may be it": """
#- alice
WORKSPACE_STEPS = {"Alpha": {key(): 1, "description": "x"}}
""",
    "a value that only running could tell is there": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"sagemaker_step_type": kind(), "description": None}}
""",
    "an entry that is no dictionary has other troubles": """
#- alice
WORKSPACE_STEPS = {"Alpha": load(), "Beta": 7}
""",
    "one finding a field, and what is derived is not missing": """
#- alice
LOCAL_STEPS = {
    "Alpha": {"priority": 1},
#   ^^^^^^^ error[CUR101]
#   ^^^^^^^ error[CUR101]
}
""",
    "the core states everything": """
#- core
STEP_NAMES = {
    "Alpha": {"sagemaker_step_type": "Training", "description": "x"},
#   ^^^^^^^ error[CUR101]
#   ^^^^^^^ error[CUR101]
#   ^^^^^^^ error[CUR101]
}
""",
    "a half-typed entry is not blamed for what is still to come": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {
    "Beta": {"sagemaker_step_type": "Training", "description": "x"},
}
""",
}
MISSPELT_FIELD = {
    "a field of one's own": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"owner": "x", "cost_center": 7, "tags": []}}
""",
    "near a field that is there": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"description": "x", "descriptions": []}}
""",
    "in an override, in the core and in the metadata": """
#- core
STEP_NAMES = {"Package": {"frameworks": "x"}}
#                         ^^^^^^^^^^^^ warning[CUR102]
#- alice
STEP_OVERRIDES = {"Package": {"job_type": []}}
#                             ^^^^^^^^^^ warning[CUR102]
WORKSPACE_METADATA = {"developerid": "alice", "homepage": "x"}
#                     ^^^^^^^^^^^^^ warning[CUR102]
""",
    "a field of entries is none of the metadata": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"framework": "x", "priority": 7}
""",
}
WRONG_TYPE = {
    "a tuple is a list": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"job_types": ("training",), "environment_tags": ()}}
""",
    "None is of no type": """
#- alice
STEP_OVERRIDES = {
    "Package": {
        "framework": None,
#                    ^^^^ error[CUR103]
        "priority": None,
#                   ^^^^ error[CUR103]
        "job_types": None,
#                    ^^^^ error[CUR103]
    },
}
""",
    "a truth value or a fraction is no integer": """
#- alice
STEP_OVERRIDES = {
    "Package": {"priority": False},
#                           ^^^^^ error[CUR103]
    "XGBoostTraining": {"priority": 1.0},
#                                   ^^^ error[CUR103]
}
""",
    "an item of a list": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {
        "job_types": ["training", 7, (None), "x" "y"],
#                                 ^ error[CUR103]
#                                    ^^^^^^ error[CUR103]
        "compatibility_tags": ("é", ["x"]),
#                                   ^^^^^ error[CUR103]
    },
}
""",
    "what only running could tell": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"job_types": types(), "environment_tags": [tag(), *tags()], "priority": -n}}
""",
    "a field of one's own": """
#- alice
WORKSPACE_STEPS = {"Alpha": {"owner": None, "cost": {"x": 1}}}
""",
    "numbers below zero, in base sixteen, and large": """
#- alice
STEP_OVERRIDES = {"Package": {"priority": -5}, "XGBoostTraining": {"priority": 0x1F}}
""",
    "on every one of repeated fields": """
#- alice
STEP_OVERRIDES = {"Package": {"priority": "1", "priority": 2}}
#                                         ^^^ error[CUR103]
""",
}
EMPTY_VALUE = {
    "blank, however it is written": """
#- alice
STEP_OVERRIDES = {
    "Package": {
        "description": "",
#                      ^^ warning[CUR104]
        "config_class": ' \\t' ' ',
#                       ^^^^^^^^^ warning[CUR104]
    },
    " ": {"description": "x"},
#   ^^^ warning[CUR104]
}
""",
}
SAGEMAKER_TYPE = {
    "the core may coin a type, and the workspaces may use it": """
#- core
STEP_NAMES = {"Alpha": {"sagemaker_step_type": "CradleDataLoading"}}
#- alice
WORKSPACE_STEPS = {"Beta": {"sagemaker_step_type": "CradleDataLoading"}}
""",
    "a slip in the core coins nothing": """
#- core
STEP_NAMES = {"Alpha": {"sagemaker_step_type": "Procesing"}}
#                                              ^^^^^^^^^^^ error[CUR105]
#- alice
WORKSPACE_STEPS = {"Beta": {"sagemaker_step_type": "Procesing"}}
#                                                  ^^^^^^^^^^^ error[CUR105]
""",
    "near a type that the core coined": """
#- core
STEP_NAMES = {"Alpha": {"sagemaker_step_type": "CradleDataLoading"}}
#- alice
WORKSPACE_STEPS = {"Beta": {"sagemaker_step_type": "CradleDataLoadin"}}
#                                                  ^^^^^^^^^^^^^^^^^^ error[CUR105]
""",
    "far from all, beside a whole core": """
#- alice
STEP_OVERRIDES = {"Package": {"sagemaker_step_type": "Widget"}}
#                                                    ^^^^^^^^ error[CUR105]
""",
    "beside a core that hides steps only slips are reported": """
#- core
STEP_NAMES = {**load()}
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"sagemaker_step_type": "Widget"},
    "Beta": {"sagemaker_step_type": "Trainig"},
#                                   ^^^^^^^^^ error[CUR105]
}
""",
    "blank, wrong and unknown values are for other rules": """
#- alice
WORKSPACE_STEPS = {"A": {"sagemaker_step_type": ""}, "B": {"sagemaker_step_type": 7}, "C": {"sagemaker_step_type": kind()}}
""",
}
METADATA = {
    "the folder's name": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#- bob
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#                                     ^^^^^^^ warning[CUR401]
""",
    "an id that is none, or cannot be told": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": who()}
#- bob
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"version": "1"}
""",
}
DETAILS = {
    "CUR101": MISSING_FIELD,
    "CUR102": MISSPELT_FIELD,
    "CUR103": WRONG_TYPE,
    "CUR104": EMPTY_VALUE,
    "CUR105": SAGEMAKER_TYPE,
    "CUR401": METADATA,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)


def test_two_workspaces_with_one_id():
    check_rules(
        "CUR402",
        """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#                                     ^^^^^^^ error[CUR402]
#- bob
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alice"}
#                                     ^^^^^^^ error[CUR402]
#- carol
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "carol"}
""",
    )


def test_two_workspaces_whose_ids_differ_by_case():
    check_rules(
        "CUR402",
        """
#- alice
STEP_OVERRIDES = {}
# <- error[CUR402]
WORKSPACE_METADATA = {"developer_id": "bob"}
#                                     ^^^^^ error[CUR402]
#- /developer_workspaces/developers/ALICE/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
# <- error[CUR402]
WORKSPACE_METADATA = {"developer_id": "ALICE"}
#- carol
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "BOB"}
#                                     ^^^^^ error[CUR402]
#- bob
STEP_OVERRIDES = {}
""",
    )
