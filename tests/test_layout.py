"""Which file is what, by its path alone."""

import pytest

from cursus_registry.layout import CORE_PATHS, FileKind, Place, module_name, place_of

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
    assert place_of(path) == Place(kind, workspace)


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
    assert module_name(path) == module
