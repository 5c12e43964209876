"""A star import from the compatibility package hides nothing from whoever reads the file without running it."""

import pytest

from cursus_registry.resolution.view import Status
from support.checks import CORE, all_diagnostics, classes, open_fixture, registry

STAR = "from cursus_registry.compat.step_names import *"
ORIGINAL = CORE.replace("step_names.py", "step_names_original.py")
ACCESS = "#- /src/cursus/registry/step_names.py\n"
ELSEWHERE = "#- /src/cursus/steps/registry/step_names.py\n"
MINE = f'WORKSPACE_STEPS = {{"Rank": {{"sagemaker_step_type": "Processing", "description": "d", {classes("Rank")}}}}}\n'


@pytest.mark.parametrize(
    "files",
    [
        f"{ORIGINAL}{ACCESS}STEP_NAMES = make()\n{STAR}\n",
        f"{ORIGINAL}{ACCESS}{STAR}\n",
        f"{ORIGINAL}{ACCESS}{STAR}\n{ELSEWHERE}{STAR}\n",
        f"{ORIGINAL}{ACCESS}from cursus.registry.step_names_original import STEP_NAMES\n{STAR}\n",
        f"{CORE}{STAR}\n",
        f"{CORE}from cursus_registry.compat import *\n",
        f"{CORE}{STAR}\n{ELSEWHERE}{STAR}\n",
    ],
)
def test_a_core_with_it_stays_complete(files):
    mention = '#- /pipe.py\nfrom cursus.registry import STEP_NAMES\nprint(STEP_NAMES["Packge"])\n'
    snapshot = open_fixture(files + mention).snapshot
    assert [note.label for note in all_diagnostics(snapshot)] == ["warning[CUR301]"]
    assert snapshot.view.is_complete(None)
    assert list(snapshot.view.base.steps) == ["XGBoostTraining", "Package"]


def test_a_workspace_with_it_stays_complete():
    snapshot = open_fixture(f"{CORE}#- {registry('alice')}\n{MINE}{STAR}\n").snapshot
    assert all_diagnostics(snapshot) == []
    assert snapshot.view.look_up("Packge", "alice").status is Status.MISSING


def test_hyperparameters_with_it_stay_complete():
    star = "from cursus_registry.compat.hyperparameter_registry import *"
    table = 'HYPERPARAMETER_REGISTRY = {"Trees": {"class_name": "Trees", "module_path": "a"}}'
    path = "/src/cursus/registry/hyperparameter_registry.py"
    snapshot = open_fixture(f"{CORE}#- {path}\n{table}\n{star}\n").snapshot
    assert all_diagnostics(snapshot) == []
    assert snapshot.view.index.files[path].tables["HYPERPARAMETER_REGISTRY"].complete


@pytest.mark.parametrize("files", [f"{ACCESS}{STAR}\n", f"{ACCESS}STEP_NAMES = make()\n{STAR}\n"])
def test_a_core_that_has_nothing_else_is_incomplete(files):
    snapshot = open_fixture(files).snapshot
    assert not snapshot.view.is_complete(None)
    assert all_diagnostics(snapshot) != []


@pytest.mark.parametrize("module", ["cursus_registry.compatible", "my.cursus_registry.compat", "cursus_registry"])
def test_a_star_from_elsewhere_still_hides(module):
    snapshot = open_fixture(f"{CORE}#- {registry('alice')}\nfrom {module} import *\n# LOCAL_STEPS\n").snapshot
    assert snapshot.view.look_up("Packge", "alice").status is Status.UNKNOWN
