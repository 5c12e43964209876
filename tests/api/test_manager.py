"""The manager: what a step is to whom, across workspaces, read lazily and again."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from cursus_registry.api.definitions import ResolutionContext, StepDefinition
from cursus_registry.api.errors import RegistryConflictError, RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.views import CoreStepRegistry, WorkspaceStepRegistry
from cursus_registry.files import Memory
from support.checks import CORE, classes, registry
from support.fixture import parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
CORE_PATH = "/src/cursus/registry/step_names.py"


def step(name, description):
    return f'    "{name}": {{"sagemaker_step_type": "Processing", "description": "{description}", {classes(name)}}},\n'


PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
{step("Sample", "hers")}}}
STEP_OVERRIDES = {{
    "Package": {{"description": "Packs hers", "job_types": ("a", "b"), "custom": {{"deep": [1]}}}},
}}
#- {BOB}
LOCAL_STEPS = {{
{step("Sample", "his")}    "Extra": {{"sagemaker_step_type": "Training", "description": "d", "config_class": make()}},
}}
"""


class Clock:
    """A clock that a test turns."""

    now = 0.0

    def __call__(self):
        return self.now


class Counting(Memory):
    """A disk that knows what was read."""

    def __init__(self, files):
        super().__init__(files)
        self.read_paths = []

    def read(self, path, limit):
        self.read_paths.append(path)
        return super().read(path, limit)


def manager(text=PROJECT, clock=None):
    disk = Counting(parse_fixture(text).files)
    made = UnifiedRegistryManager(project="/", files=disk, clock=clock or Clock())
    return made, disk


# Look-ups


def test_a_step_is_what_it_is_to_a_workspace():
    found, _ = manager()
    assert found.get_step_definition("Package").description == "Packs a model"
    hers = found.get_step_definition("Package_training", "alice")
    assert (hers.description, hers.registry_type, hers.workspace_id) == ("Packs hers", "override", "alice")
    assert (hers.config_class, hers.override_source) == ("PackageConfig", "workspace")
    assert hers.job_types == ["a", "b"]
    assert hers.metadata == {"custom": {"deep": [1]}}
    assert (hers.path, hers.line) == (ALICE, 5)
    assert found.get_step_definition("Package", "bob").description == "Packs a model"
    assert found.get_step_definition("Extra", "alice") is None
    assert found.get_step_definition("Extra", "bob").builder_step_name == "ExtraStepBuilder"


def test_all_steps_come_in_their_order():
    found, _ = manager()
    assert list(found.get_all_step_definitions()) == ["XGBoostTraining", "Package"]
    assert list(found.get_all_step_definitions("bob")) == ["XGBoostTraining", "Package", "Sample", "Extra"]
    assert [one.name for one in found.get_steps_by_type("Training", "bob")] == ["XGBoostTraining", "Extra"]
    assert {name: one.registry_type for name, one in found.discover_workspace_steps("alice").items()} == {
        "Sample": "workspace",
        "Package": "override",
    }
    assert found.discover_workspace_steps("nobody") == {}


def test_the_old_table_is_the_callers_own():
    found, _ = manager()
    table = found.create_legacy_step_names_dict("alice")
    assert table["Package"] == {
        "description": "Packs hers",
        "job_types": ("a", "b"),
        "custom": {"deep": [1]},
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
    }
    table["Package"]["custom"]["deep"].append(2)
    del table["Sample"]
    again = found.create_legacy_step_names_dict("alice")
    assert again["Package"]["custom"] == {"deep": [1]}
    assert "Sample" in again
    extra = found.create_legacy_step_names_dict("bob")["Extra"]  # a value that only running the file could tell
    assert list(extra) == ["sagemaker_step_type", "description", "builder_step_name", "spec_type"]


def test_the_core_alone_is_as_it_stands():
    text = CORE.replace('"description": "Packs a model",', '"description": "Packs a model", "priority": 1,')
    found, disk = manager(text)
    scope = {}
    exec(disk.read(CORE_PATH, 10**6).data.decode(), scope)
    assert found.create_legacy_step_names_dict() == scope["STEP_NAMES"]


def test_only_what_is_asked_for_is_read():
    found, disk = manager()
    assert found.get_step_definition("Sample", "alice").description == "hers"
    assert sorted({path for path in disk.read_paths if path.endswith(".py")}) == sorted([ALICE, CORE_PATH])


# Across workspaces


def test_conflicts_have_every_definition():
    found, _ = manager()
    assert {name: [one.workspace_id for one in many] for name, many in found.get_step_conflicts().items()} == {
        "Sample": ["alice", "bob"]
    }
    detailed = found.get_all_step_conflicts_detailed()
    assert {name: one.conflict_type for name, one in detailed.items()} == {
        "Package": "override_conflict",
        "Sample": "implementation_conflict",
    }
    summary = detailed["Sample"].get_conflict_summary()
    assert summary["involved_namespaces"] == ["alice", "bob"]
    assert summary["recommendation_count"] == len(detailed["Sample"].resolution_recommendations) > 1


def test_a_collision_is_resolved_and_explained():
    found, _ = manager()
    result = found.resolve_step_with_context("Sample", ResolutionContext(workspace_id="bob"))
    assert result.get_resolution_summary() == {
        "step_name": "Sample",
        "resolved": True,
        "strategy": "workspace_priority",
        "selected_namespace": "bob",
        "conflict_count": 2,
        "reason": result.reason,
    }
    assert result.visible
    assert set(result.explanations) == {"alice.Sample", "bob.Sample"}
    assert found.get_step_definition_with_resolution("Sample", "alice").workspace_id == "alice"
    assert found.get_step_definition_with_resolution("Sample") is None
    lone = found.resolve_step_with_context("Extra", ResolutionContext(workspace_id="alice"))
    assert (lone.resolution_strategy, lone.visible, lone.conflicting_definitions) == ("no_conflict", False, [])
    missing = found.resolve_step_with_context("Packge", ResolutionContext())
    assert (missing.resolved, missing.suggestions) == (False, ["Package"])


@pytest.mark.parametrize(
    ("mode", "resolved", "strategy"),
    [("strict", False, "workspace_priority"), ("interactive", True, "interactive_fallback")],
)
def test_modes(mode, resolved, strategy):
    found, _ = manager()
    result = found.resolve_step_with_context("Sample", ResolutionContext(workspace_id="bob", resolution_mode=mode))
    assert (result.resolved, result.resolution_strategy) == (resolved, strategy)


def test_a_person_is_asked():
    found, _ = manager()
    asked = []
    found.conflict_resolver.chooser = lambda name, shown: asked.append((name, len(shown))) or "alice"
    context = ResolutionContext(workspace_id="bob", resolution_mode="interactive")
    assert found.resolve_step_with_context("Sample", context).selected_definition.namespace == "alice"
    assert asked == [("Sample", 2)]


def test_a_tie_that_is_not_tolerated():
    carol = f'\n#- {registry("carol")}\nWORKSPACE_METADATA = {{"conflict_tolerance": "low"}}\n'
    found, _ = manager(PROJECT + carol)
    with pytest.raises(RegistryConflictError, match="pin one of them"):
        found.resolve_step_with_context("Sample", ResolutionContext(workspace_id="carol"))


def test_the_order_of_loading_changes_nothing():
    answers = set()
    for order in permutations(["alice", "bob", None]):
        found, _ = manager()
        for workspace in order:
            found.get_all_step_definitions(workspace)
        results = [
            found.resolve_step_with_context("Sample", ResolutionContext(workspace_id=one)).model_dump_json()
            for one in ("alice", "bob", None)
        ]
        answers.add((*results, json.dumps(found.create_legacy_step_names_dict("alice"))))
    assert len(answers) == 1


def test_validation_and_numbers():
    found, _ = manager()
    result = found.validate_distributed_registry()
    assert result.get_validation_summary() == {
        "overall_valid": False,
        "core_valid": True,
        "workspace_count": 2,
        "valid_workspaces": 2,
        "conflict_count": 1,
        "conflicted_steps": ["Sample"],
    }
    numbers = found.get_registry_statistics()
    assert numbers["core_registry"] == {"total_steps": 2, "step_types": {"Training": 1, "Processing": 1}}
    assert numbers["system_totals"] == {"total_workspaces": 2, "total_workspace_steps": 3, "total_overrides": 1}
    assert numbers["workspace_registries"]["alice"]["overridden_step_names"] == ["Package"]
    broken, _ = manager(PROJECT.replace('"hers"', "7"))
    issues = broken.validate_distributed_registry().workspace_validations["alice"].issues
    assert [issue for issue in issues if "description" in issue]


# Changes


def test_changed_files_are_read_again_but_not_all_the_time():
    clock = Clock()
    found, disk = manager(clock=clock)
    assert found.get_step_definition("Sample", "alice").description == "hers"
    disk.write(ALICE, disk.read(ALICE, 10**6).data.replace(b'"hers"', b'"new"'))
    assert found.get_step_definition("Sample", "alice").description == "hers"
    clock.now += 0.6
    assert found.get_step_definition("Sample", "alice").description == "new"
    disk.write(CORE_PATH, disk.read(CORE_PATH, 10**6).data.replace(b"Packs a model", b"Other"))
    found.refresh()
    assert found.create_legacy_step_names_dict("bob")["Package"]["description"] == "Other"


def pinned(asked):
    advice = asked.get_all_step_conflicts_detailed()["Sample"].resolution_recommendations
    return not any("choose by manual" in one for one in advice)


def test_changed_settings_count_without_a_new_manager():
    asked, files = manager()
    with asked:
        assert not pinned(asked)
        files.write("/cursus-registry.toml", b'[pins]\nSample = "alice"\n')
        asked.refresh()
        assert pinned(asked)
        files.write("/cursus-registry.toml", b'workspaces = ["people/{id}"]\n')
        files.write("/people/carol/src/cursus_dev/registry/workspace_registry.py", b'LOCAL_STEPS = {"Hers": {}}')
        asked.refresh()
        assert asked.list_workspaces() == ["carol"]
        assert "Hers" in asked.get_all_step_definitions("carol")
        assert "Hers" not in asked.get_all_step_definitions()
        with pytest.raises(WorkspaceRegistryError):
            asked.get_step_definition("Sample", "alice")
        files.remove("/cursus-registry.toml")
        asked.refresh()
        assert asked.list_workspaces() == ["alice", "bob"]
        assert not pinned(asked)


def test_a_workspace_that_comes_and_goes():
    clock = Clock()
    found, disk = manager(clock=clock)
    with pytest.raises(WorkspaceRegistryError, match="did you mean alice"):
        found.get_step_definition("Sample", "alicf")
    disk.write(registry("alicf"), disk.read(ALICE, 10**6).data)
    clock.now += 1
    assert found.get_step_definition("Sample", "alicf").workspace_id == "alicf"
    disk.remove("/developer_workspaces/developers/alicf")
    clock.now += 1
    with pytest.raises(WorkspaceRegistryError):
        found.get_step_definition("Sample", "alicf")
    assert found.list_workspaces() == ["alice", "bob"]


@pytest.mark.parametrize("workspace", ["", "core", "../bob", "alice/x", "nobody"])
def test_what_is_no_workspace(workspace):
    found, _ = manager()
    if workspace == "":
        assert found.get_step_definition("Package", None) is not None
        return
    with pytest.raises(WorkspaceRegistryError, match="there is no workspace"):
        found.get_all_step_definitions(workspace)


def test_a_workspace_without_a_registry_has_what_the_core_has():
    found, disk = manager()
    disk.write("/developer_workspaces/developers/carol/README.md", "x")
    found.refresh()
    assert list(found.get_all_step_definitions("carol")) == ["XGBoostTraining", "Package"]
    assert found.resolve_step_with_context("Package", ResolutionContext(workspace_id="carol")).resolved


def test_a_registry_that_does_not_parse_is_named_and_the_others_go_on():
    clock = Clock()
    found, disk = manager(clock=clock)
    text = disk.read(ALICE, 10**6).data
    disk.write(ALICE, b"\n" + text + b"\n}\n")
    with pytest.raises(RegistryLoadError) as caught:
        found.get_step_definition("Sample", "alice")
    assert str(caught.value).startswith(f"{ALICE}:{caught.value.line}: ")
    assert found.get_step_definition("Sample", "bob").description == "his"
    assert found.discover_workspace_steps("bob")
    disk.write(ALICE, text)
    clock.now += 1
    assert found.get_step_definition("Sample", "alice").description == "hers"


def test_nothing_there(tmp_path, monkeypatch):
    with pytest.raises(RegistryLoadError, match="no registry was found"):
        UnifiedRegistryManager(project=tmp_path)
    with pytest.raises(RegistryLoadError, match="no such folder"):
        UnifiedRegistryManager(project=tmp_path / "gone")
    with pytest.raises(RegistryLoadError, match="no such file"):
        UnifiedRegistryManager(tmp_path / "step_names.py")
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(tmp_path))
    with pytest.raises(RegistryLoadError, match="CURSUS_PROJECT_ROOT"):
        UnifiedRegistryManager()


def test_a_closed_manager_says_so():
    found, _ = manager()
    with found:
        assert found.get_step_definition("Package")
    with pytest.raises(RegistryLoadError, match="closed"):
        found.get_step_definition("Package")


# The views, on a real disk


@pytest.fixture
def checkout(tmp_path):
    for path, text in parse_fixture(PROJECT).files.items():
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return tmp_path


def test_the_old_constructors(checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    core = CoreStepRegistry("src/cursus/registry/step_names.py")
    assert core.registry_path == checkout / "src/cursus/registry/step_names.py"
    assert core.get_step_definition("Package").name == "Package"
    assert [one.name for one in core.get_steps_by_type("Processing")] == ["Package"]
    assert core.validate_registry().is_valid
    for make in (CoreStepRegistry(), core):
        hers = WorkspaceStepRegistry("developer_workspaces/developers/alice", make)
        assert hers.workspace_id == "alice"
        assert hers.get_step_definition("Package").registry_type == "override"
        assert list(hers.get_workspace_only_definitions()) == ["Sample", "Package"]
        assert hers.core_registry.get_step_definition("Package").registry_type == "core"
        assert hers.get_registry_summary()["total_available_steps"] == 3
    with pytest.raises(WorkspaceRegistryError):
        WorkspaceStepRegistry("developer_workspaces/developers/nobody", core)


def test_other_places(checkout, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (checkout / "developer_workspaces/developers").rename(other / "teams")
    (checkout / "src/cursus/registry/step_names.py").rename(other / "names.py")
    found = UnifiedRegistryManager(other / "names.py", other / "teams")
    assert found.list_workspaces() == ["alice", "bob"]
    assert found.workspaces_root == other / "teams"
    assert (
        found.get_step_definition("Sample", "bob").path
        == Path(other / "teams/bob/src/cursus_dev/registry/workspace_registry.py").as_posix()
    )


# Registration in memory


def definition(name="Fresh", **more):
    fields = {"sagemaker_step_type": "Processing", "description": "d", "config_class": "FreshConfig"}
    return StepDefinition(name=name, registry_type="workspace", **{**fields, **more})


def test_what_is_registered_counts_like_what_stands_there():
    clock = Clock()
    found, disk = manager(clock=clock)
    hers = found.workspace_registry("alice")
    extra = definition("Extra", framework="dgl")
    assert hers.register_workspace_step(extra)
    assert (extra.registry_type, extra.workspace_id) == ("workspace", "alice")
    assert found.get_step_definition("Extra", "alice").framework == "dgl"
    assert found.get_step_definition("Extra", "bob").framework is None
    assert set(found.get_step_conflicts()) == {"Extra", "Sample"}
    assert hers.override_core_step("XGBoostTraining", definition(config_class="OtherConfig"))
    assert not hers.override_core_step("Nothing", definition())
    assert found.get_step_definition("XGBoostTraining", "alice").config_class == "OtherConfig"
    disk.write(ALICE, disk.read(ALICE, 10**6).data.replace(b'"hers"', b'"new"'))
    clock.now += 1
    assert found.get_step_definition("Sample", "alice").description == "new"
    assert found.get_step_definition("Extra", "alice").framework == "dgl"
    assert not found.core_registry.register_step(definition("Package"))


# Many at once


def test_threads_and_tasks_get_what_is_theirs():
    found, _ = manager(clock=None)
    wanted = {None: None, "alice": "hers", "bob": "his"}

    def ask(number):
        workspace = (None, "alice", "bob")[number % 3]
        sample = found.get_step_definition("Sample", workspace)
        return (sample.description if sample else None) == wanted[workspace]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(4000), chunksize=50))

    async def run():
        return await asyncio.gather(*(asyncio.to_thread(ask, number) for number in range(200)))

    assert all(asyncio.run(run()))
