"""Registries of hyperparameter classes, to which the rules for steps apply by analogy."""

from textwrap import dedent

import pytest

from cursus_registry.project import Project
from cursus_registry.settings import Settings
from support.checks import all_diagnostics, open_fixture
from support.rules import cases, check_rules

CORE = "/src/cursus/registry/hyperparameter_registry.py"
ALICE = "/developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py"
BOB = ALICE.replace("alice", "bob")
XGB = '"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}'

DETAILS = {
    "CUR101": {
        "a required field": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb"}, "Lgb": {"module_path": "a"}}
            #                          ^^^^^ error[CUR101]
            #                                                        ^^^^^ error[CUR101]
        """,
        "in the core": """
            #- /src/cursus/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {}}
            #                          ^^^^^ error[CUR101]
            #                          ^^^^^ error[CUR101]
        """,
    },
    "CUR102": {
        "a slip": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_pth": "a.b", "framework": "x"}}
            #                                                       ^^^^^^^^^^^^ warning[CUR102]
        """,
    },
    "CUR103": {
        "types": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": None, "module_path": ["a"], "model_type": 1, "other": 2}}
            #                                                ^^^^ error[CUR103]
            #                                                                     ^^^^^ error[CUR103]
            #                                                                                          ^ error[CUR103]
        """,
        "a model without a type": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
        """,
    },
    "CUR104": {
        "blank": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"": {"class_name": "", "module_path": " "}}
            #                          ^^ warning[CUR104]
            #                                             ^^ warning[CUR104]
            #                                                                ^^^ warning[CUR104]
        """,
    },
    "CUR201": {
        "twice": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"A": {"x": 1, "x": 2}, "A": {}}
            #                          ^^^ hint[CUR201]
            #                                ^^^ hint[CUR201]
            #                                        ^^^ error[CUR201]
            #                                                 ^^^ error[CUR201]
        """,
    },
    "CUR202": {
        "a class of the core's": """
            #- /src/cursus/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
            #                          ^^^^^ warning[CUR202]
        """,
    },
    "CUR204": {
        "in two workspaces": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
            #                          ^^^^^ warning[CUR204]
            #- /developer_workspaces/developers/bob/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}, "Own": {}}
            #                          ^^^^^ warning[CUR204]
        """,
        "the core's is no collision": """
            #- /src/cursus/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb", "module_path": "a.b", "model_type": None, "description": "d"}}
        """,
    },
    "CUR504": {
        "another class": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Lgb", "module_path": "a"}}
            #                                                ^^^^^ warning[CUR504]
        """,
    },
    "CUR001 CUR003 CUR004 CUR005": {
        "the text": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {1: {}, "A": 2, "B": load()}
            #                          ^ error[CUR004]
            #                                      ^ error[CUR005]
            #                                              ^^^^^^ information[CUR003]
        """,
    },
    "CUR002 CUR105 CUR301 CUR501 CUR601": {
        "rules for steps": """
            #- /developer_workspaces/developers/alice/src/cursus_dev/registry/hyperparameter_registry.py
            HYPERPARAMETER_REGISTRY = {"not_pascal": {"class_name": "not_pascal", "module_path": "a", "sagemaker_step_type": "x"}}
            #- /use.py
            from cursus.registry import get_config_class_name

            get_config_class_name("not_pascal")
            #                      ^^^^^^^^^^ warning[CUR301]
        """,
    },
}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_a_rule(codes, text):
    check_rules(codes, dedent(text).lstrip("\n"))


def test_a_change_reaches_the_other_registry():
    project = open_fixture(
        f"#- {ALICE}\nHYPERPARAMETER_REGISTRY = {{{XGB}}}\n#- {BOB}\nHYPERPARAMETER_REGISTRY = {{}}\n"
    )
    disk = project.files._below
    for text in (f"HYPERPARAMETER_REGISTRY = {{{XGB}}}\n", "HYPERPARAMETER_REGISTRY = {}\n", "x = (\n"):
        before = set(all_diagnostics(project.snapshot))
        disk.write(BOB, text)
        reached = project.update([BOB])
        assert {note.path for note in before ^ set(all_diagnostics(project.snapshot))} <= reached
        cold = Project(disk, "/", Settings())
        assert all_diagnostics(project.snapshot) == all_diagnostics(cold.load_all())
