"""Whatever is registered, overridden and switched in one workspace changes no look-up in another."""

from textwrap import dedent

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from compat.conftest import FILES
from cursus_registry.api.definitions import StepDefinition
from cursus_registry.api.errors import RegistryError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.compat.layers import EnhancedBackwardCompatibilityLayer
from cursus_registry.compat.step_names import clear_workspace_context, set_workspace_context, workspace_context
from cursus_registry.files.memory import Memory

NAMES = ["Package", "GraphSampling", "Geocoding", "Fresh"]
WORKSPACES = ["alice", "bob"]
CONTEXTS = [None, *WORKSPACES]
operations = st.tuples(
    st.sampled_from(["register", "override", "switch", "switch the layer", "spoil", "refresh"]),
    st.sampled_from(NAMES),
    st.sampled_from(WORKSPACES),
)


@pytest.fixture(autouse=True)
def outside(monkeypatch, tmp_path):
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    clear_workspace_context()


def definition(name, workspace, number):
    return StepDefinition(
        name=name,
        registry_type="workspace",
        sagemaker_step_type="Processing",
        description=f"Step {number} of {workspace}",
        builder_step_name=f"{name}StepBuilder",
    )


def do(operation, name, workspace, number, layer):
    """Whether anything may be different now in that workspace."""
    manager = layer.registry_manager
    if operation == "switch":
        set_workspace_context(workspace)
    elif operation == "switch the layer":
        layer.set_workspace_context(workspace)
    elif operation == "refresh":
        manager.refresh()
    elif operation == "spoil":
        manager.create_legacy_step_names_dict(workspace).setdefault(name, {})["description"] = "spoilt"
        layer.get_step_names(workspace).clear()
    else:
        try:
            act = manager.register_step if operation == "register" else manager.override_step
            arguments = (definition(name, workspace, number), workspace)
            return act(*arguments) if operation == "register" else act(name, *arguments)
        except RegistryError:
            return False  # a step and an override of one name, or a step that is there already
    return False


def looked_up(manager, workspace):
    definitions = {name: manager.get_step_definition(name, workspace) for name in NAMES}
    return (
        manager.create_legacy_step_names_dict(workspace),
        {name: found.model_dump(exclude={"line"}) if found else None for name, found in definitions.items()},
        manager.discover_workspace_steps(workspace).keys() if workspace else None,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(operations, max_size=8))
def test_what_one_does_no_other_sees(sequence):
    disk = Memory({f"/shop/{path}": dedent(text).lstrip() for path, text in FILES.items()})
    with UnifiedRegistryManager(project="/shop", files=disk) as manager, workspace_context(None):
        layer = EnhancedBackwardCompatibilityLayer(manager)
        seen = {workspace: looked_up(manager, workspace) for workspace in CONTEXTS}
        for number, (operation, name, workspace) in enumerate(sequence):
            is_other = do(operation, name, workspace, number, layer)
            now = {one: looked_up(manager, one) for one in CONTEXTS}
            assert {one for one in CONTEXTS if now[one] != seen[one]} <= ({workspace} if is_other else set())
            if is_other:
                assert now[workspace][0][name]["description"] == f"Step {number} of {workspace}"
            seen = now
