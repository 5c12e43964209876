"""Refactorings that add what is missing: the entry of a class, the node of an edge."""

import pytest

from support.checks import registry
from support.refactorings import DERIVED, check_refactoring, files_after, titles_at

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
