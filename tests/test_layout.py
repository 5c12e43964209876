"""Which file is what, by its path alone."""

import pytest

from cursus_registry.layout import CORE_PATHS, FileKind, Layout, place_of

ALICE = "developer_workspaces/developers/alice"


@pytest.mark.parametrize(
    ("path", "kind", "workspace"),
    [
        *((path, FileKind.CORE, None) for path in CORE_PATHS),
        (f"{ALICE}/src/cursus_dev/registry/workspace_registry.py", FileKind.WORKSPACE, "alice"),
        (
            "developer_workspaces/developers/a b-é/src/cursus_dev/registry/workspace_registry.py",
            FileKind.WORKSPACE,
            "a b-é",
        ),
        (f"{ALICE}/src/cursus_dev/registry/other.py", FileKind.PYTHON, "alice"),
        (f"{ALICE}/registry/workspace_registry.py", FileKind.PYTHON, "alice"),
        (f"{ALICE}/deeper/src/cursus_dev/registry/workspace_registry.py", FileKind.PYTHON, "alice"),
        (f"x/{ALICE}/src/cursus_dev/registry/workspace_registry.py", FileKind.PYTHON, None),
        (f"{ALICE}/notes.txt", FileKind.OTHER, "alice"),
        ("developer_workspaces/developers/readme.py", FileKind.PYTHON, None),
        ("src/cursus/steps/builders/builder_package_step.py", FileKind.COMPONENT, None),
        ("src/cursus/steps/specs/package_spec.py", FileKind.COMPONENT, None),
        ("src/cursus/steps/builders/readme.md", FileKind.OTHER, None),
        ("src/cursus/steps/other.py", FileKind.PYTHON, None),
        (f"{ALICE}/src/cursus_dev/steps/scripts/package.py", FileKind.COMPONENT, "alice"),
        (f"{ALICE}/src/cursus/steps/scripts/package.py", FileKind.PYTHON, "alice"),
        ("src/cursus/steps/interfaces/package.step.yaml", FileKind.INTERFACE, None),
        ("src/cursus/steps/interfaces/package.yaml", FileKind.OTHER, None),
        ("src/cursus/steps/interfaces/old/package.step.yaml", FileKind.OTHER, None),
        ("src/cursus/registry/interface_registry_loader.py", FileKind.EXTRAS, None),
        ("src/cursus/registry/hyperparameter_registry.py", FileKind.HYPERPARAMETERS, None),
        ("src/cursus/registry/other.py", FileKind.PYTHON, None),
        (f"{ALICE}/src/cursus_dev/registry/hyperparameter_registry.py", FileKind.HYPERPARAMETERS, "alice"),
        ("step_pack/interfaces/fraud.step.yaml", FileKind.PACK, None),
        ("step_pack/fraud.step.yaml", FileKind.OTHER, None),
        ("cursus-registry.toml", FileKind.SETTINGS, None),
        ("pyproject.toml", FileKind.SETTINGS, None),
        ("sub/pyproject.toml", FileKind.OTHER, None),
        ("sub/src/cursus/registry/step_names.py", FileKind.PYTHON, None),
        ("src/cursus/registry/step_names.pyc", FileKind.OTHER, None),
        ("main.py", FileKind.PYTHON, None),
        ("", FileKind.OTHER, None),
    ],
)
def test_the_place_of_a_path(path, kind, workspace):
    assert place_of(path)[:2] == (kind, workspace)


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("src/cursus/registry/step_names.py", "cursus.registry.step_names"),
        ("src/cursus/registry/__init__.py", "cursus.registry"),
        ("pipelines/fraud.py", "pipelines.fraud"),
        ("main.py", "main"),
        (f"{ALICE}/src/cursus_dev/registry/workspace_registry.py", "cursus_dev.registry.workspace_registry"),
        (f"{ALICE}/src/cursus_dev/__init__.py", "cursus_dev"),
        (f"{ALICE}/pipelines/__init__.py", "pipelines"),
        (f"{ALICE}/run.py", "run"),
    ],
)
def test_the_name_that_an_import_would_use(path, module):
    assert place_of(path).module == module


@pytest.mark.parametrize(
    ("layout", "path", "kind", "workspace", "module"),
    [
        (Layout(core=("lib/steps.py",)), "lib/steps.py", FileKind.CORE, None, "lib.steps"),
        (Layout(core=("lib",)), "lib/registry/step_names.py", FileKind.CORE, None, "cursus.registry.step_names"),
        (Layout(core=("lib",)), "lib/cursus/registry/step_names.py", FileKind.CORE, None, "cursus.registry.step_names"),
        (Layout(core=("lib",)), "lib/package.step.yaml", FileKind.INTERFACE, None, None),
        (Layout(core=("lib",)), "lib/steps/builders/builder_a_step.py", FileKind.COMPONENT, None, None),
        (Layout(core=("lib",)), "src/cursus/registry/step_names.py", FileKind.PYTHON, None, None),
        (Layout(packs=("packs/a", "packs/b")), "packs/b/fraud.step.yaml", FileKind.PACK, None, None),
        (Layout(packs=("packs/a",)), "step_pack/interfaces/fraud.step.yaml", FileKind.OTHER, None, None),
        (
            Layout(workspaces=("teams/{id}",)),
            "teams/red/src/cursus_dev/registry/workspace_registry.py",
            FileKind.WORKSPACE,
            "red",
            "cursus_dev.registry.workspace_registry",
        ),
        (
            Layout(workspaces=("teams/team-{id}/steps.py",)),
            "teams/team-red/steps.py",
            FileKind.WORKSPACE,
            "red",
            "steps",
        ),
        (
            Layout(workspaces=("teams/{id}/registry/steps.py",)),
            "teams/red/registry/hyperparameter_registry.py",
            FileKind.HYPERPARAMETERS,
            "red",
            None,
        ),
        (Layout(workspaces=("a/{id}", "b/{id}")), "b/red/main.py", FileKind.PYTHON, "red", "main"),
        (Layout(workspaces=("teams/{id}",)), "teams/main.py", FileKind.PYTHON, None, "teams.main"),
    ],
)
def test_another_layout(layout, path, kind, workspace, module):
    place = layout.place_of(path)
    assert place[:2] == (kind, workspace)
    assert module in {None, place.module}
