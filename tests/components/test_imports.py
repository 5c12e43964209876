"""The ways that lead to classes outside: by the imports of the project's files, by the names of an installed core's."""

import pytest

from cursus_registry.components.imports import wanted_base, wanted_class
from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.checks import registry

STEPS = "/developer_workspaces/developers/alice/src/cursus_dev/steps"
CONFIG = f"{STEPS}/configs/config_graph_step.py"
ROOT = "/developer_workspaces/developers/alice/src"
HERE = "cursus_dev.steps.configs"
SITE = "/.venv/lib/python3.11/site-packages"


def open_files(files):
    memory = Memory({registry("alice"): "WORKSPACE_STEPS = {}\n", **files})
    project = Project(memory, "/")
    project.load_all()
    return project, memory


def ways_of_base(head, base, end="\n"):
    project, _ = open_files({CONFIG: f"{head}\nclass GraphConfig({base}):\n    pass\n".replace("\n", end)})
    index = project.snapshot.view.index
    return [wanted.path for wanted in wanted_base(index, index.files[CONFIG], base)]


@pytest.mark.parametrize(
    ("head", "base", "ways"),
    [
        ("from a.b import Base", "Base", ["a.b.Base"]),
        ("from a.b import Other as Base", "Base", ["a.b.Other"]),
        ("from a.b import (\n    One,  # of them\n    Base,\n)", "Base", ["a.b.Base"]),
        ("from a.b import One, \\\n    Base", "Base", ["a.b.Base"]),
        ("from . import Base", "Base", [f"{HERE}.Base"]),
        ("from ..core.base import Base", "Base", ["cursus_dev.steps.core.base.Base"]),
        ("import a.b", "a.b.Base", ["a.b.Base"]),
        ("import a.b as c", "c.Base[int]", ["a.b.Base"]),
        ("from a import b", "b.Base", ["a.b.Base"]),
        ("try:\n    from a import Base\nexcept ImportError:\n    from b import Base", "Base", ["a.Base", "b.Base"]),
        ("from a.b import *\nfrom c import *", "Base", ["a.b.Base", "c.Base"]),
        ("from a import *\nfrom b import Base", "Base", ["b.Base"]),
        ("import a; from b import Base", "Base", ["b.Base"]),
        ("from pydantic import BaseModel", "BaseModel", []),
        ("from typing import Protocol", "Protocol", []),
        ("import abc", "abc.ABC", []),
        ("from ....................... import Base", "Base", []),
        ("from a import (Base", "Base", []),
        ("x = 1", "Base", []),
        ("'''\nfrom ä.🚀 import Base\n'''", "Base", []),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_ways_of_a_base(head, base, ways, end):
    assert ways_of_base(head, base, end) == ways


def test_the_project_s_own_modules_are_looked_for_where_they_begin():
    project, _ = open_files(
        {
            CONFIG: "from .base import Base\nclass GraphConfig(Base):\n    pass\n",
            "/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
        }
    )
    index = project.snapshot.view.index
    [wanted] = wanted_base(index, index.files[CONFIG], "Base")
    assert wanted.roots == (ROOT, "/src")


def ways_of_class(files, name, workspace="alice"):
    project, memory = open_files(files)
    return [wanted.path for wanted in wanted_class(project.snapshot.view.index, memory, name, workspace)]


def test_a_class_that_is_only_imported():
    bob = CONFIG.replace("alice", "bob")
    files = {
        CONFIG: "from a import GraphConfig\n",
        bob: "from b import GraphConfig\n",
        "/src/cursus/steps/configs/config_graph_step.py": "from c import GraphConfig\n",
    }
    assert ways_of_class(files, "GraphConfig") == ["a.GraphConfig", "c.GraphConfig"]
    assert ways_of_class(files, "GraphConfig", workspace=None) == ["c.GraphConfig"]
    assert ways_of_class(files, "OtherConfig") == []


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        (
            "XGBoostTrainingConfig",
            ["configs.config_xgboost_training_step.XGBoostTrainingConfig", "configs.XGBoostTrainingConfig"],
        ),
        (
            "XGBoostTrainingStepBuilder",
            ["builders.builder_xgboosttraining_step.XGBoostTrainingStepBuilder", "builders.XGBoostTrainingStepBuilder"],
        ),
        ("OtherConfig", ["configs.OtherConfig"]),
        ("Config", []),
        ("Other", []),
    ],
)
def test_a_class_of_an_installed_core_is_found_by_the_name_of_its_file(name, ways):
    files = {
        f"{SITE}/cursus/registry/step_names.py": "STEP_NAMES = {}\n",
        f"{SITE}/cursus/steps/configs/config_xgboost_training_step.py": "",
        f"{SITE}/cursus/steps/configs/config_xgboost_model_eval_step.py": "",
        f"{SITE}/cursus/steps/builders/builder_xgboosttraining_step.py": "",
    }
    assert ways_of_class(files, name) == [f"cursus.steps.{way}" for way in ways]


def test_the_core_of_the_project_is_no_installed_one():
    assert ways_of_class({"/src/cursus/registry/step_names.py": "STEP_NAMES = {}\n"}, "GraphConfig") == []
