"""Cores and packs out of interface files, and what workspaces see of them."""

import pytest

from support.checks import check_diagnostics, open_fixture, registry

INTERFACE = """
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
registry:
  sagemaker_step_type: Processing
  description: Packs a model
#- /src/cursus/registry/step_names.py
from .step_names_base import get_step_names

STEP_NAMES = get_step_names()
"""
PACK = """
#- /step_pack/interfaces/{name}.step.yaml
step_type: {name}
{note}
registry:
  sagemaker_step_type: Processing
  description: Of a pack
"""
USE = """
#- /use.py
from cursus.registry import get_config_class_name

get_config_class_name("Package")
get_config_class_name("Signing")
get_config_class_name("Signings")
{note}
"""
UNKNOWN = "#                      ^^^^^^^^ warning[CUR301]"


def test_a_core_of_interface_files_is_whole():
    check_diagnostics(INTERFACE + PACK.format(name="Signing", note="# of a pack") + USE.format(note=UNKNOWN))


def test_a_pack_over_a_core_of_interface_files():
    note = "#          ^^^^^^^ warning[CUR213]"
    project = open_fixture(INTERFACE + PACK.format(name="Package", note=note))
    check_diagnostics(INTERFACE + PACK.format(name="Package", note=note))
    assert project.snapshot.view.base.steps["Package"].namespace == "pack"


def test_the_extras_beside_interface_files():
    extras = """
#- /src/cursus/registry/interface_registry_loader.py
_EXTRAS = {
    "Signing": {
        "config_class": "SigningConfig",
        "builder_step_name": "SigningStepBuilder",
        "spec_type": "Signing",
        "sagemaker_step_type": "Processing",
        "description": "Signs a model",
    },
}
"""
    check_diagnostics(INTERFACE + extras + USE.format(note=UNKNOWN))


def test_extras_alone_are_no_whole_core():
    text = "#- /src/cursus/registry/interface_registry_loader.py\n_EXTRAS = {}\n"
    check_diagnostics(text + USE.format(note="# nothing is called unknown"))


@pytest.mark.parametrize(
    "hidden", ["step_type: *name\n", "step_type: [\n", "\0", "registry: {}\n"], ids=["alias", "broken", "NUL", "none"]
)
def test_a_name_that_could_not_be_read_hides_a_step(hidden):
    project = open_fixture(f"{INTERFACE}#- /src/cursus/steps/interfaces/odd.step.yaml\n{hidden}")
    assert project.snapshot.view.base.complete is (hidden == "registry: {}\n")


@pytest.mark.parametrize(
    ("table", "name", "note"),
    [
        ("STEP_OVERRIDES", "Signing", "#                 ^^^^^^^^^ information[CUR210]"),
        ("STEP_OVERRIDES", "Package", "#                 ^^^^^^^^^ information[CUR210]"),
        ("STEP_OVERRIDES", "Signingg", "#                 ^^^^^^^^^^ error[CUR205]"),
    ],
)
def test_what_a_workspace_overrides(table, name, note):
    text = f'#- {registry("alice")}\n{table} = {{"{name}": {{}}}}\n{note}\n'
    check_diagnostics(INTERFACE + PACK.format(name="Signing", note="# of a pack") + text)


def test_a_literal_copy_that_contradicts():
    literal = """
#- /src/cursus/registry/step_names_original.py
STEP_NAMES = {
    "Package": {
#   ^^^^^^^^^ error[CUR212]
        "config_class": "OldPackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
"""
    note = "#          ^^^^^^^ error[CUR212]"
    check_diagnostics(INTERFACE.replace("step_type: Package", f"step_type: Package\n{note}") + literal)
