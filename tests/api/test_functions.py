"""A registry file as a namespace, messages, one field of a step."""

import pytest

from cursus_registry.api.context import reset_global_registry_manager
from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.functions import (
    format_registry_load_error,
    format_step_not_found_error,
    format_validation_error,
    get_step_field,
    load_registry_module,
    validate_registry_file,
)
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files.memory import Memory

WORKSPACE = """
import os
from elsewhere import SHARED
KIND = "Processing"
os.remove("nothing")  # would fail if it were run
WORKSPACE_STEPS = {
    "Sampling": {
        "sagemaker_step_type": KIND,
        "job_types": ("training", "testing"),
        "framework": os.environ["FRAMEWORK"],
        "description": SHARED,
        "limits": {"low": 1.5, "tags": {"a"}},
    },
    "Unknown": make(),
}
LOCAL_STEPS = WORKSPACE_STEPS
STEP_OVERRIDES = {"Package": {"priority": 7}}
WORKSPACE_METADATA = {"developer_id": "alice", "version": read_version()}
"""
FILES = Memory(
    {
        "/shop/src/cursus/registry/step_names.py": 'STEP_NAMES = {"Package": {"description": "Packs", "job_types": ["a"]}}\n',
        "/shop/developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py": WORKSPACE,
        "/shop/hyper.py": 'HYPERPARAMETER_REGISTRY = {"Trees": {"class_name": "Trees", "model_type": None}}\n',
        "/shop/extras.py": '_EXTRAS: dict = {"Base": {"spec_type": "Base"}}\n',
        "/shop/broken.py": 'STEP_NAMES = {"Package": {"description": "Packs"}\n\n\ndef f():\n    pass\n',
        "/shop/empty.py": "",
        "/shop/notes.txt": "STEP_NAMES = {}",
    }
)
REGISTRY = "/shop/developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py"


def test_a_module_is_read_and_not_run():
    module = load_registry_module(REGISTRY, files=FILES)
    assert {
        "Sampling": {
            "sagemaker_step_type": "Processing",
            "job_types": ("training", "testing"),
            "limits": {"low": 1.5, "tags": {"a"}},
        }
    } == module.WORKSPACE_STEPS
    assert module.LOCAL_STEPS is module.WORKSPACE_STEPS
    assert module.STEP_OVERRIDES == {"Package": {"priority": 7}}
    assert module.WORKSPACE_METADATA == {"developer_id": "alice"}
    assert module.__file__ == REGISTRY
    assert not hasattr(module, "STEP_NAMES")
    assert getattr(module, "HYPERPARAMETER_REGISTRY", {}) == {}


def test_what_is_left_out_is_told():
    told = load_registry_module(REGISTRY, files=FILES).left_out
    assert [message.partition(": ")[0] for message in told] == [f"{REGISTRY}:{line}" for line in (10, 11, 14, 18)]
    assert all("running" in message for message in told)


def test_each_kind_of_registry_is_read():
    core = load_registry_module("/shop/src/cursus/registry/step_names.py", files=FILES)
    assert core.STEP_NAMES["Package"]["description"] == "Packs"
    assert core.left_out == []
    assert load_registry_module("/shop/hyper.py", files=FILES).HYPERPARAMETER_REGISTRY["Trees"]["model_type"] is None
    assert load_registry_module("/shop/extras.py", files=FILES)._EXTRAS == {"Base": {"spec_type": "Base"}}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/shop/nothing.py", "/shop/nothing.py: there is no such file"),
        ("/shop/broken.py", "/shop/broken.py:1: "),
        ("/shop", "cannot be read"),
    ],
)
def test_a_module_that_cannot_be_read(path, message):
    with pytest.raises(RegistryLoadError, match=message):
        load_registry_module(path, files=FILES)


@pytest.mark.parametrize(
    ("path", "valid"),
    [
        (REGISTRY, True),
        ("/shop/empty.py", True),
        ("/shop/hyper.py", True),
        ("/shop/broken.py", False),
        ("/shop/nothing.py", False),
        ("/shop/notes.txt", False),
        ("/shop", False),
    ],
)
def test_whether_a_file_is_a_registry(path, valid):
    assert validate_registry_file(path, files=FILES) is valid


def test_a_file_on_the_disk_is_read(tmp_path):
    path = tmp_path / "step_names.py"
    path.write_text('STEP_NAMES = {"A": {"description": "d"}}\n')
    assert load_registry_module(path).STEP_NAMES == {"A": {"description": "d"}}
    assert validate_registry_file(str(path)) is True
    assert validate_registry_file(tmp_path / "other.py") is False


def test_messages():
    assert format_step_not_found_error("Packge") == "step 'Packge' was not found (core registry)"
    assert format_step_not_found_error("Packge", "alice", ["Train", "Package"]) == (
        "step 'Packge' was not found (workspace: alice); nearest names: Package; available steps: Package, Train"
    )
    assert format_registry_load_error("a.py", "no text") == "the registry 'a.py' could not be loaded: no text"
    assert format_validation_error("core", []) == "the registry 'core' is not valid:"
    assert format_validation_error("core", ["one", "two"]) == "the registry 'core' is not valid:\n  1. one\n  2. two"


@pytest.fixture
def manager(monkeypatch, tmp_path):
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    monkeypatch.chdir(tmp_path)
    with UnifiedRegistryManager(project="/shop", files=FILES) as found:
        yield found


def test_one_field_of_a_step(manager):
    assert get_step_field("Package", "description", manager=manager) == "Packs"
    assert get_step_field("Sampling", "config_class", "alice", manager=manager) == "SamplingConfig"
    get_step_field("Package", "job_types", manager=manager).append("changed")
    assert get_step_field("Package", "job_types", manager=manager) == ["a"]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (("Packge", "description"), ValueError, "nearest names: Package"),
        (("Sampling", "description"), ValueError, r"\(core registry\); available steps: Package"),
        (("Package", "descripton"), ValueError, "'Package' has no field 'descripton'; nearest: description"),
        (("Package", "nothing"), ValueError, "it has description, job_types"),
        (("Package", "description", "bob"), WorkspaceRegistryError, "'bob'"),
    ],
)
def test_a_field_that_is_not_there(manager, asked, error, message):
    with pytest.raises(error, match=message):
        get_step_field(*asked, manager=manager)


def test_the_default_manager_is_asked_if_no_other_is_given(monkeypatch, tmp_path):
    (tmp_path / "src/cursus/registry").mkdir(parents=True)
    (tmp_path / "src/cursus/registry/step_names.py").write_text('STEP_NAMES = {"A": {"description": "d"}}\n')
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(tmp_path))
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    reset_global_registry_manager()
    assert get_step_field("A", "description") == "d"
    reset_global_registry_manager()
