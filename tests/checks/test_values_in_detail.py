"""The edges of the rules about single values: strategies, versions, lists, conventions, metadata.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given
from packaging.requirements import Requirement

from cursus_registry.checks.rules.invalid_dependency import _USUAL
from cursus_registry.settings import Settings
from support.rules import cases, check_rules

STRATEGY = {
    "the six of them": """
#- alice
WORKSPACE_STEPS = {
    "A": {"conflict_resolution_strategy": "workspace_priority"},
    "B": {"conflict_resolution_strategy": "framework_match"},
    "C": {"conflict_resolution_strategy": "environment_match"},
    "D": {"conflict_resolution_strategy": "manual"},
    "E": {"conflict_resolution_strategy": "highest_priority"},
    "F": {"conflict_resolution_strategy": "core_fallback"},
}
""",
    "far from all, and in other letters": """
#- core
STEP_NAMES = {"Package": {"conflict_resolution_strategy": "none"}}
#                                                         ^^^^^^ error[CUR106]
#- alice
STEP_OVERRIDES = {"Package": {"conflict_resolution_strategy": "MANUAL"}}
#                                                             ^^^^^^^^ error[CUR106]
""",
    "blank, wrong and unknown values are for other rules": """
#- alice
WORKSPACE_STEPS = {
    "A": {"conflict_resolution_strategy": ""},
    "B": {"conflict_resolution_strategy": 7},
    "C": {"conflict_resolution_strategy": strategy()},
}
""",
    "the metadata has a rule of its own": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"default_resolution_strategy": "none"}
""",
    "on every one of repeated fields": """
#- alice
STEP_OVERRIDES = {"Package": {"conflict_resolution_strategy": "manua", "conflict_resolution_strategy": "manual"}}
#                                                             ^^^^^^^ error[CUR106]
""",
}
VERSION = {
    "as packages write them": """
#- alice
WORKSPACE_STEPS = {
    "A": {"framework_version": "1"},
    "B": {"framework_version": "v1.7.1"},
    "C": {"framework_version": "1.7-1"},
    "D": {"framework_version": "2!1.0rc1.post2.dev3+cu118"},
    "E": {"framework_version": " 1.7 "},
}
""",
    "ranges, wildcards and words": """
#- core
STEP_NAMES = {"Package": {"framework_version": ">=1.7"}}
#                                              ^^^^^^^ warning[CUR107]
#- alice
STEP_OVERRIDES = {"Package": {"framework_version": "1.*"}}
#                                                  ^^^^^ warning[CUR107]
WORKSPACE_STEPS = {"A": {"framework_version": "latest"}}
#                                             ^^^^^^^^ warning[CUR107]
""",
    "blank, wrong and unknown values are for other rules": """
#- alice
WORKSPACE_STEPS = {
    "A": {"framework_version": ""},
    "B": {"framework_version": 1.7},
    "C": {"framework_version": version()},
    "D": {"version": "latest"},
}
WORKSPACE_METADATA = {"version": "latest"}
""",
}
REPEATED = {
    "each one after the first": """
#- alice
WORKSPACE_STEPS = {
    "A": {
        "job_types": ("training", 'training', "test" "ing", "testing"),
#                                 ^^^^^^^^^^ hint[CUR109]
#                                                           ^^^^^^^^^ hint[CUR109]
        "environment_tags": ["ä", "b", "ä", "ä"],
#                                      ^^^ hint[CUR109]
#                                           ^^^ hint[CUR109]
    },
}
""",
    "in the metadata": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "dependencies": ["pandas", "pandas"],
#                              ^^^^^^^^ hint[CUR109]
    "owners": ["ann", "ann"],
}
""",
    "other letters, other lists, and what cannot be told": """
#- alice
WORKSPACE_STEPS = {
    "A": {
        "job_types": ["training", "Training", tag(), tag(), *more, 7, 7],
        "environment_tags": {"a", "a"},
        "my_list": [1, 1, "a", "a"],
        "framework": "aa",
    },
}
""",
}
CONVENTION = {
    "what is absent, and only of steps of a workspace": """
#- core
STEP_NAMES = {"Package": {"sagemaker_step_type": "Processing", "description": "x"}}
#- alice
WORKSPACE_STEPS = {
    "Alpha": {},
#   ^^^^^^^ hint[CUR110]
    "Beta": {"spec_type": "Beta", "config_class": "BetaConfig"},
#   ^^^^^^ hint[CUR110]
    "Gamma": {"spec_type": None, "config_class": "", "builder_step_name": builder()},
}
LOCAL_STEPS = {
    "Delta": dict(),
#   ^^^^^^^ hint[CUR110]
}
STEP_OVERRIDES = {"Package": {}}
""",
    "a spread may bring it, and a half-typed entry too": """
#- alice
WORKSPACE_STEPS = {
    "Alpha": {**common()},
    "Beta": {field(): "x"},
    "Gamma": load(),
    "Delta": {"description": "x"
""",
    "a name that has to be changed first": """
#- alice
WORKSPACE_STEPS = {"a b": {}, "Größe": {}, " ": {}}
""",
}
METADATA = {
    "wrong types": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "developer_id": 7,
#                   ^ error[CUR403]
    "version": 1.0,
#              ^^^ error[CUR403]
    "description": None,
#                  ^^^^ error[CUR403]
    "dependencies": {"pandas"},
#                   ^^^^^^^^^^ error[CUR403]
    "preferred_frameworks": ["xgboost", 7, None],
#                                       ^ error[CUR403]
#                                          ^^^^ error[CUR403]
    "environment_preferences": "staging",
#                              ^^^^^^^^^ error[CUR403]
    "default_resolution_strategy": True,
#                                  ^^^^ error[CUR403]
    "conflict_tolerance": 1,
#                         ^ error[CUR403]
}
""",
    "unknown words": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "default_resolution_strategy": "workspace",
#                                  ^^^^^^^^^^^ error[CUR403]
    "conflict_tolerance": "Low",
#                         ^^^^^ error[CUR403]
}
""",
    "whatever is right, one's own, or cannot be told": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "developer_id": "alice",
    "dependencies": ("pandas", *more),
    "preferred_frameworks": [],
    "environment_preferences": [tag()],
    "default_resolution_strategy": "framework_match",
    "conflict_tolerance": tolerance(),
    "team": 7,
}
""",
    "half-typed": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "conflict_tolerance": "lo
""",
    "no metadata": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = load()
""",
}
DEPENDENCY = {
    "as pip takes them": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "dependencies": [
        "pandas", "pandas>=2.1,<3", "Pandas ~= 2.1", "optbinning[distributed,plot]>=0.19", "a.b_c-d===x",
        "tool @ https://example.com/tool.whl", "rapidfuzz~=3.5; python_version >= '3.11'",
    ],
}
""",
    "as it does not": """
#- alice
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "dependencies": (
        "pandas=2", "", "-e .",
#       ^^^^^^^^^^ warning[CUR404]
#                   ^^ warning[CUR404]
#                       ^^^^^^ warning[CUR404]
        "numpy>=", "x; python_version>3", "git+https://example.com/x",
#       ^^^^^^^^^ warning[CUR404]
#                  ^^^^^^^^^^^^^^^^^^^^^ warning[CUR404]
#                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR404]
        "good",
    ),
}
""",
    "what is no string, or cannot be told": """
#- alice
STEP_OVERRIDES = {"Package": {"dependencies": ["pandas=2"]}}
WORKSPACE_METADATA = {"dependencies": [7, name(), *more]}
#- bob
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"dependencies": "pandas=2"}
""",
}
DETAILS = {
    "CUR106": STRATEGY,
    "CUR107": VERSION,
    "CUR109": REPEATED,
    "CUR110": CONVENTION,
    "CUR403": METADATA,
    "CUR404": DEPENDENCY,
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_the_details_of_a_rule(codes, text):
    check_rules(codes, text)


@given(st.from_regex(_USUAL, fullmatch=True))
@example("optbinning[distributed,plot]>=0.19")
@example("rapidfuzz~=3.5; python_version >= '3.11'")
@example('a[b]==1,<2;python_version<"3"')
def test_usual_requirements_are_told_without_a_parser_and_are_requirements(text):
    assert _USUAL.fullmatch(text)
    Requirement(text)


def test_types_that_the_settings_know():
    text = """
#- core
STEP_NAMES = {"Alpha": {"sagemaker_step_type": "Trainings"}}
#- alice
WORKSPACE_STEPS = {
    "Beta": {"sagemaker_step_type": "GraphJob"},
    "Gamma": {"sagemaker_step_type": "GraphJobs"},
#                                    ^^^^^^^^^^^ error[CUR105]
    "Delta": {"sagemaker_step_type": "Trainings"},
}
"""
    check_rules("", text, Settings(select=("CUR105",), sagemaker_step_types=("GraphJob", "Trainings")))


def test_a_required_field_is_not_left_to_convention():
    check_rules(
        "CUR101 CUR110",
        """
#- core
STEP_NAMES = {
    "Package": {"sagemaker_step_type": "Processing", "builder_step_name": "x", "config_class": "y", "description": "z"},
#   ^^^^^^^^^ error[CUR101]
}
#- alice
WORKSPACE_STEPS = {
    "Alpha": {"sagemaker_step_type": "Processing"},
#   ^^^^^^^ error[CUR101]
#   ^^^^^^^ hint[CUR110]
}
""",
    )
