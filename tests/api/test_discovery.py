"""The parts of a step are found in the files of the core and of one workspace, and nothing is run for it."""

import pytest

from cursus_registry.api.discovery import RegistryDiscoveryService
from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.results import COMPONENTS
from support.checkouts import builder, core, open_checkout, source, workspace, write
from support.checks import registry

ALL = "\n".join(
    f"#- /src/cursus/steps/{path}\nraise SystemExit\nclass {name}:\n    pass\n"
    for path, name in (
        ("builders/builder_package_step.py", "PackageStepBuilder"),
        ("configs/config_package_step.py", "PackageConfig"),
        ("specs/package_spec.py", "Spec"),
        ("contracts/package_contract.py", "Contract"),
        ("scripts/package.py", "Script"),
    )
)
INTERFACE = """
#- /src/cursus/steps/interfaces/gap_imputation.step.yaml
step_type: GapImputation
registry:
  sagemaker_step_type: Processing
  description: Fills gaps
"""


def discovery(root, *parts):
    return RegistryDiscoveryService(open_checkout(root, *parts))


def test_all_parts_of_a_core_step(tmp_path):
    found = discovery(tmp_path, core("Package"), ALL).resolve_step_components("Package")
    assert found.found
    assert found.is_complete()
    assert found.get_available_components() == list(COMPONENTS)
    assert found.builder_path == f"{tmp_path}/src/cursus/steps/builders/builder_package_step.py"
    assert found.definition.name == "Package"


def test_a_workspace_has_its_own_parts_before_those_of_the_core(tmp_path):
    mine = f"{source('alice')}/steps/builders"
    service = discovery(
        tmp_path,
        core("Package"),
        ALL,
        workspace("alice", overrides='{"Package": {"priority": 1}}'),
        builder("Package", mine),
        workspace("bob"),
    )
    own = service.resolve_step_components("Package", "alice")
    assert own.builder_path == f"{tmp_path}{mine}/builder_package_step.py"
    assert own.config_path == f"{tmp_path}/src/cursus/steps/configs/config_package_step.py"
    for other in ("bob", None):
        assert "alice" not in service.resolve_step_components("Package", other).builder_path


def test_a_job_type_behind_the_name(tmp_path):
    found = discovery(tmp_path, core("Package"), ALL).resolve_step_components("Package_training")
    assert (found.step_name, found.definition.name) == ("Package_training", "Package")
    assert found.is_complete()


def test_a_class_is_found_wherever_it_stands(tmp_path):
    text = "#- /src/cursus/core/base.py\nclass PackageStepBuilder:\n    pass\n"
    mine = f"#- {source('alice')}/odds/ends.py\nclass SurveyStepBuilder:\n    pass\n"
    service = discovery(tmp_path, core("Package"), text, workspace("alice", "Survey"), mine)
    assert service.resolve_step_components("Package").builder_path == f"{tmp_path}/src/cursus/core/base.py"
    assert (
        service.resolve_step_components("Survey", "alice").builder_path == f"{tmp_path}{source('alice')}/odds/ends.py"
    )


def test_only_what_is_asked_for_is_read(tmp_path):
    service = discovery(
        tmp_path,
        core("Package"),
        builder("Package"),
        workspace("alice", "Survey"),
        builder("Survey", f"{source('alice')}/steps/builders"),
        workspace("bob", "Tally"),
        builder("Tally", f"{source('bob')}/steps/builders"),
        "#- /pipelines/run.py\nx = 1\n",
    )
    read = service.registry_manager.state.registries.project
    service.resolve_step_components("Package")
    assert len(read.snapshot.view.index.files) == 2
    service.resolve_step_components("Survey", "alice")
    assert not [path for path in read.snapshot.view.index.files if "bob" in path or "pipelines" in path]


def test_the_framework_makes_the_builders_of_interface_files(tmp_path):
    service = discovery(
        tmp_path,
        INTERFACE,
        workspace("alice", overrides='{"GapImputation": {"priority": 1}}'),
        workspace("bob", overrides='{"GapImputation": {"builder_step_name": "MineStepBuilder"}}'),
        workspace("carol", "GapImputation"),
    )
    complete = {
        name: service.resolve_step_components("GapImputation", name) for name in (None, "alice", "bob", "carol")
    }
    assert {name: found.is_complete() for name, found in complete.items()} == {
        None: True,
        "alice": True,
        "bob": False,
        "carol": False,
    }
    assert complete[None].get_available_components() == []
    assert service.discover_step_builders() == {}
    assert service.failures == []


def test_an_unknown_step_and_an_unknown_workspace(tmp_path):
    service = discovery(tmp_path, core("Package"), workspace("alice"))
    found = service.resolve_step_components("Nothing", "alice")
    assert not found.found
    assert not found.is_complete()
    for ask in (service.resolve_step_components, lambda _, workspace: service.discover_step_builders(workspace)):
        with pytest.raises(WorkspaceRegistryError, match=r"alicee.*alice"):
            ask("Package", "alicee")


def test_a_registry_that_does_not_parse_and_a_workspace_that_vanishes(tmp_path):
    service = discovery(tmp_path, core("Package"), workspace("alice", "Survey"), f"#- {registry('bob')}\nx = (\n")
    with pytest.raises(RegistryLoadError, match=r"bob/.*workspace_registry.py:\d"):
        service.resolve_step_components("Package", "bob")
    assert service.resolve_step_components("Survey", "alice").found
    (tmp_path / "developer_workspaces/developers/alice").rename(tmp_path / "gone")
    service.registry_manager.refresh()
    with pytest.raises(WorkspaceRegistryError, match="alice"):
        service.discover_step_builders("alice")
    assert service.resolve_step_components("Package").found


def test_files_that_come_and_go_are_noticed(tmp_path):
    service = discovery(tmp_path, core("Package"))
    assert service.resolve_step_components("Package").builder_path is None
    write(tmp_path, builder("Package"))
    service.registry_manager.refresh()
    path = service.resolve_step_components("Package").builder_path
    assert path
    (tmp_path / path).unlink()
    service.registry_manager.refresh()
    assert service.resolve_step_components("Package").builder_path is None


def test_the_parts_of_an_installed_core(tmp_path):
    site = "/.venv/lib/python3.11/site-packages"
    installed = "\n".join((core("Package"), ALL)).replace("#- /src/", f"#- {site}/")
    service = discovery(tmp_path, installed, workspace("alice", "Survey"))
    found = service.resolve_step_components("Package", "alice")
    assert found.get_available_components() == list(COMPONENTS)
    assert found.builder_path.startswith(f"{tmp_path}{site}/cursus/")
    assert service.registry_manager.validate_distributed_registry().is_valid
    assert service.resolve_step_components("Package", "alice") == found


def test_a_core_that_is_given_by_its_file(tmp_path):
    write(tmp_path, core("Package"), ALL)
    manager = UnifiedRegistryManager(tmp_path / "src/cursus/registry/step_names.py")
    found = RegistryDiscoveryService(manager).resolve_step_components("Package")
    assert found.get_available_components() == list(COMPONENTS)


def test_what_validation_reads_changes_no_answer(tmp_path):
    service = discovery(tmp_path, core("Package"), ALL)
    before = service.resolve_step_components("Package")
    service.registry_manager.validate_distributed_registry()
    assert service.resolve_step_components("Package") == before
