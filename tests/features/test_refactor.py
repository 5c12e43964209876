"""Refactorings that move, extract or copy a step: where each is offered, what it changes, and when it is refused."""

import pytest

from cursus_registry.features.refactor import CannotRefactorError, made, refactorings
from cursus_registry.text import Span
from support.checks import classes, registry
from support.refactorings import DERIVED, check_refactoring, files_after, refactorings_at, titles_at

TO_OVERRIDES = "Move 'Package' to STEP_OVERRIDES"
TO_STEPS = "Move 'Package' to the workspace's steps"
EXTRACT = "Extract 'GraphSampling' to the core"
STEP = f'"sagemaker_step_type": "Processing", "description": "ä🚀", {classes("GraphSampling")}'


def test_to_overrides_p1_step_with_its_comments():
    check_refactoring(
        """
        #- alice
        WORKSPACE_STEPS = {
            # why 🚀
            "Package": {<|>"sagemaker_step_type": "Processing", "description": "ä🚀"},  # and so
            "Other": {"sagemaker_step_type": "Processing", "description": "d"},
        }
        STEP_OVERRIDES = {
            "XGBoostTraining": {"priority": 1},
        }
        """,
        TO_OVERRIDES,
        """
        #- alice
        WORKSPACE_STEPS = {
            "Other": {"sagemaker_step_type": "Processing", "description": "d"},
        }
        STEP_OVERRIDES = {
            "XGBoostTraining": {"priority": 1},
            # why 🚀
            "Package": {"sagemaker_step_type": "Processing", "description": "ä🚀"},  # and so
        }
        """,
    )


def test_to_steps_p1_override_writes_what_it_inherited():
    check_refactoring(
        """
        #- core
        STEP_NAMES = {
            "Package": {
                "config_class": "PackageConfig",
                "builder_step_name": "PackerStepBuilder",
                "spec_type": "Package",
                "sagemaker_step_type": "Processing",
                "description": "Packs a model",
                "priority": 7,
            },
        }
        #- alice
        STEP_OVERRIDES = {
            "Package"<|>: {
                "description": "Packs faster",  # here
            },
        }
        """,
        TO_STEPS,
        """
        #- alice
        STEP_OVERRIDES = {
        }

        LOCAL_STEPS = {
            "Package": {
                "description": "Packs faster",  # here
                "builder_step_name": "PackerStepBuilder",
                "sagemaker_step_type": "Processing",
            },
        }
        """,
    )


@pytest.mark.parametrize(
    "entry",
    ['"Package"<|>: make()', '"Graph<|>Sampling": {}', '"Package": {}, "Pack<|>age": {}'],
    ids=["unreadable", "no such core step", "written twice"],
)
def test_no_move_p1_where_it_makes_no_sense(entry):
    text = f"#- alice\nSTEP_OVERRIDES = {{{entry}}}\n"
    offered = [title for title in titles_at(text) if title.startswith("Move ")]
    for title in offered:
        with pytest.raises(CannotRefactorError):
            files_after(text, title)
    assert len(offered) == ("make" in entry)


def test_extract_p1_step_of_one_of_two_workspaces():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{
            "Graph<|>Sampling": {{{STEP}}},
        }}
        #- bob
        STEP_OVERRIDES = {{"Package": {{"priority": 1}}}}
        """
    after = files_after(text, EXTRACT)
    assert after[registry("alice")] == "WORKSPACE_STEPS = {\n}\n"
    assert f'"GraphSampling": {{{STEP}}},\n}}\n' in after["/src/cursus/registry/step_names.py"]
    _, snapshot, found = refactorings_at(text)
    [chosen] = [one for one in found if one.title == EXTRACT]
    assert {one.confirm for one in made(snapshot, chosen)} == {"Change the core for every workspace"}


def test_extract_p1_to_interface_files_makes_a_new_one():
    text = f"""
        #- none
        #- /src/cursus/steps/interfaces/package.step.yaml
        step_type: Package
        registry:
          sagemaker_step_type: Processing
          description: Packs
        #- alice
        WORKSPACE_STEPS = {{"Graph<|>Sampling": {{{STEP}}}}}
        """
    _, snapshot, found = refactorings_at(text)
    files = made(snapshot, next(one for one in found if one.title == EXTRACT))
    assert [(one.path.rpartition("/")[2], one.is_new) for one in files] == [
        ("workspace_registry.py", False),
        ("graph_sampling.step.yaml", True),
    ]


def test_extract_p1_is_disabled_where_the_core_has_the_name():
    _, _, found = refactorings_at(f"#- alice\nWORKSPACE_STEPS = {{'Pack<|>age': {{{DERIVED}}}}}\n")
    assert [one.disabled for one in found if one.kind == "refactor.extract"] == [
        "the core has a step 'Package' already"
    ]


def test_extract_p1_is_refused_with_a_reason():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{"Graph<|>Sampling": {{{DERIVED}}}}}
        #- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_sampling_step.py
        class GraphSamplingStepBuilder: ...
        """
    with pytest.raises(CannotRefactorError, match="stands in workspace 'alice' only"):
        files_after(text, EXTRACT)


COLLISION = f"""
#- alice
WORKSPACE_STEPS = {{
    "Graph<|>Sampling": {{{DERIVED}}},  # mine
}}
#- bob
LOCAL_STEPS = {{
    'GraphSampling': {{
        'sagemaker_step_type': 'Training',
        'description': 'ä🚀',  # theirs
    }},
}}
"""


def test_copy_p1_collision_takes_the_other_entry():
    check_refactoring(
        COLLISION,
        "Replace by the entry of workspace bob",
        """
        #- alice
        WORKSPACE_STEPS = {
            "GraphSampling": {
                'sagemaker_step_type': 'Training',
                'description': 'ä🚀',  # theirs
            },  # mine
        }
        """,
    )


def test_copy_p1_override_takes_the_other_override():
    check_refactoring(
        """
        #- alice
        STEP_OVERRIDES = {"Pack<|>age": {"priority": 1}}
        #- bob
        STEP_OVERRIDES = {"Package": {"priority": 2}}
        """,
        "Replace by the entry of workspace bob",
        """
        #- alice
        STEP_OVERRIDES = {"Package": {"priority": 2}}
        """,
    )


LOOKUPS = {
    "p4_call": (
        "pipelines/a.py",
        'from cursus.registry.step_names import get_config_class_name\nx = "🚀", get_config_class_name("Graph<|>Sampling_training")\n',
    ),
    "p5_dag_call": (
        "pipelines/a.py",
        'from cursus.api.dag.base_dag import PipelineDAG\nd = PipelineDAG()\nd.add_node("Graph<|>Sampling")\n',
    ),
    "p6_dag_file": ("pipelines/a.dag.json", '{"dag": {"nodes": ["Graph<|>Sampling"], "edges": []}}\n'),
    "p7_config_file": (
        "pipelines/c.json",
        '{"metadata": {"config_types": {"Graph<|>Sampling": "GraphSamplingConfig"}}, "configuration": {}}\n',
    ),
    "half_typed": (
        "pipelines/a.py",
        'from cursus.registry.step_names import get_config_class_name\nx = get_config_class_name("Graph<|>Sampling")\ny = get_config_class_name("Gr',
    ),
}


@pytest.mark.parametrize("place", LOOKUPS)
def test_copy_of_an_unknown_name(place):
    path, text = LOOKUPS[place]
    project = f"""
#- alice
WORKSPACE_STEPS = {{}}
#- bob
WORKSPACE_STEPS = {{
    "GraphSampling": {{{DERIVED}}},  # a note
}}
#- /developer_workspaces/developers/alice/{path}
{text}"""
    after = files_after(project, "Copy 'GraphSampling' from workspace bob")
    assert list(after) == [registry("alice")]
    assert f'"GraphSampling": {{{DERIVED}}},  # a note' in after[registry("alice")]


@pytest.mark.parametrize("place", LOOKUPS)
def test_extract_of_a_step_used_outside_its_workspace(place):
    path, text = LOOKUPS[place]
    project = f"""
#- alice
WORKSPACE_STEPS = {{}}
#- bob
WORKSPACE_STEPS = {{
    "GraphSampling": {{{DERIVED}}},
}}
#- /{path}
{text}"""
    assert titles_at(project) == ["Extract 'GraphSampling' of workspace bob to the core"]
    after = files_after(project, "Extract 'GraphSampling' of workspace bob to the core")
    assert set(after) == {registry("bob"), "/src/cursus/registry/step_names.py"}


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ('    "Package": {"priority": 1},\n', [TO_STEPS]),
        ('{"priority": 1}', [TO_STEPS]),
        ('"Package": {"priority": 1},\n    "XGBoostTraining"', []),
        ("\n", []),
    ],
)
def test_a_marked_stretch_counts_without_blanks_and_commas_at_p1(marked, found):
    text = 'STEP_OVERRIDES = {\n    "Package": {"priority": 1},\n    "XGBoostTraining": {},\n}\n'
    _, snapshot, _ = refactorings_at(f"#- alice\n<|>{text}")
    start = text.index(marked)
    assert [one.title for one in refactorings(snapshot, registry("alice"), Span(start, start + len(marked)))] == found


def test_nothing_off_our_ground():
    assert titles_at('#- /p/a.py\nx = {"a<|>": 1}\n') == []
    assert titles_at("#- /src/cursus/other.py\nclass <|>X: ...\n") == []
