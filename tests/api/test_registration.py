"""Steps registered by a program in memory: seen there and nowhere else; and what is not taken at all."""

from enum import Enum

import pytest

from cursus_registry.api.definitions import ResolutionContext
from cursus_registry.api.errors import RegistryError, RegistryLoadError, RegistryValidationError, WorkspaceRegistryError
from cursus_registry.api.legacy import from_legacy_format
from cursus_registry.api.manager import UnifiedRegistryManager
from support.editor import contents
from support.registration import ALICE, BOB, core_step, entry, step


def test_a_step_in_memory_is_seen_in_its_workspace_and_in_no_file(project, manager):
    before = contents(project)
    assert manager.register_step(step(), "alice") is True
    found = manager.get_step_definition("Grading", "alice")
    assert (found.description, found.workspace_id, found.config_class) == ("New", "alice", "GradingConfig")
    assert (found.path, found.line) == (None, None)
    assert manager.get_step_definition("Grading", "bob") is None
    assert manager.get_step_definition("Grading") is None
    assert contents(project) == before
    assert not (project / ".cursus-registry").exists()
    with UnifiedRegistryManager(project=project) as other:
        assert other.get_step_definition("Grading", "alice") is None


def test_what_stands_in_the_file_keeps_its_lines(manager):
    lines = {name: found.line for name, found in manager.get_all_step_definitions("alice").items()}
    manager.register_step(step(), "alice")
    manager.override_step("XGBoostTraining", step("XGBoostTraining", description="Hers"), "alice")
    found = {name: found.line for name, found in manager.get_all_step_definitions("alice").items()}
    assert found == {**lines, "XGBoostTraining": None, "Grading": None}


def test_every_answer_knows_a_step_in_memory(manager):
    manager.register_step(step(), "alice")
    manager.register_step(from_legacy_format("Grading", entry("His"), "workspace", "bob"), "bob")
    assert "Grading" in manager.create_legacy_step_names_dict("alice")
    assert list(manager.get_step_conflicts()) == ["Grading"]
    assert set(manager.get_all_step_conflicts_detailed()) == {"Grading", "Package"}
    found = manager.resolve_step_with_context("Grading", ResolutionContext(workspace_id="alice"))
    assert found.selected_definition.qualified_name == "alice.Grading"
    assert len(found.conflicting_definitions) == 2
    assert manager.validate_distributed_registry().is_valid is False
    assert manager.get_registry_statistics()["workspace_registries"]["bob"]["workspace_steps"] == 1


def test_a_step_of_the_same_name_takes_the_place_of_the_one_before(manager):
    for description in ("One", "Two"):
        assert manager.register_step(step("Sampling", **entry(description)), "alice")
        assert manager.get_step_definition("Sampling", "alice").description == description
    assert set(manager.discover_workspace_steps("alice")) == {"Sampling", "Pruning", "Package"}


def test_the_core_has_each_name_once(manager):
    assert manager.register_step(core_step("Package")) is False
    assert manager.register_step(core_step()) is True
    assert manager.register_step(core_step()) is False
    assert manager.get_step_definition("Grading", "bob").registry_type == "core"
    assert manager.core_registry.get_step_definition("Grading").path is None


def test_an_override_needs_a_step_below_it(manager):
    assert manager.override_step("Nothing", step("Nothing"), "alice") is False
    definition = step("Other", description="Hers now")
    assert manager.override_step("XGBoostTraining", definition, "alice") is True
    assert (definition.name, definition.registry_type, definition.workspace_id) == (
        "XGBoostTraining",
        "override",
        "alice",
    )
    found = manager.get_step_definition("XGBoostTraining", "alice")
    assert (found.description, found.config_class) == ("Hers now", "XGBoostTrainingConfig")
    assert manager.get_step_definition("XGBoostTraining", "bob").description == "Trains a model"


def test_a_workspace_without_a_registry_gets_one_in_memory(project, manager):
    (project / "developer_workspaces/developers/carol").mkdir()
    manager.refresh()
    assert manager.register_step(step(), "carol")
    assert manager.get_step_definition("Grading", "carol").description == "New"


def test_what_is_in_memory_outlives_a_change_of_the_file(project, manager):
    manager.register_step(step(), "alice")
    path = project / ALICE
    path.write_text(path.read_text().replace('"Prunes"', '"Cuts"'))
    manager.refresh()
    assert manager.get_step_definition("Grading", "alice").description == "New"
    assert manager.get_step_definition("Pruning", "alice").description == "Cuts"
    path.unlink()
    manager.refresh()
    assert list(manager.discover_workspace_steps("alice")) == ["Grading"]


def test_it_outlives_a_file_that_does_not_parse_for_a_while(project, manager):
    manager.register_step(step(), "alice")
    path, text = project / ALICE, (project / ALICE).read_text()
    path.write_text(text.replace('"Pruning": {', '"Pruning": '))
    manager.refresh()
    with pytest.raises(RegistryLoadError):
        manager.get_step_definition("Grading", "alice")
    assert manager.get_step_definition("Package", "bob").registry_type == "core"
    path.write_text(text)
    manager.refresh()
    assert manager.get_step_definition("Grading", "alice").description == "New"


def test_a_table_that_only_running_could_tell_takes_entries_in_memory(project):
    (project / BOB).write_text("from ours import make\n\nLOCAL_STEPS = make()\n")
    with UnifiedRegistryManager(project=project) as manager:
        manager.register_step(step(), "bob")
        assert manager.get_step_definition("Grading", "bob").description == "New"
        with pytest.raises(RegistryError, match="cannot be edited"):
            manager.register_step(step("Other"), "bob", save=True)


def test_what_the_rules_call_an_error_is_not_taken(project, manager):
    before = contents(project)
    for save in (False, True):
        with pytest.raises(RegistryValidationError, match=r"no 'sagemaker_step_type'|sagemaker_step_type") as caught:
            manager.register_step(step("Odd", description="Odd"), "alice", save=save)
        assert caught.value.path == str(project / ALICE)
        assert caught.value.issues
        with pytest.raises(RegistryValidationError, match="Procesing"):
            manager.register_step(step("Odd", sagemaker_step_type="Procesing", description="Odd"), "alice", save=save)
        with pytest.raises(RegistryValidationError, match="other characters"):
            manager.register_step(step('Odd"'), "alice", save=save)
        with pytest.raises(RegistryValidationError, match="override"):
            manager.register_step(step("Package"), "alice", save=save)
        with pytest.raises(RegistryValidationError):
            manager.register_step(from_legacy_format("Odd", entry()), save=save)
    assert manager.get_step_definition("Odd", "alice") is None
    assert contents(project) == before


def test_what_is_an_error_does_not_depend_on_what_was_read_before(project):
    text = (project / ALICE).read_text()
    (project / ALICE).write_text(f'{text}\nWORKSPACE_METADATA = {{"conflict_tolerance": "low"}}\n')
    (project / BOB).write_text('LOCAL_STEPS = {"Grading": {"sagemaker_step_type": "Processing", "description": "B"}}\n')
    for look in (lambda manager: None, UnifiedRegistryManager.validate_distributed_registry):
        with UnifiedRegistryManager(project=project) as manager:
            look(manager)
            assert manager.register_step(step(), "alice")


@pytest.mark.parametrize(
    "value",
    [object(), {1: object()}, {"a": [b"x"]}, float("nan"), set(), 1j, 10**5000],
    ids=lambda one: type(one).__name__,
)
@pytest.mark.parametrize("save", [True, False])
def test_a_value_without_a_literal_is_refused_by_name(project, manager, value, save):
    before = contents(project)
    with pytest.raises(RegistryValidationError, match="'Grading' cannot be registered: 'odd': "):
        manager.register_step(step(**entry(), odd=value), "alice", save=save)
    assert contents(project) == before
    assert manager.get_step_definition("Grading", "alice") is None


def test_a_value_that_holds_itself_is_refused(manager):
    loop = []
    loop.append(loop)
    with pytest.raises(RegistryValidationError, match="nested more than 32 deep"):
        manager.register_step(step(**entry(), odd=loop), "alice", save=True)


def test_enumerations_are_written_as_what_they_are(project, manager):
    class Kind(str, Enum):  # noqa: UP042 - its `str` is not what it is
        FAST = "fast"

    manager.register_step(step(**entry(), kind=Kind.FAST), "alice", save=True)
    assert '"kind": "fast",\n' in (project / ALICE).read_text()


def test_an_unknown_workspace(manager):
    for save in (False, True):
        with pytest.raises(WorkspaceRegistryError, match="there is no workspace 'alic'; did you mean alice"):
            manager.register_step(step(), "alic", save=save)
