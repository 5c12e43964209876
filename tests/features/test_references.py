"""Every place of a step: what is declared, what surely mentions it, over core, workspaces and projects.

In the fixtures `target` marks what is found, `declared` what is found unless declarations are unwanted.
"""

import pytest

from cursus_registry.features.references import Kind, references, subject_at
from cursus_registry.text import Encoding
from support.checks import CORE, open_fixture, registry
from support.features import at_cursor
from support.fixture import Note

CALL = "from cursus.registry.step_names import get_config_class_name\n"


def places(found):
    """Places in the shape of notes."""
    shown = []
    for one in found:
        start, end = one.source.range(one.span, Encoding.UTF32)
        assert start.line == end.line
        label = "declared" if one.kind is Kind.DECLARATION else "target"
        shown.append(Note(one.path, start.line, start.character, end.character, label))
    return shown


def project(text):
    """A fixture in which `@core` stands for a small core, and `@alice` for the path of a registry."""
    text = text.replace("@core\n", f"{CORE}\n", 1)
    return text.replace("#- @alice", f"#- {registry('alice')}").replace("#- @bob", f"#- {registry('bob')}")


def moved(text, old, new):
    """The fixture with its cursor in the first place of a text."""
    assert old in text
    return text.replace(old, new, 1)


def check_references(text):
    """The references from the cursor are the places noted."""
    fixture, snapshot, path, _, offset = at_cursor(project(text))
    subject = subject_at(snapshot, path, offset)
    assert subject, "nothing stands here"
    found = places(references([snapshot], subject))
    assert sorted(found) == sorted([*fixture.places("declared"), *fixture.places("target")])


WORLD = """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {"sagemaker_step_type": "Processing", "description": "ä🚀"},
#   ^^^^^^^^^ declared
    "Other": {"sagemaker_step_type": "Processing", "description": "x"},
}
#- @alice
STEP_OVERRIDES = {"x": {"description": "🚀"}, "Package": {"description": "🚀"}}
#                                            ^^^^^^^^^ declared
#- @bob
WORKSPACE_STEPS = {
    "Package": {"sagemaker_step_type": "Processing", "description": "his own"},
    "Own": {"sagemaker_step_type": "Processing", "description": "his own"},
}
#- /developer_workspaces/developers/bob/pipelines/his.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
#- /pipelines/call.py
from cursus.registry.step_names import get_config_class_name
x = "ä🚀", get_config_class_name("Package_training")
#                                ^^^^^^^ target
get_config_class_name("Package", workspace_id="alice")
#                      ^^^^^^^ target
get_config_class_name("Package", workspace_id="bob")
get_config_class_name("Package", workspace_id=whose())
#- /pipelines/dag.py
from cursus.api.dag import PipelineDAG
dag = PipelineDAG()
dag.add_node("Package"); dag.add_edge("Package_training", "Other")
#             ^^^^^^^ target
#                                      ^^^^^^^ target
#- /pipelines/whole.dag.json
{"🚀": 1, "dag": {"nodes": ["Package-x", "Other"], "edges": [["Package-x", "Other"]]}}
#                           ^^^^^^^ target
#                                                             ^^^^^^^ target
#- /pipelines/config.json
{"🚀": 1, "metadata": {"config_types": {"Package": "PackageConfig"}}}
#                                       ^^^^^^^ target
#- /src/cursus/steps/interfaces/score.step.yaml
step_type: Score
spec: {note: "🚀", compatible_sources: [Other, Package]}
#                                             ^^^^^^^ target
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"Package": {"sagemaker', '"Pack<|>age": {"sagemaker', id="p1-core"),
        pytest.param('"Package": {"description', '"Pack<|>age": {"description', id="p1-override"),
        pytest.param('"Package_training")', '"Pack<|>age_training")', id="p4-suffix"),
        pytest.param('"Package", workspace_id="alice"', '"Package<|>", workspace_id="alice"', id="p4-of-workspace"),
        pytest.param('add_node("Package")', 'add_node("<|>Package")', id="p5"),
        pytest.param('"nodes": ["Package-x"', '"nodes": ["Package-<|>x"', id="p6"),
        pytest.param('{"Package": "Pack', '{"<|>Package": "Pack', id="p7"),
        pytest.param("[Other, Package]", "[Other, Pack<|>age]", id="p8"),
    ],
)
def test_references_from_everywhere_it_stands(old, new):
    check_references(moved(WORLD, old, new))


def test_references_p1_a_workspaces_own_step_is_another_than_the_cores():
    check_references(
        """@core
#- @alice
WORKSPACE_STEPS = {"Own": {"description": "hers"}, "Package": {"description": "hers"}}
#- @bob
WORKSPACE_STEPS = {
    "Package": {"description": "ä"},
#   ^^^^^^^^^ declared
}
#- /developer_workspaces/developers/bob/pipelines/his.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Pack<|>age")
#                      ^^^^^^^ target
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
get_config_class_name("Package", workspace_id="bob")
#                      ^^^^^^^ target
get_config_class_name("Package", workspace_id="alice")
"""
    )


def test_references_p1_an_interface_file():
    check_references(
        """
#- /src/cursus/steps/interfaces/package.step.yaml
node_type: "🚀"
step_type: Pack<|>age
#          ^^^^^^^ declared
registry:
  sagemaker_step_type: Processing
#- @alice
STEP_OVERRIDES = {"Package": {"description": "🚀"}}
#                 ^^^^^^^^^ declared
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
#                      ^^^^^^^ target
"""
    )


def test_references_p4_a_name_that_only_several_workspaces_have_is_each_of_theirs():
    check_references(
        """@core
#- @alice
WORKSPACE_STEPS = {"Graph": {"description": "hers"}}
#                  ^^^^^^^ declared
#- @bob
WORKSPACE_STEPS = {"Graph": {"description": "his"}}
#                  ^^^^^^^ declared
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Gr<|>aph")
get_config_class_name("Graph", workspace_id="bob")
#                      ^^^^^ target
"""
    )


def test_references_p4_in_half_typed_text():
    check_references(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {"description": "x"},
#   ^^^^^^^^^ declared
}
#- @alice
STEP_OVERRIDES = {
    "Package": {"description": "x"},
#   ^^^^^^^^^ declared
    "XGB": {"
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("XGB", "🚀"
get_config_class_name("Pack<|>age")
#                      ^^^^^^^ target
get_config_class_name(
"""
    )


CLASSES = """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {"description": "🚀", "builder_step_name": "PackageStepBuilder", "config_class": "PackageConfig"},
#   ^^^^^^^^^ step
#                                                        ^^^^^^^^^^^^^^^^^^^^ target
}
#- @alice
STEP_OVERRIDES = {"Package": {"builder_step_name": "PackageStepBuilder"}}
#                 ^^^^^^^^^ step
#                                                  ^^^^^^^^^^^^^^^^^^^^ target
#- @bob
STEP_OVERRIDES = {"Package": {"builder_step_name": "HisStepBuilder"}}
#                 ^^^^^^^^^ step
#- /src/cursus/steps/builders/builder_package_step.py
"🚀"
class PackageStepBuilder:
#     ^^^^^^^^^^^^^^^^^^ declared
    pass
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
#                      ^^^^^^^ use
"""


def test_references_p2_a_class_by_its_name():
    check_references(moved(CLASSES, '"PackageStepBuilder"}', '"Package<|>StepBuilder"}'))


def test_references_p10_a_class_by_its_definition():
    """The step that it belongs to is found, too."""
    text = CLASSES.replace("^ step", "^ declared").replace("^ use", "^ target")
    check_references(moved(text, "class Package", "class Pack<|>age"))


def test_references_p2_a_config_class_that_config_files_name():
    check_references(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {"description": "🚀", "config_class": "PackageConfig"},
#                                                   ^^^^^^^^^^^^^^^ target
}
#- @alice
WORKSPACE_STEPS = {"Package": {"description": "🚀", "config_class": "Package<|>Config"}}
#                                                                  ^^^^^^^^^^^^^^^ target
#- /pipelines/config.json
{"metadata": {"config_types": {"Package": "PackageConfig"}}}
#                                          ^^^^^^^^^^^^^ target
"""
    )


def test_references_p7_a_class_in_a_config_file():
    check_references(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {"description": "🚀", "config_class": "PackageConfig"},
#                                                   ^^^^^^^^^^^^^^^ target
}
#- /src/cursus/steps/configs/config_package_step.py
class PackageConfig:
#     ^^^^^^^^^^^^^ declared
    pass
#- /pipelines/config.json
{"metadata": {"config_types": {"Package_a": "Package<|>Config"}},
#                                            ^^^^^^^^^^^^^ target
"configuration": {"specific": {"🚀": {"__model_type__": "PackageConfig"}}}}
#                                                       ^^^^^^^^^^^^^ target
"""
    )


def test_references_p2_a_class_that_an_entry_has_by_its_name():
    check_references(
        """@core
#- @alice
WORKSPACE_STEPS = {
    "Graph": {"description": "🚀"},
#   ^^^^^^^ target
    "Other": {"config_class": "Graph<|>Config"},
#                             ^^^^^^^^^^^^^ target
}
"""
    )


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("@alice", 'WORKSPACE_STEPS = {"Graph": {"descr<|>iption": "x"}}'),
        ("@alice", 'WORKSPACE_STEPS = {"Graph": {"description": "Pack<|>age"}}'),
        ("@alice", 'WORKSPACE_METADATA = {"description": "Pack<|>age"}'),
        ("/pipelines/fraud.py", f'{CALL}get_config_class_name("No<|>where")'),
        ("/pipelines/fraud.py", 'graph.add_node("Pack<|>age")'),
        ("/pipelines/fraud.py", 'print("<|>")'),
    ],
    ids=["p2-field", "p2-value", "p3", "p4-unknown", "p5-not-ours", "elsewhere"],
)
def test_references_where_no_step_stands(path, line):
    _, snapshot, asked, _, offset = at_cursor(project(f"@core\n#- {path}\n{line}\n"))
    assert subject_at(snapshot, asked, offset) is None


def test_references_p4_in_another_project():
    other = open_fixture(f'{CORE}\n#- /two/fraud.py\n{CALL}get_config_class_name("Package_x")\n').snapshot
    _, snapshot, path, _, offset = at_cursor(f'{CORE}\n#- /one/fraud.py\n{CALL}get_config_class_name("Pack<|>age")\n')
    subject = subject_at(snapshot, path, offset)
    found = [(one.path, one.kind) for one in references([snapshot, other], subject)]
    assert found == [
        ("/src/cursus/registry/step_names.py", Kind.DECLARATION),  # the one that both have, once
        ("/one/fraud.py", Kind.MENTION),
        ("/two/fraud.py", Kind.MENTION),
    ]
