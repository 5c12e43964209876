"""Refactorings at every kind of place: where each is offered, what it changes, and when it is refused."""

import pytest

from cursus_registry.features.refactor import CannotRefactorError, made, refactorings
from cursus_registry.text import Span
from support.checks import classes, registry
from support.refactorings import check_refactoring, files_after, refactorings_at, titles_at

TO_OVERRIDES = "Move 'Package' to STEP_OVERRIDES"
TO_STEPS = "Move 'Package' to the workspace's steps"
EXTRACT = "Extract 'GraphSampling' to the core"
STEP = f'"sagemaker_step_type": "Processing", "description": "ä🚀", {classes("GraphSampling")}'
DERIVED = '"sagemaker_step_type": "Processing", "description": "d"'


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


def test_sort_p1_table_with_comments_and_without_a_last_comma():
    check_refactoring(
        """
        #- alice
        STEP_OVERRIDES = {  # all of them
            # about X
            "XGBoostTraining": {"priority": 1},  # x

            "Pack<|>age": {
                "priority": 2,
            }  # p
            # the end
        }
        """,
        "Sort the entries of STEP_OVERRIDES",
        """
        #- alice
        STEP_OVERRIDES = {  # all of them
            "Package": {
                "priority": 2,
            },  # p

            # about X
            "XGBoostTraining": {"priority": 1},  # x
            # the end
        }
        """,
    )


def test_sort_p1_on_one_line():
    check_refactoring(
        "#- alice\nSTEP_OVERRIDES<|> = {'XGBoostTraining': {}, 'Package': {'priority': 1}}\n",
        "Sort the entries of STEP_OVERRIDES",
        "#- alice\nSTEP_OVERRIDES = {'Package': {'priority': 1}, 'XGBoostTraining': {}}\n",
    )


@pytest.mark.parametrize(
    "table",
    [
        '{"Package": {}, <|>"XGBoostTraining": {}}',
        "dict(XGBoostTraining={}, <|>Package={})",
        '{"XGBoostTraining": {}, **more(), "Package"<|>: {}}',
        '{"XGBoostTraining": {},  # x\n"Package": {}<|>, "Base": {}}',
        '{"XGBoostTraining": {}, "Package<|>": {}',
    ],
    ids=["in order", "a call", "a spread", "a comment between", "half typed"],
)
def test_sort_p1_only_what_can_be_sorted(table):
    text = f"#- alice\nSTEP_OVERRIDES = {table}\n"
    title = "Sort the entries of STEP_OVERRIDES"
    if title in titles_at(text):
        with pytest.raises(CannotRefactorError, match="by hand"):
            files_after(text, title)
    else:
        assert "**" not in table


def test_derived_fields_p1_of_one_and_of_all():
    text = f"""
        #- alice
        LOCAL_STEPS = {{
            "A<|>": {{{DERIVED}}},
            'B': {{
                'sagemaker_step_type': 'Training',  # b
                'description': 'd',
                'config_class': 'OtherConfig',
            }},
        }}
        """
    one = '"builder_step_name": "AStepBuilder", "config_class": "AConfig", "spec_type": "A"'
    [after] = files_after(text, "Write out the derived fields of 'A'").values()
    assert f'"A": {{{DERIVED}, {one}}},' in after
    assert "BStepBuilder" not in after
    [after] = files_after(text, "Write out all derived fields in LOCAL_STEPS").values()
    assert f'"A": {{{DERIVED}, {one}}},' in after
    assert "        'builder_step_name': 'BStepBuilder',\n        'spec_type': 'B',\n" in after


def test_derived_fields_p2_of_an_interface_file():
    check_refactoring(
        """
        #- /src/cursus/steps/interfaces/graph.step.yaml
        step_type: Graph
        registry:
          sagemaker_step_type: Pro<|>cessing
          description: ä🚀
        """,
        "Write out the derived fields of 'Graph'",
        """
        #- /src/cursus/steps/interfaces/graph.step.yaml
        step_type: Graph
        registry:
          sagemaker_step_type: Processing
          description: ä🚀
          builder_step_name: GraphStepBuilder
          config_class: GraphConfig
          spec_type: Graph
        """,
    )


BUILDERS = "/developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_step.py"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("GraphTrainingStepBuilder", ""),
        ("GraphTrainingConfig", ""),
        ("GraphTrainingStepConfig", '\n                "config_class": "GraphTrainingStepConfig",'),
    ],
)
def test_add_entry_p10_class(name, more):
    check_refactoring(
        f'''
        #- alice
        WORKSPACE_STEPS = {{
            "A": {{{DERIVED}}},
        }}
        #- {BUILDERS}
        # 🚀
        class {name[:3]}<|>{name[3:]}:
            """Trains a "graph".

            More.
            """
        ''',
        f"Add an entry 'GraphTraining' for {name} to workspace alice",
        f"""
        #- alice
        WORKSPACE_STEPS = {{
            "A": {{{DERIVED}}},
            "GraphTraining": {{
                "sagemaker_step_type": "Training",
                "description": "Trains a \\"graph\\".",{more}
            }},
        }}
        """,
    )


def test_add_entry_p10_class_finds_the_other_class():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{}}
        #- {BUILDERS}
        class <|>GraphStepBuilder: ...
        #- {BUILDERS.replace("builder", "config")}
        class GraphStepConfig: ...
        """
    [after] = files_after(text, "Add an entry 'Graph' for GraphStepBuilder to workspace alice").values()
    assert '"description": "Graph",\n        "config_class": "GraphStepConfig",\n    },' in after


def test_add_entry_p10_class_of_a_workspace_without_a_registry():
    text = f"#- bob\nLOCAL_STEPS = {{'A': {{{DERIVED}}}}}\n#- {BUILDERS}\nclass <|>GraphStepBuilder: ...\n"
    assert files_after(text, "Add an entry 'Graph' for GraphStepBuilder to workspace alice") == {
        registry("alice"): 'LOCAL_STEPS = {\n    "Graph": {\n        "sagemaker_step_type": "Processing",\n'
        '        "description": "Graph",\n    },\n}\n'
    }


@pytest.mark.parametrize(
    "text",
    [
        f'#- alice\nWORKSPACE_STEPS = {{"Graph": {{{DERIVED}}}}}\n#- {BUILDERS}\nclass <|>GraphStepBuilder: ...\n',
        f"#- alice\nWORKSPACE_STEPS = {{}}\n#- {BUILDERS}\nclass <|>PackageStepBuilder: ...\n",
        f"#- alice\nWORKSPACE_STEPS = {{}}\n#- {BUILDERS}\nclass <|>Graph: ...\n",
        f"#- alice\nWORKSPACE_STEPS = {{}}\n#- {BUILDERS}\nx = 1  # <|>\nclass GraphStepBuilder: ...\n",
        "#- /src/cursus/steps/builders/builder_graph_step.py\nclass <|>GraphStepBuilder: ...\n",
    ],
    ids=["named", "a core step's", "no such class", "beside it", "the core's"],
)
def test_no_entry_p10_where_none_is_missing(text):
    assert titles_at(text) == []


def test_add_node_p6_dag_file_in_its_layout():
    check_refactoring(
        """
        #- /p/a.dag.json
        {
          "dag": {
            "nodes": [
              "Package",
              "XGBoostTraining"
            ],
            "edges": [["Package", "XGBoost<|>Training_ä🚀"]]
          }
        }
        """,
        "Add the node 'XGBoostTraining_ä🚀'",
        """
        #- /p/a.dag.json
        {
          "dag": {
            "nodes": [
              "Package",
              "XGBoostTraining",
              "XGBoostTraining_ä🚀"
            ],
            "edges": [["Package", "XGBoostTraining_ä🚀"]]
          }
        }
        """,
    )


@pytest.mark.parametrize(
    ("nodes", "after"), [("[]", '["Package"]'), ("[ ]", '["Package"]'), ('["A"]', '["A", "Package"]')]
)
def test_add_node_p6_dag_file_on_one_line(nodes, after):
    text = '#- /p/a.dag.json\n{"dag": {"nodes": %s, "edges": [["%sPackage", "A"]]}}\n'
    check_refactoring(text % (nodes, "<|>"), "Add the node 'Package'", text % (after, ""))


@pytest.mark.parametrize(
    "text",
    [
        '{"dag": {"nodes": ["Pack<|>age"], "edges": [["Package", "A"]]}}',
        '{"dag": {"nodes": ["Package"], "edges": [["Pack<|>age", "A"]]}}',
        '{"dag": {"nodes": [1], "edges": [["Pack<|>age", "A"]]}}',
        '{"dag": {"nodes": ["A"], "edges": [["Pack<|>age", "A"',
    ],
    ids=["a node", "declared", "unreadable", "half typed"],
)
def test_no_node_p6_where_none_is_surely_missing(text):
    assert titles_at(f"#- /p/a.dag.json\n{text}\n") == []


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
