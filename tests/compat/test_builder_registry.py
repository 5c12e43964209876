"""The old builder registry: builders by step type and by configuration, for the workspace that counts."""

import logging
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from types import SimpleNamespace

import pytest

from cursus_registry.api.context import get_workspace_context, reset_global_registry_manager, workspace_context
from cursus_registry.api.errors import BuilderLoadError, RegistryError, RegistryLoadError, WorkspaceRegistryError
from cursus_registry.api.scopes import workspace_of
from cursus_registry.compat import builder_registry
from cursus_registry.compat.builder_registry import (
    StepBuilderRegistry,
    WorkspaceAwareStepBuilderRegistry,
    get_global_registry,
    list_global_step_types,
    register_builder,
    register_global_builder,
)
from support.checkouts import builder, core, names_beside, source, unchanged, workspace, write

REGISTER = "from cursus_registry.compat.builder_registry import register_builder\n"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A core of three steps, and two workspaces with a step of the same name each; alice has another packer."""
    write(
        tmp_path,
        core("Package", "Payload", "PackageEval"),
        builder("Package"),
        builder("Payload"),
        builder("PackageEval"),
        workspace("alice", "Survey", overrides='{"Package": {"priority": 1}}'),
        builder("Survey", f"{source('alice')}/steps/builders"),
        builder("Package", f"{source('alice')}/steps/builders"),
        workspace("bob", "Survey"),
        builder("Survey", f"{source('bob')}/steps/builders"),
    )
    yield from _as_default(tmp_path, monkeypatch)


def _as_default(root, monkeypatch):
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(root))
    monkeypatch.delenv("CURSUS_WORKSPACE_ID", raising=False)
    monkeypatch.setattr(builder_registry, "_global_registry", None)
    for table in ("BUILDER_REGISTRY", "_discovered", "_of_workspaces"):
        monkeypatch.setattr(StepBuilderRegistry, table, {})
    reset_global_registry_manager()
    yield root
    reset_global_registry_manager()


def config(name, **fields):
    """A configuration of a class of that name."""
    return type(name, (SimpleNamespace,), {})(**fields)


def whose(builder_class):
    return workspace_of(builder_class.__module__)


def test_the_two_names_are_one_class():
    assert WorkspaceAwareStepBuilderRegistry is StepBuilderRegistry


def test_the_core_is_discovered_at_once(checkout):
    with unchanged(checkout):
        registry = StepBuilderRegistry()
    assert set(StepBuilderRegistry.BUILDER_REGISTRY) == {"Package", "Payload", "PackageEval"}
    assert registry.get_builder_map() == StepBuilderRegistry.BUILDER_REGISTRY
    assert StepBuilderRegistry.discover_builders() == registry.get_builder_map()


def test_each_workspace_has_its_own_builders(checkout):
    registry = StepBuilderRegistry()
    with workspace_context("alice"):
        mine = registry.get_builder_map()
    with workspace_context("bob"):
        theirs = registry.get_builder_map()
    assert (whose(mine["Survey"]), whose(mine["Package"]), whose(mine["Payload"])) == ("alice", "alice", None)
    assert (whose(theirs["Survey"]), whose(theirs["Package"])) == ("bob", None)
    assert set(registry.get_builder_map()) == {"Package", "Payload", "PackageEval"}
    assert {whose(found) for found in StepBuilderRegistry.BUILDER_REGISTRY.values()} == {None}


def test_a_workspace_step_whose_builder_fails_is_not_built_by_the_core(checkout):
    write(checkout, builder("Package", f"{source('alice')}/steps/builders", "raise ValueError('no luck')"))
    registry = StepBuilderRegistry()
    with workspace_context("alice"), pytest.raises(RegistryError, match="no luck") as caught:
        registry.get_builder_for_step_type("Package")
    assert isinstance(caught.value.__cause__, BuilderLoadError)
    assert whose(registry.get_builder_for_step_type("Package")) is None


@pytest.mark.parametrize(
    "name", ["Package", "MIMSPackaging", "Package_training", "Package-odd", "MIMSPackaging_training"]
)
def test_step_types(checkout, name):
    registry = StepBuilderRegistry()
    assert registry.get_builder_for_step_type(name).__name__ == "PackageStepBuilder"
    assert registry.is_step_type_supported(name)


def test_a_step_type_without_a_builder(checkout):
    registry = StepBuilderRegistry()
    assert not registry.is_step_type_supported("Pakkage")
    with pytest.raises(RegistryError, match="did you mean Package") as caught:
        registry.get_builder_for_step_type("Packages")
    assert caught.value.unresolvable_types == ["Packages"]
    assert caught.value.available_builders == list(registry.get_builder_map())


def test_the_longest_step_counts(checkout):
    found = StepBuilderRegistry().get_builder_for_step_type("PackageEval_training")
    assert found.__name__ == "PackageEvalStepBuilder"


def test_all_step_types(checkout):
    expected = {"Package", "Payload", "PackageEval", *StepBuilderRegistry.LEGACY_ALIASES}
    assert StepBuilderRegistry().list_supported_step_types() == sorted(expected)
    assert list_global_step_types() == sorted(expected)


class Job(Enum):
    TRAINING = "training"


@pytest.mark.parametrize(
    ("found", "node", "expected"),
    [
        (config("PackageConfig"), None, "PackageStepBuilder"),
        (config("PackageConfig", job_type="training"), None, "PackageStepBuilder"),
        (config("PackageConfig", job_type=Job.TRAINING), "Odd_training", "PackageStepBuilder"),
        (config("PackageConfig"), "Package_training", "PackageStepBuilder"),
        (config("PackageConfig"), "Payload", "PayloadStepBuilder"),
        (config("PackageConfig"), "MIMSPayload", "PayloadStepBuilder"),
        (config("PayloadStepConfig"), None, "PayloadStepBuilder"),
        (config("MIMSPackagingConfig"), None, "PackageStepBuilder"),
    ],
)
def test_the_builder_for_a_configuration(checkout, found, node, expected):
    assert StepBuilderRegistry().get_builder_for_config(found, node).__name__ == expected


def test_a_builder_for_one_job_type_alone(checkout):
    registry = StepBuilderRegistry()
    training = type("TrainingPackageStepBuilder", (), {})
    registry.register_builder("Package_training", training)
    assert registry.get_builder_for_config(config("PackageConfig", job_type="training")) is training
    assert registry.get_builder_for_config(config("PackageConfig", job_type=Job.TRAINING)) is training
    assert registry.get_builder_for_config(config("PackageConfig"), "FirstPackage_training") is training
    assert registry.get_builder_for_config(config("PackageConfig"), "FirstPackage-testing") is not training
    assert registry.get_builder_for_config(config("PackageConfig"), "FirstPackage") is not training
    assert registry.get_builder_for_config(config("PackageConfig", job_type="testing")) is not training


def test_a_configuration_without_a_builder(checkout, caplog):
    registry = StepBuilderRegistry()
    with pytest.raises(RegistryError, match="'NothingConfig'") as caught:
        registry.get_builder_for_config(config("NothingConfig", job_type="training"))
    assert caught.value.unresolvable_types == ["Nothing_training"]
    assert "'NothingConfig'" in caplog.text


def test_the_workspace_of_a_configuration_counts_and_the_context_is_restored(checkout):
    registry = StepBuilderRegistry()
    with workspace_context("bob"):
        found = registry.get_builder_for_config(config("SurveyConfig", workspace_id="alice"))
        assert get_workspace_context() == "bob"
        assert whose(found) == "alice"
        assert whose(registry.get_builder_for_config(config("SurveyConfig", workspace_id=None))) == "bob"
        with pytest.raises(WorkspaceRegistryError, match="zed"):
            registry.get_builder_for_config(config("SurveyConfig", workspace_id="zed"))
        assert get_workspace_context() == "bob"
    with pytest.raises(RegistryError, match="SurveyConfig"):
        registry.get_builder_for_config(config("SurveyConfig"))
    assert get_workspace_context() is None


def test_a_stale_variable_of_the_environment_serves_the_core(checkout, monkeypatch):
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "left-long-ago")
    with pytest.warns(UserWarning, match="left-long-ago"):
        found = StepBuilderRegistry().get_builder_for_step_type("Package")
    assert whose(found) is None
    monkeypatch.setenv("CURSUS_WORKSPACE_ID", "alice")
    assert whose(StepBuilderRegistry().get_builder_for_step_type("Package")) == "alice"


def test_configurations_of_a_step_type(checkout, caplog):
    registry = StepBuilderRegistry()
    assert registry.get_config_types_for_step_type("Package") == ["PackageConfig"]
    assert registry.get_config_types_for_step_type("MIMSPackaging") == ["PackageConfig"]
    assert registry.get_config_types_for_step_type("Odd") == ["OddConfig", "OddStepConfig"]
    with workspace_context("alice"):
        assert registry.get_config_types_for_step_type("Survey") == ["SurveyConfig"]


def test_registering_with_one_object(checkout):
    registry, other = StepBuilderRegistry(), StepBuilderRegistry()
    mine = type("MineStepBuilder", (), {})
    assert registry.register_builder("Package", mine) == []
    for name in (None, "alice"):
        with workspace_context(name):
            assert registry.get_builder_for_step_type("Package") is mine
            assert other.get_builder_for_step_type("Package") is not mine
    registry.unregister_builder("Package")
    assert registry.get_builder_for_step_type("Package") is not mine


def test_taking_back_what_was_never_registered(checkout, caplog):
    StepBuilderRegistry().unregister_builder("Odd")
    assert "'Odd'" in caplog.text


def test_registering_for_the_whole_process(checkout):
    mine = type("MineStepBuilder", (), {})
    StepBuilderRegistry.register_builder_class("Mine", mine)
    registry = StepBuilderRegistry()
    assert registry.get_builder_for_step_type("Mine") is mine
    assert set(registry.get_builder_map()) == {"Package", "Payload", "PackageEval", "Mine"}
    StepBuilderRegistry.register_builder_class("Package", mine)
    assert registry.get_builder_for_step_type("Package") is mine
    assert StepBuilderRegistry().get_builder_for_step_type("Package") is mine


def test_the_one_registry_of_the_process(checkout):
    mine = type("MineStepBuilder", (), {})
    register_global_builder("Mine", mine)
    assert get_global_registry() is get_global_registry()
    assert get_global_registry().get_builder_for_step_type("Mine") is mine
    assert "Mine" in list_global_step_types()


def test_the_decorator(checkout, caplog):
    @register_builder("Odd")
    class AnythingStepBuilder:
        pass

    @register_builder()
    class PackageStepBuilder:
        pass

    @register_builder()
    class NewStepBuilder:
        pass

    assert {
        "Odd": AnythingStepBuilder,
        "Package": PackageStepBuilder,
        "New": NewStepBuilder,
    } == StepBuilderRegistry.BUILDER_REGISTRY
    assert "'NewStepBuilder'" in caplog.text
    assert StepBuilderRegistry().get_builder_map()["Package"] is PackageStepBuilder


def test_what_a_workspace_registers_while_it_is_loaded_stays_there(checkout):
    text = f"{REGISTER}@register_builder()\nclass SurveyStepBuilder:\n    pass\n\n@register_builder('Odd')\nclass OddStepBuilder:\n    pass\n"
    write(checkout, f"#- {source('alice')}/steps/builders/builder_survey_step.py\n{text}")
    registry = StepBuilderRegistry()
    with workspace_context("alice"):
        assert whose(registry.get_builder_for_step_type("Odd")) == "alice"
        assert registry.get_builder_for_step_type("Survey").__name__ == "SurveyStepBuilder"
    for name in ("bob", None):
        with workspace_context(name):
            assert "Odd" not in registry.get_builder_map()
    assert set(StepBuilderRegistry.BUILDER_REGISTRY) == {"Package", "Payload", "PackageEval"}


def test_what_the_core_registers_while_it_is_loaded(checkout):
    write(
        checkout,
        builder(
            "Package",
            text=f"{REGISTER}@register_builder('Packer')\nclass Packer:\n    pass\n".replace(
                "class Packer", "class PackerStepBuilder"
            ),
        ),
    )
    registry = StepBuilderRegistry()
    for name in (None, "alice"):
        with workspace_context(name):
            assert registry.get_builder_for_step_type("Packer").__name__ == "PackerStepBuilder"


class Base:
    pass


def test_what_a_builder_is(checkout, monkeypatch):
    derived = type("Derived", (type("StepBuilderBase", (), {}),), {})
    plain = type("Plain", (Base,), {})
    StepBuilderRegistry.register_builder_class("Derived", derived)
    for wrong in (plain, 3, "PackageStepBuilder"):
        with pytest.raises(ValueError, match="is no builder"):
            StepBuilderRegistry.register_builder_class("Plain", wrong)
        with pytest.raises(ValueError, match="is no builder"):
            StepBuilderRegistry().register_builder("Plain", wrong)
        with pytest.raises(TypeError, match="is no builder"):
            register_builder("Plain")(wrong)
    monkeypatch.setattr(StepBuilderRegistry, "BASE_CLASS", Base)
    assert register_builder("Plain")(plain) is plain


def test_modes_of_validation(checkout):
    mine = type("MineStepBuilder", (), {})
    assert StepBuilderRegistry.register_builder_class("odd_one", mine) == [
        "the step type 'odd_one' is not in PascalCase"
    ]
    with pytest.raises(ValueError, match="PascalCase"):
        StepBuilderRegistry.register_builder_class("odd_two", mine, "strict")
    with pytest.raises(ValueError, match="warn, strict, auto_correct"):
        StepBuilderRegistry.register_builder_class("Odd", mine, "lax")
    assert set(StepBuilderRegistry.BUILDER_REGISTRY) == {"odd_one"}


def test_validation_and_numbers(checkout):
    interface = "#- /src/cursus/steps/interfaces/gap.step.yaml\nstep_type: Gap\nregistry:\n  sagemaker_step_type: Processing\n  description: d\n"
    write(
        checkout,
        core("Package", "Payload", "Planned", "Broken"),
        interface,
        builder("Broken", text="import nothing_at_all"),
    )
    registry = StepBuilderRegistry()
    registry.BUILDER_REGISTRY["Odd"] = Base
    found = registry.validate_registry()
    assert found["valid"] == ["Package -> PackageStepBuilder", "Payload -> PayloadStepBuilder"]
    assert found["missing"] == ["Planned: No builder registered"]
    odd, broken = found["invalid"]
    assert odd.startswith("Odd: Base is no builder")
    assert broken.startswith("Broken: ")
    assert "nothing_at_all" in broken
    assert registry.get_registry_stats() == {
        "total_builders": 3,
        "default_builders": 3,
        "custom_builders": 0,
        "legacy_aliases": 5,
        "step_registry_names": 5,
    }


def test_another_default_project_has_other_builders(checkout, tmp_path_factory, monkeypatch):
    mine = type("MineStepBuilder", (), {})
    StepBuilderRegistry.register_builder_class("Mine", mine)
    registry = StepBuilderRegistry()
    other = write(tmp_path_factory.mktemp("other"), core("Transform"), builder("Transform"))
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(other))
    reset_global_registry_manager()
    assert set(registry.get_builder_map()) == {"Transform", "Mine"}
    assert set(StepBuilderRegistry.BUILDER_REGISTRY) == {"Transform", "Mine"}


def test_no_project(tmp_path, monkeypatch, caplog):
    for _ in _as_default(tmp_path, monkeypatch):
        with pytest.raises(RegistryLoadError, match="no registry was found"):
            StepBuilderRegistry()
        with caplog.at_level(logging.WARNING):
            register_builder()(type("MineStepBuilder", (), {}))
        assert set(StepBuilderRegistry.BUILDER_REGISTRY) == {"Mine"}
        assert "no registry was found" in caplog.text


def test_threads_in_different_workspaces(checkout):
    registry = StepBuilderRegistry()

    def ask(number):
        name = ("alice", "bob")[number % 2]
        if number % 4 < 2:
            with workspace_context(name):
                return name, registry.get_builder_for_step_type("Survey")
        return name, registry.get_builder_for_config(config("SurveyConfig", workspace_id=name))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(200)))
    assert {whose(found) == name for name, found in answers} == {True}
    assert {f"/{name}/" in names_beside(found)["__file__"] for name, found in answers} == {True}
