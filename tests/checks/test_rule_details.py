"""What the rules' pages do not show: the edges of each rule, in the fixture language.

`#- core`, `#- access` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import re

import pytest

from cursus_registry.settings import Settings
from support.checks import CORE, check_diagnostics, registry

PATHS = {
    "core": "/src/cursus/registry/step_names.py",
    "original": "/src/cursus/registry/step_names_original.py",
    **{name: registry(name) for name in ("alice", "bob", "carol", "pack")},
}


def check(codes, text, settings=None):
    for name, path in PATHS.items():
        text = re.sub(rf"^#- {name}$", f"#- {path}", text, flags=re.MULTILINE)
    whole = text if f"#- {PATHS['core']}" in text or "#- none" in text else f"{CORE}{text}"
    check_diagnostics(whole.replace("#- none\n", ""), settings or Settings(select=tuple(codes.split())))


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
MENTIONS = {
    "a job type behind the name": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name as name
name("Package_training")
name("Package-calibration")
name("XGBoostTraining_a_b")
name("Pakage_training")
#     ^^^^^^^^^^^^^^^ warning[CUR301]
name("Package_")
#     ^^^^^^^^ warning[CUR301]
""",
    "an old name is not an unknown one": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("MIMSPackaging")
#                      ^^^^^^^^^^^^^ warning[CUR303]
get_config_class_name("MIMSPackaging_training")
#                      ^^^^^^^^^^^^^ warning[CUR303]
""",
    "an old name that is a step again": """
#- /pipelines/a.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("MIMSPayload", workspace_id="alice")
#- alice
WORKSPACE_STEPS = {"MIMSPayload": {}}
""",
    "the workspace that a call names": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Beta": {}}
#- /pipelines/a.py
from cursus.registry.step_names import get_step_names, get_config_class_name
get_config_class_name("Alpha", "alice")
get_config_class_name("Alpha", workspace_id="alice")
get_config_class_name("Beta", workspace_id="alice")
#                      ^^^^ warning[CUR302]
get_config_class_name("Gamma", workspace_id="alice")
#                      ^^^^^ warning[CUR301]
get_config_class_name("Gamma", workspace_id=who)
get_config_class_name("Gamma", workspace_id="nobody")
get_config_class_name("Alpha")
#                      ^^^^^ warning[CUR302]
get_config_class_name("Alpha_training")
#                      ^^^^^^^^^^^^^^ warning[CUR302]
""",
    "the workspace around a call": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name, workspace_context
with workspace_context("alice"):
    get_config_class_name("Alpha")
    get_config_class_name("Gamma")
#                          ^^^^^ warning[CUR301]
with workspace_context(who):
    get_config_class_name("Gamma")
""",
    "the workspace that a file is in": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
STEP_OVERRIDES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Alpha")
#- /developer_workspaces/developers/bob/src/cursus_dev/pipelines/b.py
from cursus.registry import get_config_class_name
get_config_class_name("Alpha")
#                      ^^^^^ warning[CUR302]
""",
    "below tests nothing is meant": """
#- /tests/test_a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#- /lib/test/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#- /lib/testing/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
#                      ^^^^^ warning[CUR301]
""",
    "absence is asked for, or expected": """
#- /pipelines/a.py
import pytest
from cursus.registry import STEP_NAMES, get_config_class_name, validate_step_name
validate_step_name("Gamma")
"Gamma" in STEP_NAMES
with pytest.raises(ValueError):
    get_config_class_name("Gamma")
try:
    get_config_class_name("Gamma")
except (ValueError, KeyError):
    pass
try:
    get_config_class_name("Gamma")
#                          ^^^^^ warning[CUR301]
except OSError:
    pass
""",
    "tables, managers and catalogues": """
#- /pipelines/a.py
from cursus.registry import STEP_NAMES, UnifiedRegistryManager
from cursus.step_catalog import StepCatalog
STEP_NAMES["Package"], STEP_NAMES["Gamma"]
#                                  ^^^^^ warning[CUR301]
manager = UnifiedRegistryManager()
manager.get_step_definition("Gamma")
#                            ^^^^^ warning[CUR301]
StepCatalog().get_step_info("Gamma")
#                            ^^^^^ warning[CUR301]
""",
    "functions of other people": """
#- /pipelines/a.py
from elsewhere import get_config_class_name, STEP_NAMES
get_config_class_name("Gamma")
STEP_NAMES["Gamma"]
""",
    "a core that hides names": """
#- core
STEP_NAMES = {"Package": {}, **load()}
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- /pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma")
get_config_class_name("Alpha")
""",
    "a workspace that hides names": """
#- alice
WORKSPACE_STEPS = load()
#- /pipelines/a.py
from cursus.registry import get_config_class_name
get_config_class_name("Gamma", workspace_id="alice")
get_config_class_name("Gamma")
#                      ^^^^^ warning[CUR301]
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
    "CUR201": DUPLICATE_NAME,
    "CUR202": SHADOWS_CORE,
    "CUR203": STEP_AND_OVERRIDE,
    "CUR204": COLLISION,
    "CUR205": WITHOUT_BASE,
    "CUR207": DUPLICATE_BUILDER,
    "CUR209 CUR214": NEAR_NAMES,
    "CUR002 CUR003 CUR006": TABLES,
    "CUR501 CUR505": NAMES,
    "CUR301 CUR302 CUR303": MENTIONS,
    "CUR401": METADATA,
}
CASES = [
    pytest.param(codes, text, id=f"{codes}, {what}")
    for codes, details in DETAILS.items()
    for what, text in details.items()
]


@pytest.mark.parametrize(("codes", "text"), CASES)
def test_the_details_of_a_rule(codes, text):
    check(codes, text)


def test_two_workspaces_with_one_id():
    check(
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


def test_comments_silence_what_starts_on_their_line():
    check(
        "CUR103 CUR202",
        """
#- alice
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},  # noqa: CUR202
#                           ^^^ error[CUR103]
    "XGBoostTraining": {  # cursus: ignore[CUR202, CUR103] for a reason
        "priority": "1",
#                   ^^^ error[CUR103]
    },
}
#- bob
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},  # noqa
#   ^^^^^^^^^ warning[CUR202]
#                           ^^^ error[CUR103]
    # noqa: CUR202
    "XGBoostTraining": {},  # noqa: E501, CUR103
#   ^^^^^^^^^^^^^^^^^ warning[CUR202]
}
""",
    )


def test_a_comment_silences_a_file():
    check(
        "CUR103 CUR202",
        """
#- alice
WORKSPACE_STEPS = {
    "Package": {"priority": "1"},
#                           ^^^ error[CUR103]
    "XGBoostTraining": {},
}
# cursus: ignore-file[CUR202]
#- bob
WORKSPACE_STEPS = {"Package": {}}
#                  ^^^^^^^^^ warning[CUR202]
""",
    )


FINDINGS = """
#- alice
WORKSPACE_STEPS = {{
    "Package": {{"priority": "1"}},{0}
}}
"""
MISSING, TYPE, SHADOW = (
    "#   ^^^^^^^^^ {}[CUR101]",
    "#                           ^^^ {}[CUR103]",
    "#   ^^^^^^^^^ {}[CUR202]",
)


def noted(*notes):
    return FINDINGS.format("".join(f"\n{note}" for note in notes))


@pytest.mark.parametrize(
    ("settings", "notes"),
    [
        (Settings(select=("CUR1",)), [MISSING.format("error")] * 2 + [TYPE.format("error")]),
        (Settings(select=("CUR1",), ignore=("CUR101",)), [TYPE.format("error")]),
        (Settings(select=("CUR202", "CUR103"), ignore=("CUR1",)), [TYPE.format("error"), SHADOW.format("warning")]),
        (Settings(select=("CUR1",), ignore=("CUR1",)), []),
        (Settings(select=("CUR",), ignore=("CUR",)), []),
        (Settings(select=()), []),
        (
            Settings(select=("CUR1",), severity={"CUR1": "hint", "CUR103": "warning"}),
            [MISSING.format("hint")] * 2 + [TYPE.format("warning")],
        ),
        (Settings(select=("CUR1",), severity={"CUR101": "off"}), [TYPE.format("error")]),
        (Settings(select=("CUR1",), severity={"CUR": "off", "CUR103": "information"}), [TYPE.format("information")]),
    ],
)
def test_settings_choose(settings, notes):
    check("", noted(*notes), settings)


def test_a_set_severity_counts_before_a_rules_own():
    text = """
#- alice
WORKSPACE_STEPS = {"Package": {"conflict_resolution_strategy": "workspace_priority"}}
#                  ^^^^^^^^^ error[CUR202]
"""
    check("", text, Settings(select=("CUR202",), severity={"CUR2": "error"}))
