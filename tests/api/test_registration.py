"""Steps registered by a program: in memory, seen by whoever asks there and by nobody else; or in the file, in its place."""

import errno
import json
import os
import time
from enum import Enum
from threading import Thread

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.api.definitions import ResolutionContext
from cursus_registry.api.errors import (
    RegistryError,
    RegistryLoadError,
    RegistryValidationError,
    WorkspaceRegistryError,
)
from cursus_registry.api.legacy import from_legacy_format
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files import Disk, Memory
from support.checks import CORE, registry
from support.editor import write_fixture
from support.fixture import parse_fixture

ALICE, BOB = registry("alice").lstrip("/"), registry("bob").lstrip("/")
CORE_FILE = "src/cursus/registry/step_names.py"
PROJECT = f"""{CORE}
#- /{ALICE}
# Alice's own.
WORKSPACE_STEPS = {{
    # How we sample.
    "Sampling": {{  # since May
        'sagemaker_step_type': 'Processing',  # no GPU
        "description": "Hers",
        "job_types": [
            "training",  # the first
            "validation",
        ],
    }},
    "Pruning": {{"sagemaker_step_type": "Processing", "description": "Prunes"}},
}}

STEP_OVERRIDES = {{
    "Package": {{"description": "Hers"}},
}}
#- /{BOB}
LOCAL_STEPS = {{}}
"""
INTERFACES = """
#- /src/cursus/registry/step_names.py
from cursus.registry.interface_registry_loader import get_step_names
STEP_NAMES = get_step_names()
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
registry:
  sagemaker_step_type: Processing
  description: Packs a model
"""


def entry(description="New", **more):
    return {"sagemaker_step_type": "Processing", "description": description, **more}


def step(name="Grading", **fields):
    return from_legacy_format(name, fields or entry(), "workspace", "alice")


def core_step(name="Grading", **more):
    classes = {"config_class": f"{name}Config", "builder_step_name": f"{name}StepBuilder", "spec_type": name}
    return from_legacy_format(name, {**classes, **entry(), **more})


@pytest.fixture
def project(tmp_path):
    write_fixture(tmp_path, PROJECT)
    return tmp_path


@pytest.fixture
def manager(project):
    with UnifiedRegistryManager(project=project) as made:
        yield made


def contents(root):
    """All files but the record of what was changed."""
    files = (path for path in root.rglob("*") if path.is_file() and ".cursus-registry" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def told(root):
    return [json.loads(line) for line in (root / ".cursus-registry/audit.jsonl").read_text().splitlines()]


# In memory


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


# In the file


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


# What can go wrong


def refused(project, manager, words, error=RegistryError):
    before = contents(project)
    with pytest.raises(error, match=words) as caught:
        manager.register_step(step(), "alice", save=True)
    assert contents(project) == before
    assert caught.value.path
    return caught.value


def test_a_file_that_is_edited_at_that_very_moment(project, manager, monkeypatch):
    read, reads = Disk.read, []

    def changing(self, path, limit):
        content = read(self, path, limit)
        if path.endswith(ALICE):
            reads.append(path)
            if len(reads) == 2:
                (project / ALICE).write_text("LOCAL_STEPS = {}  # somebody else\n")
        return content

    monkeypatch.setattr(Disk, "read", changing)
    with pytest.raises(RegistryError, match="it has changed in the meantime") as caught:
        manager.register_step(step(), "alice", save=True)
    assert caught.value.path == str(project / ALICE)
    assert (project / ALICE).read_text() == "LOCAL_STEPS = {}  # somebody else\n"
    assert not (project / ".cursus-registry").exists()


def test_a_folder_in_the_place_of_the_file(project, manager):
    (project / ALICE).unlink()
    (project / ALICE).mkdir()
    refused(project, manager, "cannot be read")


def test_a_file_that_is_read_only(project, manager):
    (project / ALICE).chmod(0o444)
    assert refused(project, manager, "it is read-only; make it writable").path == str(project / ALICE)
    assert told(project)[-1]["failed"] == "it is read-only; make it writable"


@pytest.mark.parametrize("name", ["alice", "carol"])
def test_a_full_disk(project, manager, monkeypatch, name):
    (project / "developer_workspaces/developers/carol").mkdir()
    before, sync, calls = contents(project), os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RegistryError, match="No space left on device"):
        manager.register_step(step(), name, save=True)
    assert contents(project) == before
    assert list((project / "developer_workspaces/developers/carol").iterdir()) == []
    assert manager.get_step_definition("Grading", name) is None


def test_where_it_cannot_be_written_down_nothing_is_saved(project, manager):
    (project / ".cursus-registry").write_text("a file")
    assert "cannot be written down" in str(refused(project, manager, "so it was not made"))


def test_a_registry_that_does_not_parse(project, manager):
    (project / ALICE).write_text("WORKSPACE_STEPS = {\n")
    error = refused(project, manager, "does not parse", RegistryLoadError)
    assert error.line == 1


def test_a_workspace_that_has_vanished(project, manager):
    manager.register_step(step(), "alice")
    (project / "developer_workspaces/developers/alice").rename(project / "elsewhere")
    manager.refresh()
    with pytest.raises(WorkspaceRegistryError, match="no workspace 'alice'"):
        manager.register_step(step(), "alice", save=True)
    assert manager.get_step_conflicts() == {}
    (project / "elsewhere").rename(project / "developer_workspaces/developers/alice")
    manager.refresh()
    assert manager.get_step_definition("Grading", "alice").description == "New"


def test_a_core_outside_the_project_is_never_written(tmp_path):
    write_fixture(tmp_path / "shared", CORE)
    write_fixture(tmp_path / "project", f"#- /{BOB}\nLOCAL_STEPS = {{}}\n")
    (tmp_path / "project/cursus-registry.toml").write_text(f'core = "../shared/{CORE_FILE}"\n')
    with UnifiedRegistryManager(project=tmp_path / "project") as manager:
        before = contents(tmp_path)
        with pytest.raises(RegistryError, match="could be edited"):
            manager.register_step(core_step(), save=True)
        assert manager.register_step(core_step())
        assert manager.get_step_definition("Grading", "bob").description == "New"
        assert contents(tmp_path) == before


# Several at once


def test_many_threads(project, manager):
    faults = []

    def work(workspace):
        for number in range(25):
            name = f"{workspace.title()}Step{number}"
            manager.register_step(step(name, **entry(name)), workspace, save=number % 5 == 0)
            found = manager.get_step_definition(name, workspace)
            if found is None or found.description != name or manager.get_step_definition(name) is not None:
                faults.append(name)

    threads = [Thread(target=work, args=(workspace,)) for workspace in ("alice", "bob") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(manager.discover_workspace_steps("bob")) == 25
    assert sorted(UnifiedRegistryManager(project=project).discover_workspace_steps("bob")) == sorted(
        f"BobStep{number}" for number in range(0, 25, 5)
    )


NAMES = st.sampled_from(["Package", "Sampling", "Alpha", "Beta"])
ACTIONS = st.lists(
    st.tuples(st.sampled_from(["register", "override"]), NAMES, st.text(min_size=1, max_size=4)), max_size=8
)


@settings(max_examples=30, deadline=None)
@given(ACTIONS)
def test_nothing_that_is_registered_in_a_workspace_changes_another(actions):
    with UnifiedRegistryManager(project="/", files=Memory(parse_fixture(PROJECT).files)) as manager:
        before = manager.get_all_step_definitions("bob"), manager.get_all_step_definitions()
        for action, name, description in actions:
            try:
                if action == "override":
                    taken = manager.override_step(name, step(name, description=description), "alice")
                else:
                    taken = manager.register_step(step(name, **entry(description)), "alice")
            except RegistryValidationError:
                taken = False
            if taken and description.strip():
                assert manager.get_step_definition(name, "alice").description == description.strip()
        assert (manager.get_all_step_definitions("bob"), manager.get_all_step_definitions()) == before


def test_registering_takes_no_time_that_grows_with_other_workspaces(tmp_path):
    write_fixture(tmp_path, PROJECT)
    for number in range(200):
        path = tmp_path / registry(f"dev{number}").lstrip("/")
        path.parent.mkdir(parents=True)
        path.write_text(f'LOCAL_STEPS = {{"Own{number}": {{"sagemaker_step_type": "Processing"}}}}\n')
    with UnifiedRegistryManager(project=tmp_path) as manager:
        manager.get_step_conflicts()
        start = time.perf_counter()
        for number in range(20):
            manager.register_step(step(f"Quick{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}Step"), "alice")
        assert time.perf_counter() - start < 4
