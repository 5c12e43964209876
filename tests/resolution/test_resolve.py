"""Who wins, where each field comes from, and why the others do not."""

import pytest

from cursus_registry.resolution.candidates import resolve
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.view import Status
from support.checks import CORE, open_fixture, registry

PROJECT = f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "Hers", "priority": 50}},
    "Both": {{"sagemaker_step_type": "Training", "description": "Step"}},
}}
STEP_OVERRIDES = {{
    "Package": {{"description": "Hers", "priority": 10}},
    "GraphSampling": {{"description": "Laid over her own step"}},
    "Nowhere": {{"description": "Nothing below"}},
}}
#- {registry("bob")}
LOCAL_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Training", "description": "His"}},
    "XGBoostTraining": {{"sagemaker_step_type": "Tuning", "description": "His"}},
}}
"""
SPREAD_CORE = """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {**OTHER, "Package": {"config_class": "PackageConfig"}}
"""


@pytest.fixture(scope="module")
def view():
    return open_fixture(PROJECT).snapshot.view


@pytest.mark.parametrize(
    ("name", "workspace", "status", "winner"),
    [
        ("Package", None, Status.RESOLVED, "core.Package"),
        ("Package", "alice", Status.RESOLVED, "alice.Package"),
        ("Package", "bob", Status.RESOLVED, "core.Package"),
        ("Package_training", "alice", Status.RESOLVED, "alice.Package"),
        ("Package-my_own_type", "bob", Status.RESOLVED, "core.Package"),
        ("XGBoostTraining", "bob", Status.RESOLVED, "bob.XGBoostTraining"),
        ("GraphSampling", "alice", Status.RESOLVED, "alice.GraphSampling"),
        ("GraphSampling", None, Status.AMBIGUOUS, None),
        ("Both", None, Status.MISSING, None),
        ("Both", "bob", Status.MISSING, None),
        ("Packag", None, Status.MISSING, None),
        ("Package_", None, Status.MISSING, None),
        ("_training", None, Status.MISSING, None),
    ],
)
def test_lookups(view, name, workspace, status, winner):
    found = resolve(view, name, workspace)
    assert (found.status, found.chosen and found.chosen.qualified_name) == (status, winner)


def test_a_longer_name_is_not_a_shorter_one_with_a_suffix():
    view = open_fixture(f'{CORE.rstrip()[:-1]}    "Package_fast": {{"config_class": "C"}},\n}}\n').snapshot.view
    assert resolve(view, "Package_fast", None).chosen.name == "Package_fast"
    assert resolve(view, "Package_fast_training", None).chosen.name == "Package_fast"


def test_provenance_field_by_field(view):
    fields = effective_entry(view, view.find("Package", "alice"))
    assert fields["description"].namespace == "alice"
    assert fields["description"].hidden == "Packs a model"
    assert fields["config_class"].namespace == "core"
    assert fields["priority"].value == 10


def test_an_override_of_an_own_step_inherits_from_it(view):
    fields = effective_entry(view, view.find("GraphSampling", "alice"))
    assert fields["sagemaker_step_type"].value == "Processing"
    assert fields["builder_step_name"].value == "GraphSamplingStepBuilder"
    assert "priority" not in fields, "what settles conflicts is not inherited"


def test_an_override_without_base_resolves_to_itself(view):
    fields = effective_entry(view, view.find("Nowhere", "alice"))
    assert {name: field.value for name, field in fields.items()} == {"description": "Nothing below"}


def test_every_candidate_has_a_reason(view):
    found = resolve(view, "GraphSampling", "alice")
    reasons = {(one.row.qualified_name, one.row.registry_type.value): one.reason for one in found.candidates}
    assert reasons == {
        ("alice.GraphSampling", "override"): "workspace alice overrides the step",
        (
            "alice.GraphSampling",
            "workspace",
        ): "the override of workspace alice is laid over it and inherits its other fields",
        ("bob.GraphSampling", "workspace"): "only workspace bob sees it",
    }


def test_what_could_be_hidden_is_unknown_not_missing():
    view = open_fixture(SPREAD_CORE).snapshot.view
    assert resolve(view, "Package", None).status is Status.RESOLVED
    assert resolve(view, "Pakage", None).status is Status.UNKNOWN


def test_without_a_core_nothing_is_missing():
    view = open_fixture(f"#- {registry('alice')}\nWORKSPACE_STEPS = {{}}\n").snapshot.view
    assert resolve(view, "Package", "alice").status is Status.UNKNOWN


def test_an_access_module_leaves_the_core_complete():
    access = "#- /src/cursus/registry/step_names_original.py\nfrom x import y\nSTEP_NAMES = y()\n"
    view = open_fixture(CORE + access).snapshot.view
    assert resolve(view, "Pakage", None).status is Status.MISSING


def test_suggestions_are_near_names_and_current_ones(view):
    assert resolve(view, "Pakage", None).suggestions == ("Package",)
    assert resolve(view, "MIMSPackaging", None).suggestions == ("Package",)
