"""What is coloured as a step, a field, a strategy: the tokens of a file are what its notes say."""

import pytest

from cursus_registry.features.semantic_tokens import semantic_tokens
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.text import Encoding, Span
from support.checks import CORE, open_fixture, registry
from support.fixture import Note, parse_fixture
from support.rules import with_paths

ALICE = registry("alice")


def check_tokens(text, path):
    """The tokens of a file are its notes: the type, and the modifiers in alphabetical order."""
    fixture = parse_fixture(with_paths(text))
    snapshot = open_fixture(fixture).snapshot
    source = snapshot.view.index.files[path].source
    found = []
    for token in semantic_tokens(snapshot, path):
        start, end = source.range(token.span, Encoding.UTF32)
        words = " ".join([token.type.value, *sorted(one.value for one in token.modifiers)])
        assert start.line == end.line
        found.append(Note(path, start.line, start.character, end.character, words))
    assert found == sorted(note for note in fixture.notes if note.path == path)


def test_p1_p2_p3_a_workspace_registry():
    check_tokens(
        """
#- alice
WORKSPACE_STEPS = {
    "Graph": {"description": "ä🚀", "own": 1, "conflict_resolution_strategy": "manual"},
#    ^^^^^ class declaration
#              ^^^^^^^^^^^ property
#                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ property
#                                                                             ^^^^^^ enumMember
    "ä🚀": {},
#    ^^ class declaration
}
STEP_OVERRIDES = {
    'Package': {'description': "Hers", "conflict_resolution_strategy": "mnual"},
#    ^^^^^^^ class declaration modification
#                ^^^^^^^^^^^ property
#                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ property
}
WORKSPACE_METADATA = {"developer_id": "alice", "default_resolution_strategy": "core_fallback"}
#                      ^^^^^^^^^^^^ property
#                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ property
#                                                                              ^^^^^^^^^^^^^ enumMember
""",
        ALICE,
    )


def test_p1_core_and_names_of_old():
    check_tokens(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {"Package": {}, "MIMSPackaging": {}}
#              ^^^^^^^ class declaration defaultLibrary
#                             ^^^^^^^^^^^^^ class declaration defaultLibrary deprecated
""",
        "/src/cursus/registry/step_names.py",
    )


@pytest.mark.parametrize("name", ["Graph", "'Graph'"])
def test_p1_interface_file(name):
    path = "/src/cursus/steps/interfaces/graph.step.yaml"
    check_tokens(
        f"""
#- {path}
step_type: {name}
#          {" " * (len(name) == 7)}^^^^^ class declaration defaultLibrary
registry:
  description: ä🚀
# ^^^^^^^^^^^ property
""",
        path,
    )


def test_p4_calls_by_what_they_mean_here():
    fixture = """
#- alice
WORKSPACE_STEPS = {"Graph": {}, "XGBoostTraining": {}}
STEP_OVERRIDES = {"Package": {"description": "Hers"}}
#- bob
WORKSPACE_STEPS = {"Graph": {}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name

"ä🚀"; get_config_class_name("Package_training"); get_config_class_name("Graph")
#                            ^^^^^^^ class defaultLibrary
get_config_class_name("Package", workspace_id="alice")
#                      ^^^^^^^ class modification
get_config_class_name("XGBoostTraining", workspace_id="alice")
#                      ^^^^^^^^^^^^^^^ class
get_config_class_name("Graph-x", workspace_id="bob"); get_config_class_name("Package", workspace_id=who)
#                      ^^^^^ class
get_config_class_name("PytorchTraining_x"); print("Package")
#                      ^^^^^^^^^^^^^^^ class deprecated
get_config_class_name("Pack
"""
    check_tokens(fixture, "/pipelines/fraud.py")


def test_p4_a_call_of_somebody_else():
    check_tokens(
        """
#- /pipelines/fraud.py
from elsewhere import get_config_class_name
get_config_class_name("Package")
""",
        "/pipelines/fraud.py",
    )


def test_p5_dag_call():
    check_tokens(
        """
#- /pipelines/fraud.py
from cursus.api.dag.base_dag import PipelineDAG
dag = PipelineDAG()
dag.add_edge("Package_ä", "Lost")
#             ^^^^^^^ class defaultLibrary
""",
        "/pipelines/fraud.py",
    )


def test_p6_dag_file_p7_config_file():
    check_tokens(
        """
#- /pipelines/fraud.dag.json
{"dag": {"nodes": ["Package_training", "ä🚀", "Lost"], "edges": []}}
#                   ^^^^^^^ class defaultLibrary
""",
        "/pipelines/fraud.dag.json",
    )
    check_tokens(
        """
#- /pipelines/config.json
{"metadata": {"config_types": {"Package_x": "PackageConfig"}}, "configuration": {}}
#                               ^^^^^^^ class defaultLibrary
""",
        "/pipelines/config.json",
    )


def test_p8_compatible_sources():
    check_tokens(
        """
#- /src/cursus/steps/interfaces/score.step.yaml
step_type: Score
#          ^^^^^ class declaration defaultLibrary
spec: {note: "🚀", compatible_sources: [Package, "Package", Pakage, Graph]}
#                                      ^^^^^^^ class defaultLibrary
#                                                ^^^^^^^ class defaultLibrary
""",
        "/src/cursus/steps/interfaces/score.step.yaml",
    )


def test_a_collision_and_half_typed_text():
    check_tokens(
        """
#- alice
WORKSPACE_STEPS = {
    "Graph": {"description": "a"},
#    ^^^^^ class declaration
#              ^^^^^^^^^^^ property
    "Half": {"framework":
#    ^^^^ class declaration
    "Last": {},
#    ^^^^ class declaration
}
#- bob
WORKSPACE_STEPS = {"Graph": {"description": "b"}}
""",
        ALICE,
    )


def test_a_chosen_workspace_counts():
    project = open_fixture(
        with_paths(
            """
#- alice
STEP_OVERRIDES = {"Package": {"description": "Hers"}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("Package")
"""
        )
    )
    reached = project.choose("alice")
    assert reached == {"/pipelines/fraud.py"}
    [token] = semantic_tokens(project.snapshot, "/pipelines/fraud.py")
    assert [one.value for one in token.modifiers] == ["modification"]


def test_a_stretch_has_the_tokens_that_begin_in_it():
    snapshot = open_fixture(CORE).snapshot
    path = "/src/cursus/registry/step_names.py"
    everything = semantic_tokens(snapshot, path)
    for start, end in ((0, 0), (0, 30), (30, 200), (0, 10_000)):
        within = semantic_tokens(snapshot, path, Span(start, end))
        assert within == [token for token in everything if start <= token.span.start <= end]
    assert len(everything) == 12


def test_nothing_off_our_own_ground():
    project = Project(Memory({"/a.py": "x = 1\n", "/cursus-registry.toml": ""}), "/")
    snapshot = project.load_all()
    assert semantic_tokens(snapshot, "/a.py") == []
    assert semantic_tokens(snapshot, "/cursus-registry.toml") == []
    assert semantic_tokens(snapshot, "/nothing.py") == []
