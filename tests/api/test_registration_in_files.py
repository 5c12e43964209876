"""Steps registered by a program in the file: in their place, and all else as it was."""

import pytest
import yaml

from cursus_registry.api.errors import RegistryValidationError
from cursus_registry.api.legacy import from_legacy_format
from cursus_registry.api.manager import UnifiedRegistryManager
from support.checks import registry
from support.editor import contents, write_fixture
from support.registration import ALICE, BOB, CORE_FILE, INTERFACES, core_step, entry, step, told


def test_a_new_entry_goes_to_the_end_of_the_table(project, manager):
    before = contents(project)
    definition = step(**entry(job_types=["a"], priority=3, note={"x": (1, None)}))
    assert manager.register_step(definition, "alice", save=True)
    new = (
        '    "Grading": {\n        "sagemaker_step_type": "Processing",\n        "description": "New",\n'
        '        "job_types": ["a"],\n        "priority": 3,\n        "note": {"x": (1, None)},\n    },\n'
    )
    old = '    "Pruning": {"sagemaker_step_type": "Processing", "description": "Prunes"},\n'
    assert contents(project) == {**before, ALICE: before[ALICE].replace(old.encode(), (old + new).encode())}
    found = manager.get_step_definition("Grading", "alice")
    assert (found.path, found.line) == (str(project / ALICE), 13)
    assert found.to_legacy_format() == {
        **definition.to_legacy_format(),
        "builder_step_name": "GradingStepBuilder",
        "config_class": "GradingConfig",
        "spec_type": "Grading",
    }


def test_an_entry_that_is_there_is_edited_field_by_field(project, manager):
    before = contents(project)
    found = manager.get_step_definition("Sampling", "alice")
    changed = from_legacy_format(
        "Sampling", {**entry("Ours"), "job_types": found.job_types, "framework": "x"}, "workspace", "alice"
    )
    manager.register_step(changed, "alice", save=True)
    wanted = before[ALICE].replace(b'"Hers",\n        "job', b'"Ours",\n        "job')
    wanted = wanted.replace(b"        ],\n", b'        ],\n        "framework": "x",\n')
    assert contents(project) == {**before, ALICE: wanted}


def test_fields_that_are_not_wanted_any_more_go(project, manager):
    manager.register_step(step("Sampling", **entry("Hers")), "alice", save=True)
    text = (project / ALICE).read_text()
    assert (
        '    # How we sample.\n    "Sampling": {  # since May\n'
        "        'sagemaker_step_type': 'Processing',  # no GPU\n        \"description\": \"Hers\",\n    },\n"
    ) in text


def test_an_override_in_the_file(project, manager):
    manager.override_step("XGBoostTraining", step("X", description="Hers"), "alice", save=True)
    manager.override_step("Package", step("Package", description="Ours"), "alice", save=True)
    assert (
        (project / ALICE)
        .read_text()
        .endswith(
            'STEP_OVERRIDES = {\n    "Package": {"description": "Ours"},\n'
            '    "XGBoostTraining": {\n        "description": "Hers",\n    },\n}\n'
        )
    )


def test_a_table_that_is_missing_is_made(project, manager):
    manager.override_step("Package", step("Package", description="His"), "bob", save=True)
    assert (project / BOB).read_text() == (
        'LOCAL_STEPS = {}\n\nSTEP_OVERRIDES = {\n    "Package": {\n        "description": "His",\n    },\n}\n'
    )


def test_a_registry_that_is_missing_is_made(project, manager):
    (project / "developer_workspaces/developers/carol").mkdir()
    manager.register_step(step(), "carol", save=True)
    text = (project / registry("carol").lstrip("/")).read_text()
    assert text.startswith('WORKSPACE_STEPS = {\n    "Grading": {\n')
    assert manager.get_step_definition("Grading", "carol").line == 2


def test_the_core_in_its_file(project, manager):
    assert manager.register_step(core_step(), save=True)
    assert (project / CORE_FILE).read_text().endswith('        "description": "New",\n    },\n}\n\n')
    assert UnifiedRegistryManager(project=project).get_step_definition("Grading", "bob").description == "New"


def test_a_core_of_interface_files_gets_one_more(tmp_path):
    write_fixture(tmp_path, INTERFACES)
    definition = core_step("GBMTraining2x", note={"a: b": [True, None, "on", 1e-7, 1e300, "x # y", "1"]}, priority=3)
    with UnifiedRegistryManager(project=tmp_path) as manager:
        assert manager.register_step(definition, save=True)
        assert manager.get_step_definition("GBMTraining2x").to_legacy_format() == definition.to_legacy_format()
    path = tmp_path / "src/cursus/steps/interfaces/gbmtraining2x.step.yaml"
    assert yaml.safe_load(path.read_text()) == {
        "step_type": "GBMTraining2x",
        "registry": definition.to_legacy_format(),
    }
    assert contents(tmp_path).keys() == {
        CORE_FILE,
        "src/cursus/steps/interfaces/package.step.yaml",
        "src/cursus/steps/interfaces/gbmtraining2x.step.yaml",
    }


def test_a_core_of_interface_files_in_memory(tmp_path):
    write_fixture(tmp_path, INTERFACES)
    with UnifiedRegistryManager(project=tmp_path) as manager:
        assert manager.register_step(core_step())
        manager.refresh()
        found = manager.get_step_definition("Grading")
        assert (found.description, found.path) == ("New", None)
        with pytest.raises(RegistryValidationError, match="'odd': a value of type set"):
            manager.register_step(core_step("Other", odd={1}), save=True)
    assert len(contents(tmp_path)) == 2


@pytest.mark.parametrize(
    ("mark", "head", "encoding", "newline"),
    [
        (b"\xef\xbb\xbf", "# \u0142\n", "utf-8", "\r\n"),
        (b"", "# -*- coding: latin-1 -*-\n# \xe9\n", "latin-1", "\n"),
        (b"", "# \u0142\n", "utf-8", "\r"),
    ],
)
def test_encoding_mark_and_line_ends_stay(project, mark, head, encoding, newline):
    def raw(text):
        return mark + (head + text).replace("\n", newline).encode(encoding)

    text = (project / ALICE).read_text()
    (project / ALICE).write_bytes(raw(text))
    with UnifiedRegistryManager(project=project) as manager:
        manager.register_step(step("Pruning", **entry("\xe9")), "alice", save=True)
    assert (project / ALICE).read_bytes() == raw(text.replace('"Prunes"', '"\xe9"'))


def test_what_is_saved_is_no_longer_only_in_memory(project, manager):
    manager.register_step(step(**entry("Memory")), "alice")
    manager.register_step(step("Other"), "alice")
    manager.register_step(step(**entry("Saved")), "alice", save=True)
    (project / ALICE).write_text((project / ALICE).read_text().replace("Saved", "Edited"))
    manager.refresh()
    assert manager.get_step_definition("Grading", "alice").description == "Edited"
    assert manager.get_step_definition("Other", "alice").path is None
    assert "Other" not in (project / ALICE).read_text()


def test_an_edit_since_it_was_read_stays(project, manager):
    manager.get_step_definition("Pruning", "alice")
    path = project / ALICE
    path.write_text(path.read_text().replace('"Prunes"', '"Cuts"'))
    manager.register_step(step(), "alice", save=True)
    assert '"Cuts"' in path.read_text()
    assert '"Grading"' in path.read_text()


def test_each_save_is_written_down(project, manager):
    manager.register_step(step("Pruning", **entry("Cuts")), "alice", save=True)
    manager.override_step("XGBoostTraining", step("X", description="Hers"), "alice", save=True)
    first, second = told(project)
    assert (first["what"], first["file"]) == ("register Pruning in alice", str(project / ALICE))
    assert '"Prunes"' in first["before"]
    assert '"Cuts"' in first["after"]
    assert second["what"] == "override XGBoostTraining in alice"
