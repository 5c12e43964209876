"""The files that an entry leads to. A note marks the link, and names the file that it opens."""

import pytest

from cursus_registry.features.document_links import document_links
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.text import Encoding
from support.checks import CORE, open_fixture, registry
from support.fixture import Note, parse_fixture

ALICE = registry("alice")
STEPS = "/src/cursus/steps"
HERS = "/developer_workspaces/developers/alice/src/cursus_dev/steps"
INTERFACE = f"{STEPS}/interfaces/package.step.yaml"


def check_links(text, path):
    """The links of a file are the notes in it, which name their targets below the root."""
    fixture = parse_fixture(text)
    snapshot = open_fixture(fixture).snapshot
    source = snapshot.view.index.files[path].source
    found = []
    for link in document_links(snapshot, path):
        start, end = source.range(link.span, Encoding.UTF32)
        found.append(Note(path, start.line, start.character, end.character, link.target))
    assert sorted(found) == sorted(note for note in fixture.notes if note.path == path)


def test_document_link_p2_of_the_core_and_of_a_workspace():
    text = f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{
    "Package": {{
        "description": "🚀", "builder_step_name": "PackageStepBuilder",
#                                                 ^^^^^^^^^^^^^^^^^^ {STEPS}/builders/builder_package_step.py
        "config_class": "PackageConfig",
#                        ^^^^^^^^^^^^^ /src/cursus/other/configs.py
        "spec_type": "Package",
#                     ^^^^^^^ {STEPS}/specs/package_spec.py
    }},
    "Other": {{"config_class": "NowhereConfig", "builder_step_name": None}},
}}
#- {ALICE}
STEP_OVERRIDES = {{
    "Package": {{
        "config_class": "HerConfig",
#                        ^^^^^^^^^ {HERS}/configs/config_package_step.py
        "builder_step_name": "Package" "StepBuilder",
#                            ^^^^^^^^^^^^^^^^^^^^^^^ {STEPS}/builders/builder_package_step.py
        "spec_type": "
#- {STEPS}/builders/builder_package_step.py
class PackageStepBuilder: ...
#- /src/cursus/other/configs.py
class PackageConfig: ...
#- {STEPS}/specs/package_spec.py
SPEC = 1
#- {HERS}/configs/config_package_step.py
class HerConfig: ...
"""
    check_links(text, "/src/cursus/registry/step_names.py")
    check_links(text, ALICE)


def test_document_link_p2_of_an_interface_file():
    check_links(
        f"""
#- {INTERFACE}
step_type: Package
registry:
  description: "🚀"
  config_class: PackageConfig
#               ^^^^^^^^^^^^^ {STEPS}/configs/config_package_step.py
contract:
  "🚀": 1
  entry_point: package.py
#              ^^^^^^^^^^ {STEPS}/scripts/package.py
  others: [{{contract: "contracts/package_contract.py"}}]
  inputs:
    model:
      path: /opt/ml/package.py
    none: nowhere.py
    far: pipelines/train.py
#        ^^^^^^^^^^^^^^^^^^ /pipelines/train.py
#- {STEPS}/configs/config_package_step.py
class PackageConfig: ...
#- {STEPS}/scripts/package.py
print()
#- /opt/ml/package.py
print()
#- /pipelines/train.py
print()
""",
        INTERFACE,
    )


def test_document_link_p2_with_a_path_below_the_steps():
    check_links(
        """
#- @interface
step_type: Package
contract: {path: "../contracts/package_contract.py", 'entry_point': 'scripts/package.py'}
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ @steps/contracts/package_contract.py
#- @steps/contracts/package_contract.py
x = 1
""".replace("@interface", INTERFACE).replace("@steps", STEPS),
        INTERFACE,
    )


def test_document_link_p2_in_half_typed_yaml():
    check_links(
        f"""
#- {INTERFACE}
step_type: Package
contract:
  entry_point: package.py
#              ^^^^^^^^^^ {STEPS}/scripts/package.py
compute: [
#- {STEPS}/scripts/package.py
print()
""",
        INTERFACE,
    )


@pytest.mark.parametrize("path", ["/pipelines/fraud.py", "/nowhere.py", "/src/cursus/registry/step_names.py"])
def test_document_link_nowhere_else(path):
    snapshot = open_fixture(f"{CORE}\n#- /pipelines/fraud.py\nx = 'cursus.py'\n").snapshot
    assert document_links(snapshot, path) == []


def test_document_link_p2_never_leads_out_of_the_project():
    files = {
        f"/p{INTERFACE}": "step_type: Package\nout: ../../../../../q/x.py\nin: ../../../../x.py\n",
        "/q/x.py": "",
        "/p/x.py": "",
    }
    project = Project(Memory(files), "/p")
    project.load_all()
    assert [link.target for link in document_links(project.snapshot, f"/p{INTERFACE}")] == ["/p/x.py"]
