"""Checking only the files that a change reaches gives what checking all of them gives, after any sequence of changes.

A small world in which every file has a few texts, each chosen so that another file's findings depend on it.
"""

from __future__ import annotations

import pytest

from cursus_registry.files import Memory
from cursus_registry.project import Project, affected
from support.changes import changes_of
from support.checks import CORE, registry
from support.fixture import parse_fixture

PACKAGE = "\n".join(parse_fixture(CORE).files.values())
SHARED = 'WORKSPACE_STEPS = {{"Shared": {{"sagemaker_step_type": "Training", "description": "d", {0}}}}}{1}\n'
MANUAL, TAGGED = '"conflict_resolution_strategy": "manual"', '"environment_tags": ["{0}"]'
UNREADABLE = "# coding: unknown\n"
STEPS = "developer_workspaces/developers/alice/src/cursus_dev/steps"
TEXTS: dict[str, tuple[str | None, ...]] = {
    "/src/cursus/registry/step_names.py": (
        PACKAGE,
        PACKAGE.replace("PackageStepBuilder", "PackageStepBuilders"),
        PACKAGE.replace("}\n", "    **more(),\n}\n"),
        UNREADABLE,
        None,
    ),
    "/src/cursus/registry/step_names_original.py": (
        None,
        PACKAGE,
        PACKAGE.replace("Packs", "Wraps"),
        "STEP_NAMES = get_step_names()\n",
    ),
    "/src/cursus/steps/interfaces/package.step.yaml": (
        None,
        "step_type: Package\nregistry:\n  description: Packs a model\n",
        "step_type: Shared\nregistry:\n  config_class: PackageConfig\n",
        "step_type: [\n",
    ),
    "/step_pack/interfaces/package.step.yaml": (
        None,
        "step_type: Package\nregistry: {}\n",
        "step_type: Shared  # noqa: CUR213\nregistry: {}\n",
    ),
    "/src/cursus/registry/manager.py": (
        None,
        "steps = module.LOCAL_STEPS\n",
        'steps = getattr(module, "WORKSPACE_STEPS")\n',
        'names = ["LOCAL_STEPS", "WORKSPACE_STEPS"]\n',
        UNREADABLE,
    ),
    "/src/cursus/steps/builders/builder_package_step.py": (
        "class PackageStepBuilder:\n    pass\n",
        "class PackagStepBuilder:\n    pass\n",
        "from elsewhere import PackageStepBuilder\n\n\nclass OtherStepBuilder:\n    pass\n",
        "class SharedStepBuilder:\n    pass\n",
        UNREADABLE,
        None,
    ),
    "/mylib/steps.py": (
        None,
        "class PackageStepBuilder:\n    pass\n\n\nclass SharedConfig:\n    pass\n",
        "x = 1  # noqa: CUR301, CUR30\n",
    ),
    f"/{STEPS}/configs/config_shared_step.py": (
        None,
        "class SharedConfig:\n    pass\n",
        "class SharedStepConfig:\n    pass\n",
        "try:\n    class SharedConfig:\n        pass\nexcept ImportError:\n    class Other:\n        pass\n",
        UNREADABLE,
    ),
    registry("alice"): (
        SHARED.format(MANUAL, ""),
        SHARED.format(
            TAGGED.format("x"), '\nWORKSPACE_METADATA = {"default_resolution_strategy": "environment_match"}'
        ),
        SHARED.format('"framework": "a"', "  # noqa: CUR204, CUR405, CUR602")
        + 'WORKSPACE_METADATA = {"default_resolution_strategy": "highest_priority", "conflict_tolerance": "low"}\n',
        'STEP_OVERRIDES = {"Package": {"builder_step_name": "PackagStepBuilder"}}  # noqa: CUR601\n',
        'STEP_OVERRIDES = {\n    "Package": {"config_class": "PackageConfig"},  # cursus: ignore[CUR210, CUR302]\n}\n',
        None,
    ),
    registry("bob"): (
        SHARED.format('"priority": 3', ""),
        SHARED.format(TAGGED.format("y"), ""),
        SHARED.format('"framework": "a", "priority": 3', ""),
        SHARED.format('"environment_tags": tags()', ""),
        SHARED.format(MANUAL, "").replace("WORKSPACE", "LOCAL"),
        'WORKSPACE_STEPS = {"Shared": {}, "Sha\n}\n',
        'STEP_OVERRIDES = {"Shared": {"framework": "a", "environment_tags": ["y"]}}\n',
        UNREADABLE,
        None,
    ),
    registry("carol"): (
        None,
        SHARED.format('"framework": "a"', ""),
        SHARED.format(TAGGED.format("z"), ""),
        "WORKSPACE_STEPS = load()\n",
        'WORKSPACE_METADATA = {"developer_id": "alice"}\n',
    ),
    "/pipelines/fraud.py": (
        None,
        "from cursus.registry import get_config_class_name as look\n"
        'look("Shared")  # noqa: CUR302\nlook("Shared", "carol")  # noqa: CUR301, CUR302\nlook("Package", "bob")\n',
    ),
}


TestChanges = changes_of(TEXTS, max_examples=60, stateful_step_count=30)


# And no more files than that


ALICE, BOB, CAROL = registry("alice"), registry("bob"), registry("carol")
BUILDERS, CONFIGS = "/src/cursus/steps/builders/builder_package_step.py", f"/{STEPS}/configs/config_shared_step.py"
THREE = {
    "/src/cursus/registry/step_names.py": PACKAGE,
    ALICE: SHARED.format(
        '"priority": 1', '\nWORKSPACE_METADATA = {"default_resolution_strategy": "environment_match"}'
    ),
    BOB: SHARED.format('"priority": 2', ""),
    CAROL: 'WORKSPACE_STEPS = {"Alone": {"builder_step_name": "AloneStepBuilder"}}\n',
    BUILDERS: "class PackageStepBuilder:\n    pass\n",
    CONFIGS: "class SharedConfig:\n    pass\n",
    "/mylib/steps.py": "x = 1  # cursus\n",
    "/pipelines/fraud.py": "x = 1  # noqa: CUR302\n",
}


@pytest.mark.parametrize(
    ("path", "text", "reached"),
    [
        pytest.param(BOB, THREE[BOB].replace('"d"', '"other"'), set(), id="a description"),
        pytest.param(BOB, THREE[BOB].replace("2", "3"), {ALICE}, id="a priority: who states a strategy for it"),
        pytest.param(BOB, THREE[BOB].replace("}}", ', "environment_tags": ["y"]}}'), {ALICE}, id="tags"),
        pytest.param(ALICE, THREE[ALICE].replace("1", "3"), set(), id="a priority that no other asks for"),
        pytest.param(CAROL, THREE[CAROL].replace("Alone", "Lonely"), set(), id="a name of its own"),
        pytest.param(CAROL, THREE[CAROL].replace("Alone", "Shared"), {ALICE, BOB}, id="a name of others"),
        pytest.param(
            CAROL, "WORKSPACE_STEPS = load()\n", {ALICE, "/pipelines/fraud.py"}, id="names that may be hidden"
        ),
        pytest.param(CONFIGS, "class Other:\n    pass\n", {ALICE}, id="a class of the workspace"),
        pytest.param(CONFIGS, THREE[CONFIGS].replace("pass", "x = 1"), set(), id="the body of a class"),
        pytest.param(BUILDERS, "class Other:\n    pass\n", {ALICE, BOB, CAROL}, id="a component of the core"),
        pytest.param("/mylib/steps.py", "class AloneStepBuilder:\n    pass\n", {CAROL}, id="a class that one names"),
        pytest.param("/mylib/steps.py", "class SharedConfig:\n    pass\n", {ALICE, BOB}, id="a class of convention"),
        pytest.param("/mylib/steps.py", "class Nobody:\n    pass\n", set(), id="a class that nobody names"),
        pytest.param("/src/cursus/registry/new.py", "m.LOCAL_STEPS\n", {ALICE, BOB, CAROL}, id="what is read of all"),
    ],
)
def test_what_a_change_reaches(path, text, reached):
    disk = Memory(THREE)
    project = Project(disk, "/")
    project.load_all()
    disk.write(path, text)
    core = {"/src/cursus/registry/step_names.py"} if path == BUILDERS else set()
    assert project.update([path]) == {path} | reached | core


def test_the_names_of_a_changed_registry_are_compared_once(monkeypatch):
    compared = []
    compare = affected._changed_names

    def counted(old, new, path):
        compared.append(path)
        return compare(old, new, path)

    monkeypatch.setattr(affected, "_changed_names", counted)
    path = registry("alice")
    disk = Memory({path: 'WORKSPACE_STEPS = {"Own": {}}\n'})
    project = Project(disk, "/")
    project.load_all()
    compared.clear()
    disk.write(path, 'WORKSPACE_STEPS = {"Other": {}}\n')
    project.update([path])
    assert compared == [path]
