"""Which of several definitions is meant: strategies, modes, pins, tolerance, a person; every candidate explained."""

import json
import tomllib

import pytest

from cursus_registry.api.definitions import ResolutionContext
from cursus_registry.api.errors import RegistryConflictError, RegistryError, WorkspaceRegistryError
from cursus_registry.api.legacy import from_legacy_format
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.resolver import RegistryConflictResolver
from support.checks import CORE, registry
from support.editor import write_fixture

PROJECT = f"""{CORE}
#- {registry("alice")}
LOCAL_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "A", "framework": "spark", "priority": 50}}}}
STEP_OVERRIDES = {{"Package": {{"description": "Hers", "environment_tags": ["gpu"]}}}}
#- {registry("bob")}
LOCAL_STEPS = {{"Sampling": {{"sagemaker_step_type": "Processing", "description": "B", "framework": "ray", "environment_tags": ["prod"], "priority": 10}}}}
#- {registry("carol")}
LOCAL_STEPS = {{}}
WORKSPACE_METADATA = {{"developer_id": "carol", "conflict_tolerance": "low", "preferred_frameworks": ["spark"]}}
"""


@pytest.fixture
def project(tmp_path):
    write_fixture(tmp_path, PROJECT)
    (tmp_path / ".git").mkdir()
    (tmp_path / "developer_workspaces/developers/dave").mkdir()
    return tmp_path


@pytest.fixture
def manager(project):
    with UnifiedRegistryManager(project=project) as made:
        yield made


def resolve(manager, name="Sampling", chooser=None, **context):
    resolver = RegistryConflictResolver(manager, chooser)
    return resolver.resolve_step_conflict(name, ResolutionContext(**context))


@pytest.mark.parametrize(
    ("context", "namespace", "strategy"),
    [
        ({"workspace_id": "alice"}, "alice", "workspace_priority"),
        ({"workspace_id": "dave"}, "bob", "workspace_priority"),
        ({}, None, "workspace_priority"),
        ({"workspace_id": "bob", "preferred_framework": "spark"}, "alice", "framework_match"),
        ({"workspace_id": "carol"}, "alice", "framework_match"),
        ({"environment_tags": ["prod"], "workspace_id": "alice"}, "alice", "environment_match"),
        ({"environment_tags": ["prod"], "resolution_strategy": "highest_priority"}, "bob", "highest_priority"),
        ({"preferred_framework": "spark", "resolution_strategy": "highest_priority"}, "alice", "highest_priority"),
        ({"workspace_id": "alice", "resolution_strategy": "core_fallback"}, "alice", "core_fallback"),
        ({"workspace_id": "dave", "resolution_strategy": "core_fallback"}, None, "core_fallback"),
        ({"workspace_id": "alice", "resolution_strategy": "manual"}, None, "manual"),
        ({"workspace_id": "alice", "resolution_mode": "strict"}, None, "workspace_priority"),
        ({"workspace_id": "dave", "resolution_mode": "interactive"}, "bob", "interactive_fallback"),
    ],
)
def test_strategies_and_modes(manager, context, namespace, strategy):
    found = resolve(manager, **context)
    assert found.resolved is (namespace is not None)
    assert (found.selected_definition.namespace if found.resolved else None) == namespace
    assert found.resolution_strategy == strategy
    assert found.reason
    assert set(found.explanations) == {"alice.Sampling", "bob.Sampling"}
    assert all(found.explanations.values())
    assert found.visible is (namespace is not None and namespace == context.get("workspace_id"))
    assert found.get_resolution_summary()["conflict_count"] == 2
    assert [name for name, _ in found.resolution_metadata["all_scores"]] == ["alice.Sampling", "bob.Sampling"]


def test_one_candidate_is_no_conflict(manager):
    found = resolve(manager, "XGBoostTraining", resolution_mode="strict")
    assert (found.resolution_strategy, found.selected_definition.namespace) == ("no_conflict", "core")
    assert found.conflicting_definitions == []
    assert list(found.explanations) == ["core.XGBoostTraining"]


def test_no_candidate(manager):
    found = resolve(manager, "Samplin")
    assert (found.resolved, found.resolution_strategy, found.suggestions) == (False, None, ["Sampling"])


def test_a_tie_that_is_not_tolerated(manager):
    with pytest.raises(RegistryConflictError, match=r"alice\.Sampling and bob\.Sampling.*carol tolerates no tie"):
        resolve(manager, workspace_id="carol", resolution_strategy="workspace_priority")


def test_an_unknown_workspace(manager):
    with pytest.raises(WorkspaceRegistryError, match="alic"):
        resolve(manager, workspace_id="alic")


def test_the_chooser_is_asked_and_its_answer_explained(manager):
    asked = []

    def choose(name, definitions):
        asked.append((name, [one.qualified_name for one in definitions]))
        return "alice"

    found = resolve(manager, chooser=choose, resolution_mode="interactive", workspace_id="bob")
    assert asked == [("Sampling", ["alice.Sampling", "bob.Sampling"])]
    assert (found.resolution_strategy, found.selected_definition.qualified_name) == ("interactive", "alice.Sampling")
    assert found.explanations == {"alice.Sampling": "a person chose it", "bob.Sampling": "a person chose another one"}
    resolve(manager, "XGBoostTraining", chooser=choose, resolution_mode="interactive")
    resolve(manager, chooser=choose, workspace_id="bob")
    assert len(asked) == 1


def test_a_chooser_that_chooses_none_or_nonsense(manager):
    found = resolve(manager, chooser=lambda *_: None, resolution_mode="interactive")
    assert (found.resolved, found.resolution_strategy) == (False, "interactive")
    with pytest.raises(RegistryError, match="'dave' was chosen"):
        resolve(manager, chooser=lambda *_: "dave", resolution_mode="interactive")


def test_a_chooser_may_ask_the_manager_back(manager):
    found = resolve(
        manager,
        chooser=lambda name, _: manager.get_step_definition(name, "bob").workspace_id,
        resolution_mode="interactive",
    )
    assert found.selected_definition.namespace == "bob"


def test_an_answer_is_kept_as_a_pin(project, manager):
    (project / "cursus-registry.toml").write_text('# ours\nselect = ["CUR"]\n')
    path = manager.conflict_resolver.pin("Sampling", "bob")
    assert path == project / "cursus-registry.toml"
    assert path.read_text() == '# ours\nselect = ["CUR"]\n\n[pins]\nSampling = "bob"\n'
    for context in ({"resolution_strategy": "manual"}, {"resolution_mode": "interactive"}):
        found = resolve(manager, chooser=lambda *_: pytest.fail("it was asked"), **context)
        assert found.selected_definition.namespace == "bob"
    with UnifiedRegistryManager(project=project) as other:
        assert resolve(other, resolution_strategy="manual").selected_definition.namespace == "bob"
    [record] = map(json.loads, (project / ".cursus-registry/audit.jsonl").read_text().splitlines())
    assert (record["what"], record["file"]) == ("pin Sampling to bob", str(path))


def test_without_settings_a_file_is_made(project, manager):
    manager.conflict_resolver.pin("Package", "core")
    assert tomllib.loads((project / "cursus-registry.toml").read_text()) == {"pins": {"Package": "core"}}
    found = resolve(manager, "Package", workspace_id="alice", resolution_strategy="manual")
    assert found.selected_definition.namespace == "core"


def test_a_pin_keeps_the_places_that_the_manager_was_given(tmp_path):
    write_fixture(tmp_path, PROJECT)
    (tmp_path / "src/cursus/registry/step_names.py").rename(tmp_path / "steps.py")
    with UnifiedRegistryManager(tmp_path / "steps.py", tmp_path / "developer_workspaces/developers") as manager:
        manager.conflict_resolver.pin("Sampling", "alice")
        assert manager.get_step_definition("XGBoostTraining", "alice").path == str(tmp_path / "steps.py")


def test_what_cannot_be_pinned(project, manager):
    with pytest.raises(RegistryError, match=r"'core' has no definition of 'Sampling' .*; who has one: alice, bob"):
        manager.conflict_resolver.pin("Sampling", "core")
    (project / "cursus-registry.toml").write_text("pins = 3\n")
    with pytest.raises(RegistryError, match="mend it first") as caught:
        manager.conflict_resolver.pin("Sampling", "bob")
    assert caught.value.path == str(project / "cursus-registry.toml")
    (project / "cursus-registry.toml").unlink()
    (project / "cursus-registry.toml").mkdir()
    with pytest.raises(RegistryError):
        manager.conflict_resolver.pin("Sampling", "bob")
    assert resolve(manager, resolution_strategy="manual").resolved is False


def test_steps_in_memory_are_candidates(manager):
    step = {"sagemaker_step_type": "Processing", "description": "D", "priority": 1}
    manager.register_step(from_legacy_format("Sampling", step, "workspace", "dave"), "dave")
    found = resolve(manager, resolution_strategy="highest_priority")
    assert (found.selected_definition.qualified_name, found.selected_definition.path) == ("dave.Sampling", None)
