"""Many steps registered: by several threads, by chance, and beside many workspaces."""

import time
from threading import Thread

from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.api.errors import RegistryValidationError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.files import Memory
from support.checks import registry
from support.editor import write_fixture
from support.fixture import parse_fixture
from support.registration import PROJECT, entry, step


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
