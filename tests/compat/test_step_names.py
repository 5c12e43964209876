"""The functions of the old `step_names`: what each answers, for each workspace, and how it fails."""

import inspect
import subprocess
import sys
import warnings

import pytest

from compat.conftest import CORE, WORKSPACE, write
from cursus_registry.api.context import reset_global_registry_manager
from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.compat import step_names
from cursus_registry.compat.step_names import *  # noqa: F403
from cursus_registry.compat.step_names import STEP_NAMES, get_registry_health, get_step_names, workspace_context

pytestmark = pytest.mark.usefixtures("project")
CORE_STEPS = ["XGBoostTraining", "XGBoostModelEval", "Package"]
ANSWERS = [
    (step_names.get_config_class_name, ("Package",), "PackageConfig", "PackageConfig"),
    (step_names.get_builder_step_name, ("Package",), "PackageStepBuilder", "AliceStepBuilder"),
    (step_names.get_spec_step_type, ("Package",), "Package", "Package"),
    (step_names.get_spec_step_type_with_job_type, ("Package",), "Package", "Package"),
    (step_names.get_spec_step_type_with_job_type, ("Package", "training"), "Package_Training", "Package_Training"),
    (step_names.get_spec_step_type_with_job_type, ("Package", "dryRUN"), "Package_Dryrun", "Package_Dryrun"),
    (step_names.get_step_description, ("Package",), "Packs a model", "Packs a graph model"),
    (step_names.get_sagemaker_step_type, ("Package",), "CoinedByCore", "CoinedByCore"),
    (step_names.get_step_name_from_spec_type, ("Package",), "Package", "Package"),
    (step_names.get_step_name_from_spec_type, ("GraphSampling_Training",), "GraphSampling_Training", "GraphSampling"),
    (step_names.get_step_name_from_spec_type, ("Nothing_Training",), "Nothing_Training", "Nothing_Training"),
    (step_names.get_canonical_name_from_file_name, ("xgboost_training",), "XGBoostTraining", "XGBoostTraining"),
    (step_names.validate_step_name, ("GraphSampling",), False, True),
    (step_names.validate_step_name, ("Geocoding",), False, False),
    (step_names.validate_spec_type, ("GraphSampling_Training",), False, True),
    (step_names.validate_spec_type, ("Package",), True, True),
    (step_names.validate_file_name, ("graph_sampling",), False, True),
    (step_names.validate_file_name, ("",), False, False),
    (step_names.get_all_step_names, (), CORE_STEPS, [*CORE_STEPS, "GraphSampling"]),
    (
        step_names.get_steps_by_sagemaker_type,
        ("Processing",),
        ["XGBoostModelEval"],
        ["XGBoostModelEval", "GraphSampling"],
    ),
    (step_names.get_steps_by_sagemaker_type, ("Nothing",), [], []),
    (
        step_names.get_all_sagemaker_step_types,
        (),
        ["Training", "Processing", "CoinedByCore"],
        ["Training", "Processing", "CoinedByCore"],
    ),
    (
        step_names.get_sagemaker_step_type_mapping,
        (),
        {"Training": ["XGBoostTraining"], "Processing": ["XGBoostModelEval"], "CoinedByCore": ["Package"]},
        {
            "Training": ["XGBoostTraining"],
            "Processing": ["XGBoostModelEval", "GraphSampling"],
            "CoinedByCore": ["Package"],
        },
    ),
    (step_names.validate_sagemaker_step_type, ("CoinedByCore",), True, True),
    (step_names.validate_sagemaker_step_type, ("Lambda",), True, True),
    (step_names.validate_sagemaker_step_type, ("Procesing",), False, False),
    (step_names.check_step_name_compliance, ("GraphSampling",), True, True),
    (step_names.check_step_name_compliance, ("graph_sampling",), False, False),
]


@pytest.mark.parametrize(("function", "arguments", "core", "alice"), ANSWERS)
def test_what_is_answered(function, arguments, core, alice):
    assert function(*arguments) == core
    assert function(*arguments, workspace_id="alice") == alice
    with workspace_context("alice"):
        assert function(*arguments) == alice
        assert function(*arguments, workspace_id="bob") != alice or alice == core or arguments == ()
    assert function(*arguments) == core


def test_the_derived_tables():
    assert step_names.get_config_step_registry()["PackageConfig"] == "Package"
    assert step_names.get_builder_step_names("alice")["Package"] == "AliceStepBuilder"
    assert step_names.get_spec_step_types("bob")["Geocoding"] == "Geocoding"
    assert step_names.list_all_step_info("bob") == get_step_names("bob")
    assert get_step_names("bob")["Geocoding"] == {
        "sagemaker_step_type": "Transform",
        "description": "Finds places",
        "builder_step_name": "GeocodingStepBuilder",
        "config_class": "GeocodingConfig",
        "spec_type": "Geocoding",
    }


def test_the_types_that_a_step_may_have(project):
    valid = step_names.get_valid_sagemaker_step_types()
    assert {"Training", "Processing", "Transform", "Lambda", "CoinedByCore"} <= valid
    assert "Fpga" not in valid
    write(project, "cursus-registry.toml", 'sagemaker-step-types = ["Fpga"]')
    step_names.refresh_registry()
    assert valid | {"Fpga"} == step_names.get_valid_sagemaker_step_types("alice")


def test_of_two_steps_with_one_class_the_last_is_found(project):
    write(project, WORKSPACE.format("bob"), 'LOCAL_STEPS = {"Again": {"config_class": "PackageConfig"}}')
    assert step_names.get_config_step_registry("bob")["PackageConfig"] == "Again"


def test_a_spec_type_with_an_underscore_is_found_whole(project):
    write(project, WORKSPACE.format("bob"), 'LOCAL_STEPS = {"Package_Fast": {"description": "d"}}')
    assert step_names.get_step_name_from_spec_type("Package_Fast", "bob") == "Package_Fast"
    assert step_names.get_step_name_from_spec_type("Package_Fast_Training", "bob") == "Package_Fast"
    assert step_names.get_step_name_from_spec_type("Package_Slow", "bob") == "Package"


def functions_with_workspace():
    return [name for name in step_names.__all__ if "workspace_id" in _parameters(name)]


def _parameters(name):
    found = getattr(step_names, name)
    return list(inspect.signature(found).parameters) if inspect.isroutine(found) else []


def test_the_workspace_is_the_last_argument_and_may_be_left_out():
    names = [name for name in functions_with_workspace() if "workspace_context" not in name]
    assert len(names) > 20
    for name in names:
        assert _parameters(name)[-1] == "workspace_id"
        default = inspect.signature(getattr(step_names, name)).parameters["workspace_id"].default
        assert default is None or name == "get_workspace_step_count"


@pytest.mark.parametrize(
    "function",
    [
        step_names.get_config_class_name,
        step_names.get_builder_step_name,
        step_names.get_spec_step_type,
        step_names.get_spec_step_type_with_job_type,
        step_names.get_step_description,
        step_names.get_sagemaker_step_type,
    ],
)
def test_an_unknown_step_is_an_error_that_names_the_nearest(function):
    with pytest.raises(ValueError, match=r"'Packge' was not found \(core registry\); nearest names: Package;"):
        function("Packge")
    with workspace_context("alice"), pytest.raises(ValueError, match=r"\(workspace: alice\); available steps: Graph"):
        function("Geocoding")


def test_a_field_that_an_entry_lacks_is_an_error(project):
    write(project, CORE, 'STEP_NAMES = {"Bare": {"config_class": "BareConfig"}}')
    step_names.refresh_registry()
    assert step_names.get_config_class_name("Bare") == "BareConfig"
    with pytest.raises(ValueError, match="'Bare' has no field 'description'; it has config_class"):
        step_names.get_step_description("Bare")
    assert step_names.get_builder_step_names() == {}
    assert step_names.get_sagemaker_step_type_mapping() == {}


def test_a_workspace_that_is_not_there_is_an_error():
    for ask in (
        lambda: get_step_names("alcie"),
        lambda: step_names.validate_step_name("Package", "alcie"),
        lambda: step_names.get_workspace_step_count("alcie"),
    ):
        with pytest.raises(WorkspaceRegistryError, match="'alcie'; did you mean alice"):
            ask()
    with workspace_context("alcie"), pytest.raises(WorkspaceRegistryError, match="alice"):
        step_names.get_all_step_names()


def test_a_variable_that_names_no_workspace_is_warned_of_once(monkeypatch):
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "long-gone")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert list(STEP_NAMES) == CORE_STEPS
        assert get_step_names() == dict(STEP_NAMES)
        assert step_names.get_builder_step_name("Package") == "PackageStepBuilder"
    assert ["'long-gone', which is not there" in str(one.message) for one in told] == [True]
    with pytest.raises(WorkspaceRegistryError):
        get_step_names("long-gone")
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "alice")
    assert "GraphSampling" in STEP_NAMES


def test_the_working_directory_is_the_last_that_counts(project, monkeypatch):
    monkeypatch.chdir(project / "developer_workspaces/developers/alice/src")
    assert "GraphSampling" in STEP_NAMES
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "bob")
    assert "Geocoding" in STEP_NAMES
    with workspace_context("alice"):
        assert "GraphSampling" in STEP_NAMES
        assert "Geocoding" in get_step_names("bob")


def test_which_workspaces_there_are(project):
    assert step_names.list_available_workspaces() == ["alice", "bob"]
    assert step_names.get_workspace_step_count("alice") == 4
    assert step_names.has_workspace_conflicts() is False
    write(project, WORKSPACE.format("carl"), 'LOCAL_STEPS = {"Geocoding": {"description": "d"}}')
    step_names.refresh_registry()
    assert step_names.has_workspace_conflicts() is True


def test_the_health_of_the_registries(project, tmp_path_factory, monkeypatch):
    assert get_registry_health() == {"hybrid_active": True, "init_error": None, "pack_collisions": {}}
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(tmp_path_factory.mktemp("empty")))
    reset_global_registry_manager()
    assert step_names.is_hybrid_active() is False
    assert "no registry was found" in get_registry_health()["init_error"]


def test_a_pack_is_added(project, tmp_path_factory):
    pack = tmp_path_factory.mktemp("pack")
    write(
        pack, "rank.step.yaml", "step_type: Ranking\nregistry:\n  sagemaker_step_type: Processing\n  description: d\n"
    )
    write(pack, "pack.step.yaml", "step_type: Package\nregistry:\n  sagemaker_step_type: Lambda\n  description: d\n")
    assert step_names.refresh_registry(str(pack)) == {"Package": "collision"}
    assert list(STEP_NAMES) == [*CORE_STEPS, "Ranking"]
    assert step_names.get_sagemaker_step_type("Package") == "Lambda"
    assert step_names.get_sagemaker_step_type("Ranking", "alice") == "Processing"
    assert get_registry_health()["pack_collisions"] == {"Package": "collision"}
    write(pack, "rank.step.yaml", "step_type: Sorting\nregistry:\n  sagemaker_step_type: Training\n  description: d\n")
    step_names.refresh_registry(str(pack))
    assert "Ranking" not in STEP_NAMES
    assert STEP_NAMES["Sorting"]["config_class"] == "SortingConfig"
    assert sorted(path.name for path in project.iterdir()) == ["developer_workspaces", "src"]


def test_a_pack_that_cannot_be_read_adds_nothing(tmp_path_factory):
    pack = tmp_path_factory.mktemp("pack")
    with pytest.raises(RegistryLoadError, match="no such folder"):
        step_names.refresh_registry(str(pack / "other"))
    write(pack, "a.step.yaml", "step_type: Ranking\nregistry:\n  sagemaker_step_type: Processing\n  description: d\n")
    write(pack, "b.step.yaml", "step_type: [\n")
    with pytest.raises(RegistryLoadError, match=r"b\.step\.yaml"):
        step_names.refresh_registry(str(pack))
    assert list(STEP_NAMES) == CORE_STEPS


def test_a_new_step_is_registered():
    added = step_names.add_new_step_with_validation(
        "Ranking", "RankingConfig", "RankingStepBuilder", "Processing", "Ranks"
    )
    assert added == []
    assert STEP_NAMES["Ranking"]["description"] == "Ranks"
    assert "Ranking" in get_step_names("alice")
    with workspace_context("alice"):
        assert step_names.add_new_step_with_validation("Mine", "MineConfig", "MineStepBuilder", "Processing") == []
        assert "Mine" in STEP_NAMES
    assert "Mine" not in STEP_NAMES
    assert "Mine" not in get_step_names("bob")


@pytest.mark.parametrize(
    ("mode", "told", "registered"),
    [
        ("warn", ["the name 'rank_all'", "configuration class 'Rank'", "builder 'RankBuilder'"], "rank_all"),
        (
            "auto_correct",
            ["corrected: the name 'rank_all'", "corrected: the configuration", "corrected: the builder"],
            "RankAll",
        ),
    ],
)
def test_what_is_against_the_habits_is_told(mode, told, registered):
    found = step_names.add_new_step_with_validation(
        "rank_all", "Rank", "RankBuilder", "Processing", validation_mode=mode
    )
    assert all(part in message for part, message in zip(told, found, strict=True))
    assert registered in STEP_NAMES
    if mode == "auto_correct":
        assert STEP_NAMES["RankAll"] == {
            "config_class": "RankAllConfig",
            "builder_step_name": "RankAllStepBuilder",
            "spec_type": "RankAll",
            "sagemaker_step_type": "Processing",
            "description": "rank_all",
        }


def test_strictly_nothing_is_registered_against_the_habits():
    with pytest.raises(ValueError, match="'RankBuilder' does not end in 'StepBuilder'; write 'RankStepBuilder'"):
        step_names.add_new_step_with_validation(
            "Rank", "RankConfig", "RankBuilder", "Processing", validation_mode="strict"
        )
    with pytest.raises(ValueError, match="'Package' is there already"):
        step_names.add_new_step_with_validation(
            "Package", "PackageConfig", "PackageStepBuilder", "Lambda", validation_mode="strict"
        )
    with pytest.raises(ValueError, match="known are warn, strict, auto_correct"):
        step_names.add_new_step_with_validation(
            "Rank", "RankConfig", "RankStepBuilder", "Lambda", validation_mode="loud"
        )
    assert list(STEP_NAMES) == CORE_STEPS


def test_what_a_registry_cannot_take_is_told():
    found = step_names.add_new_step_with_validation("Rank", "RankConfig", "RankStepBuilder", "Procesing")
    assert ["known: Processing" in found[0], "cannot be registered" in found[1], len(found)] == [True, True, 2]
    assert step_names.add_new_step_with_validation("Package", "PackageConfig", "PackageStepBuilder", "Lambda") == [
        "the step 'Package' is there already"
    ]
    assert list(STEP_NAMES) == CORE_STEPS


def test_entries_are_held_to_the_habits():
    good = {"config_class": "RankConfig", "builder_step_name": "RankStepBuilder", "sagemaker_step_type": "Processing"}
    bad = {"config_class": "rankConfig", "builder_step_name": "Rank", "sagemaker_step_type": "Procesing", "more": 1}
    assert step_names.validate_step_definition_data("Rank", good) == []
    assert step_names.get_step_validation_suggestions("Rank", good) == []
    assert step_names.auto_correct_step_data("Rank", good) == good
    assert len(step_names.validate_step_definition_data("xgboost_rank", bad)) == 4
    assert len(step_names.get_step_validation_suggestions("xgboost_rank", bad)) == 8
    assert step_names.auto_correct_step_data("xgboost_rank", bad) == {
        "config_class": "XGBoostRankConfig",
        "builder_step_name": "XGBoostRankStepBuilder",
        "sagemaker_step_type": "Procesing",
        "more": 1,
    }
    assert step_names.validate_step_definition_data("", {}) == ["a step needs a name"]
    assert step_names.validate_step_definition_data("Base", {"builder_step_name": "StepBuilderBase"}) == []


def test_what_new_steps_are_held_to():
    status = step_names.get_validation_status()
    assert status["validation_available"] is True
    assert status["supported_modes"] == ["warn", "strict", "auto_correct"]
    assert set(status["validation_functions"]) <= set(step_names.__all__)


def test_all_names_are_there_and_all_that_are_there_are_named():
    public = {
        name
        for name, found in vars(step_names).items()
        if inspect.isfunction(found)
        and not name.startswith("_")
        and found.__module__.startswith(("cursus_registry.compat", "cursus_registry.api"))
    }
    assert public - {"canonical_name"} == {name for name in step_names.__all__ if name.islower()}
    assert all(hasattr(step_names, name) for name in step_names.__all__)
    assert {name for name in step_names.__all__ if name.isupper()} <= set(globals())
    with pytest.raises(AttributeError, match="NOTHING"):
        step_names.NOTHING  # noqa: B018


def test_importing_it_loads_no_more_than_is_needed():
    code = "import sys, cursus_registry.compat.step_names, cursus_registry.compat; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"pygls", "lsprotocol", "jedi", "pydantic", "tree_sitter", "yaml", "click"} == set()


def test_nothing_is_warned_of_without_cause():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(STEP_NAMES) == 3
